namespace KernelGen.Numerics.Tests.Definitions;

/// <summary>The library asks for AVX-512DQ; what the JIT makes of <c>Vector512</c> uses it.</summary>
internal static class Avx512DQ
{
    public static bool IsSupported => true;
}
