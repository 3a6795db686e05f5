namespace KernelGen.Benchmarks.Kernels;

/// <summary>The dot products of <see cref="PairwiseKernels"/> over 8-bit integers, exact.</summary>
internal static partial class IntegerDots
{
    [Dot(384)]
    public static partial int Dot384(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);

    [Dot(768)]
    public static partial int Dot768(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);

    [Dot(1536)]
    public static partial int Dot1536(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);

    [Dot(4096)]
    public static partial int Dot4096(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b);
}
