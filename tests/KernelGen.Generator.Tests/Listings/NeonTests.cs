using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KernelGen.Generator.Tests.Budgets;
using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Listings;

/// <summary>
/// NEON's machine code where no Arm processor is at hand to time it: the arm64 JIT's listings, from an emulated runtime, and how long LLVM's
/// models of Arm processors take for their loops. Models of memory they are not: the operands are in the first cache.
/// </summary>
public sealed partial class NeonTests
{
    /// <summary>The core that the target is scheduled for.</summary>
    private const string OwnCore = "neoverse-n1";

    /// <summary>
    /// A wide core and a narrow one, for which tiles should be right too. Apple's cannot be asked: LLVM takes them all for the first of 2013,
    /// whose model has no multiply-add by one lane.
    /// </summary>
    private static readonly ImmutableArray<string> OtherCores = ["neoverse-v2", "cortex-a72"];

    private const string Chosen =
        """
        [Dot] public static partial float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        [Dot] public static partial double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
        [Cosine] public static partial float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        [SquaredDistance] public static partial float Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        [Similarities] public static partial void Similarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
        [Similarities(Metric = Metric.Cosine)] public static partial void Cosines(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
        [Similarities(Metric = Metric.SquaredDistance)] public static partial void Distances(ReadOnlySpan<double> query, ReadOnlySpan<double> rows, Span<double> scores);
        [Gemm(M = 16, N = 16, K = 16)] public static partial void Inline16(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
        [Gemm(M = 36, N = 36, K = 36)] public static partial void Inline36(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);
        [Gemm(M = 16, N = 16, K = 16)] public static partial void Inline16(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);
        [Gemm(M = 36, N = 36, K = 36)] public static partial void Inline36(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);
        """;

    [Fact(Explicit = true)]
    [Trait("Needs", "Arm64")]
    public void LoopsKeepTheMultiplyAddsBusy()
    {
        using var program = new ListedProgram(
            KernelSources.Every("float", fixedShape: false), KernelSources.Every("double", fixedShape: false), Chosen,
            string.Join("\n    ", Workload.SmallGemms()).Replace("<T>", "<float>", StringComparison.Ordinal),
            string.Join("\n    ", Workload.SmallGemms()).Replace("<T>", "<double>", StringComparison.Ordinal));
        ImmutableArray<Listing> methods = program.Methods("Neon", Arm64Host());
        ListingTests.AssertNoSpill(methods, "Neon");
        AssertBound(methods, Tile(), 38, [OwnCore, .. OtherCores], (whole, arithmetic, _) => whole == arithmetic);
        AssertBound(methods, FewRows(), 14, [OwnCore], (whole, arithmetic, loads) => whole == Math.Max(arithmetic, loads));
    }

    private static string Arm64Host() => Environment.GetEnvironmentVariable("KERNELGEN_ARM64_HOST") is { Length: > 0 } host
        ? host
        : throw new InvalidOperationException("KERNELGEN_ARM64_HOST must name a program that runs an assembly for arm64 as 'dotnet' does. .ci/neon.sh makes one.");

    /// <summary>
    /// A loop takes not a cycle more than its vector arithmetic alone would, or alone its loads where it has as many: then nothing else that
    /// is in it, and no order of it, would make it faster. Its arithmetic alone is bound by the ports of the multiply-adds or by their latency.
    /// </summary>
    private static void AssertBound(ImmutableArray<Listing> methods, Regex names, int least, ImmutableArray<string> processors, Func<int, int, int, bool> holds)
    {
        var loops = methods.Where(method => names.IsMatch(method.Name))
            .SelectMany(method => method.InnermostLoops().Where(Listing.IsTile).Select(loop => (Name: names.Match(method.Name).Value, Code: loop))).ToImmutableArray();
        Assert.True(loops.Length >= least, $"{loops.Length} loops");
        var slow = new List<string>();
        foreach (string processor in processors)
        {
            int[] whole = LlvmMca.Cycles(processor, [.. loops.Select(loop => loop.Code)]);
            int[] arithmetic = LlvmMca.Cycles(processor, [.. loops.Select(loop => loop.Code.Where(line => Arithmetic().IsMatch(line)).ToImmutableArray())]);
            int[] loads = LlvmMca.Cycles(processor, [.. loops.Select(loop => loop.Code.Where(line => Load().IsMatch(line)).ToImmutableArray())]);
            for (int i = 0; i < loops.Length; i++)
            {
                string line = $"{processor}, {loops[i].Name}, {loops[i].Code.Count(line => line.Contains(" fmla ", StringComparison.Ordinal))} multiply-adds: {LlvmMca.PerTurn(whole[i])} cycles, "
                    + $"its arithmetic alone {LlvmMca.PerTurn(arithmetic[i])}, its loads alone {LlvmMca.PerTurn(loads[i])}";
                TestContext.Current.TestOutputHelper!.WriteLine(line);
                if (!holds(whole[i], arithmetic[i], loads[i]))
                    slow.Add(line);
            }
        }

        Assert.True(slow.Count == 0, string.Join('\n', slow));
    }

    /// <summary>Shared tiles of whole vectors and more than one row, and fixed shapes of whole vectors in place.</summary>
    [GeneratedRegex(@"Tiles_Neon_F\d\d_(Panel|Rows)_\w+:Tile([2-9]|\d\d)x\d+(?=\()|Inline\d+(?=_\w+:OnNeon\()")]
    private static partial Regex Tile();

    /// <summary>Sums along the vectors, and single rows: each vector is loaded for one multiply-add, or for few.</summary>
    [GeneratedRegex(@"Tiles_Neon_F\d\d_(Panel|Rows)_\w+:Tile1x\d+(?=\()|(Dot|Cosine|Distance|Similarities|Cosines|Distances)(?=_\w+:OnNeon\()")]
    private static partial Regex FewRows();

    [GeneratedRegex(@"^\s+\w+\s+v\d+\.")]
    private static partial Regex Arithmetic();

    [GeneratedRegex(@"^\s+ld\w+\s")]
    private static partial Regex Load();
}
