namespace KernelGen;

/// <summary>Instruction sets that kernels are emitted for.</summary>
[Flags]
public enum Isa
{
    /// <summary>Scalar code alone.</summary>
    None = 0,

    /// <summary>x64 with AVX-512 (F, BW, DQ, VL): 512-bit vectors, or 256-bit ones where the runtime prefers those.</summary>
    Avx512 = 1,

    /// <summary>x64 with AVX2 and FMA: 256-bit vectors.</summary>
    Avx2 = 2,

    /// <summary>Arm64 with Advanced SIMD: 128-bit vectors.</summary>
    Neon = 4,

    /// <summary>Every instruction set above.</summary>
    All = Avx512 | Avx2 | Neon,
}
