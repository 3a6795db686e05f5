using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Snapshots;

/// <summary>Emitted files for people to read: when one changes, read it as a user would who steps into it.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void FixedDot() => Snapshot.Matches(Kernel(
        """
        /// <summary>How alike two words are.</summary>
            [Dot(100), TargetIsa(Isa.Avx512)] public static partial float Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        """));

    [Fact]
    public void FixedDotOfBytes() => Snapshot.Matches(Kernel(
        """
        /// <summary>How alike two quantised vectors are.</summary>
            [Dot(100), TargetIsa(Isa.Avx2)] public static partial int Likeness(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
        """));

    [Fact]
    public void RunTimeTopK() => Snapshot.Matches(Kernel(
        """
        [TopK(Metric = Metric.Cosine), TargetIsa(Isa.None)]
            public static partial int Nearest(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);
        """));

    [Fact]
    public void FixedGemm() => Snapshot.Matches(Kernel(
        "[Gemm(M = 5, N = 18, K = 20), TargetIsa(Isa.Avx512 | Isa.Neon)] public static partial void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    [Fact]
    public void RunTimeDenseWithGelu() => Snapshot.Matches(Kernel(
        """
        [Dense(Activation = Activation.Gelu), TargetIsa(Isa.Avx2)]
            public static partial void Layer(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inputs, int outputs, int batch);
        """));

    [Fact]
    public void GroupedDense() => Snapshot.Matches(Kernel(
        """
        [Dense(Inputs = 1024, Outputs = 512, WeightFormat = WeightFormat.Int4, GroupSize = 64), TargetIsa(Isa.Avx512)]
            public static partial void Layer(ReadOnlySpan<float> x, ReadOnlySpan<byte> weights, Span<float> y, ReadOnlySpan<float> weightScales);
        """));

    [Fact]
    public void ParallelGemm() => Snapshot.Matches(Kernel(
        """
        [Gemm(N = 512, TransposeB = true), TargetIsa(Isa.None), Parallel]
            public static partial void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int batch, int maxThreads);
        """));

    [Fact]
    public void PackedDense() => Snapshot.Matches(GeneratorRun.Of(Compile.InClass(PackedLayer)).Text("Kernels.Layer"));

    [Fact]
    public void Pack() => Snapshot.Matches(GeneratorRun.Of(Compile.InClass(PackedLayer)).Text("Kernels.PackLayer"));

    private const string PackedLayer =
        """
        [Dense(Inputs = 784, Outputs = 100), TargetIsa(Isa.Avx512 | Isa.Neon)]
            public static partial void Layer(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int batch);

            /// <summary>Packs the weights of the layer, once.</summary>
            [Pack(nameof(Layer))] public static partial PackedWeights<float> PackLayer(ReadOnlySpan<float> weights);
        """;

    [Fact]
    public void Refusal() => Snapshot.Matches(Kernel(
        "[Gemm(M = 3, N = -1, K = 2)] public static partial void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);"));

    [Fact]
    public void Catalog() => Snapshot.Matches(GeneratorRun.Of(Compile.InClass(
        """
        [Dot(100)] public static partial float Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            [Gemm] public static partial void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int n, int k);
        """)).Text("KernelGen.Catalog"));

    private static string Kernel(string member) => GeneratorRun.Of(Compile.InClass(member)).Text("Kernels.");
}
