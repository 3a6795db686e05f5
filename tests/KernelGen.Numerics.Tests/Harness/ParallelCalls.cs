using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Calls that are large enough for several threads.</summary>
internal static class ParallelCalls
{
    /// <summary>A call with these sizes: M, N, K, batch of a product; M, K of a Gemv; those of <see cref="ConvolutionCalls.Of"/>, <see cref="PoolCalls.Of"/> or <see cref="AttentionCalls.Of"/>; length, rows and K of a search.</summary>
    public static KernelCall Of(KernelSpec spec, int[] sizes) => spec switch
    {
        MatrixProductSpec product => Calls.Product(product, sizes[0], sizes[1], sizes[2], gap: 3, batch: sizes.Length > 3 ? sizes[3] : 1),
        GroupedDenseSpec grouped => Calls.Grouped(grouped, sizes[0], sizes[1], sizes[2]),
        ConvolutionSpec convolution => ConvolutionCalls.Of(convolution, sizes),
        PoolSpec pool => PoolCalls.Of(pool, sizes),
        AttentionSpec attention => AttentionCalls.Of(attention, sizes),
        GemvSpec => Calls.Sized(spec, ("M", sizes[0]), ("K", sizes[1])),
        _ when sizes.Length > 2 => Calls.Sized(spec, ("Length", sizes[0]), ("Rows", sizes[1]), ("K", sizes[2])),
        _ => Calls.Sized(spec, ("Length", sizes[0]), ("Rows", sizes[1])),
    };
}
