using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Which target runs here: constants to the JIT and to the NativeAOT compiler. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Processor
{
    /// <summary>
    /// AVX-512 F, BW, DQ and VL, and a runtime that accelerates 512 bits: by default it prefers 256 on Skylake-X to Cooper Lake.
    /// </summary>
    public static bool HasAvx512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && HasAvx512VL;
    }

    /// <summary>The same instructions with 256-bit vectors; asked where 512 bits are not preferred.</summary>
    public static bool HasAvx512VL
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;
    }

    /// <summary>AVX2 and FMA.</summary>
    public static bool HasAvx2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported && Fma.IsSupported;
    }

    /// <summary>AVX2 with AVX-VNNI's dot products of 8- and 16-bit integers.</summary>
    public static bool HasAvxVnni
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasAvx2 && AvxVnni.IsSupported;
    }

    /// <summary>Advanced SIMD with Armv8.4-A's dot products of 8-bit integers.</summary>
    public static bool HasNeonDp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasNeon && Dp.IsSupported;
    }

    /// <summary>Advanced SIMD of Armv8-A.</summary>
    public static bool HasNeon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.Arm64.IsSupported;
    }

    /// <summary>The target that runs here, by its name.</summary>
    public static string Name => HasAvx512 ? "Avx512" : HasAvx512VL ? "Avx512VL" : HasAvx2 ? "Avx2" : HasNeon ? "Neon" : "Scalar";

    /// <summary>Whether a target, by its name, runs here; one that this version does not know does not.</summary>
    internal static bool Runs(string target) => target switch
    {
        "Avx512" => HasAvx512,
        "Avx512VL" => HasAvx512VL,
        "Avx2" => HasAvx2,
        "Neon" => HasNeon,
        "Scalar" => true,
        _ => false,
    };
}
