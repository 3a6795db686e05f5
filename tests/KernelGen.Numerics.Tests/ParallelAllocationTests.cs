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
            [Dense] public static partial void DenseNorm(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> gamma, int inputs, int outputs, int batch);
            [Similarities] public static partial void Similarities(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [Attention(Causal = true)] public static partial void Attention(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int heads, int kvHeads, int headDim, int queryLength, int keyLength, int pastLength);
            [Attention(Layout = AttentionLayout.SequenceFirst)] public static partial void AttentionOfCodes(ReadOnlySpan<Half> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<Half> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales, int heads, int kvHeads, int headDim, int queryLength, int keyLength);
            [TopK(K = 10)] public static partial int TopK(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
        }
        """;

    [Fact]
    public void AWarmCallAllocatesNothing()
    {
        foreach ((Kernel kernel, int[] sizes) in KernelLibrary.Compile(Declarations).SelectMany(kernel => Shapes(kernel.Spec), (kernel, sizes) => (kernel, sizes)))
        {
            KernelCall call = ParallelCalls.Of(kernel.Spec, sizes).Fill(Kind.Even, 1);
            KernelArguments arguments = KernelArguments.Place(kernel, call, default);
            long least = long.MaxValue;
            // A pool's queue grows now and then, and tiers come and go: of many rounds one is without.
            for (int round = 0; round < 40 && least > 0; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int i = 0; i < 10; i++)
                    kernel.Invoke(arguments);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.Equal(0, least);
        }
    }

    /// <summary>Of attention a prompt, and a query whose keys threads share.</summary>
    private static int[][] Shapes(KernelSpec spec) => spec switch
    {
        MatrixProductSpec => [[200, 300, 250]],
        AttentionSpec => [[4, 2, 64, 64, 100, 120, 20, 1], [4, 2, 64, 64, 1, 6_000, 5_999, 1]],
        _ => [[256, 10_000, 10]],
    };
}
