using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>No call allocates, on any thread, once callers and helpers are warm. Nothing else runs meanwhile.</summary>
[Collection(nameof(ParallelAllocationTests))]
[CollectionDefinition(nameof(ParallelAllocationTests), DisableParallelization = true)]
public sealed class ParallelAllocationTests
{
    private const string Declarations =
        """
        [Parallel]
        public static partial class Warm
        {
            [Gemm(TransposeB = true)] public static partial void Gemm(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k);
            [Similarities] public static partial void Similarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [TopK(K = 10)] public static partial int TopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
        }
        """;

    [Fact]
    public void AWarmCallAllocatesNothing()
    {
        foreach (Kernel kernel in KernelLibrary.Compile(Declarations))
        {
            KernelCall call = ParallelCalls.Of(kernel.Spec, kernel.Spec is MatrixProductSpec ? [200, 300, 250] : [256, 10_000, 10]).Fill(Kind.Even, 1);
            KernelArguments arguments = KernelArguments.Place(kernel, call, default);
            long least = long.MaxValue;
            // A pool's queue grows now and then, and tiers come and go: of many rounds one is without.
            for (int round = 0; round < 40 && least > 0; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int i = 0; i < 50; i++)
                    kernel.Invoke(arguments);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.Equal(0, least);
        }
    }
}
