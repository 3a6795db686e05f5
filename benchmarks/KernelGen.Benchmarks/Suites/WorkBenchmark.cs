using BenchmarkDotNet.Attributes;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;
using KernelGen.Benchmarks.Works;

namespace KernelGen.Benchmarks.Suites;

/// <summary>The works of the groups that begin with a name, as BenchmarkDotNet runs them: ours as the base line, a method a peer.</summary>
public abstract class WorkBenchmark(string group)
{
    private const int Calls = 16;
    private Trial? trial;

    [ParamsSource(nameof(Works))]
    public string Work { get; set; } = "";

    public IEnumerable<string> Works => Matching().Select(work => work.Path);

    [GlobalSetup]
    public void Prepare()
    {
        trial = Matching().Single(work => work.Path == Work).Prepare();
        if (trial.Ours.Check?.Invoke() is { } wrong)
            throw new InvalidOperationException(wrong);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void Ours() => trial!.Ours.Repeat(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void TensorPrimitives() => Peer(TensorPrimitivesPeer.Name);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void OpenBLAS() => Peer(OpenBlas.Name);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void LIBXSMM() => Peer(Libxsmm.Name);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void MathNet() => Peer(MathNetPeer.Name);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void ONNXRuntime() => Peer(OptionalPeers.OnnxRuntime);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Libtorch() => Peer(OptionalPeers.Libtorch);

    private void Peer(string name)
    {
        Contender peer = trial!.Peers.FirstOrDefault(contender => contender.Name == name)
            ?? throw new NotSupportedException($"{name} is not installed or does not do this work.");
        peer.Repeat(Calls);
    }

    private IEnumerable<Work> Matching() => WorkList.All.Where(work => work.Group.StartsWith(group, StringComparison.Ordinal));
}
