using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>16-bit floats in the upper halves of lanes, as floats; what the lower hold does not matter. Implemented by structs, so that the JIT inlines it.</summary>
internal interface IHalfWords
{
    static abstract Vector512<float> Upper(Vector512<float> lanes);

    static abstract Vector256<float> Upper(Vector256<float> lanes);

    /// <summary>What was seen of numbers that those are wrong for, and of two more a lane.</summary>
    static abstract Vector512<float> Look(Vector512<float> lanes, Vector512<float> seen);

    /// <inheritdoc cref="Look(Vector512{float}, Vector512{float})"/>
    static abstract Vector256<float> Look(Vector256<float> lanes, Vector256<float> seen);

    /// <summary>Whether there were such numbers.</summary>
    static abstract bool IsWrong(Vector512<float> seen);

    /// <inheritdoc cref="IsWrong(Vector512{float})"/>
    static abstract bool IsWrong(Vector256<float> seen);
}

/// <summary>Halves that are neither infinite nor NaN, at half the cost; the sign of a half of a lane tells whether one was.</summary>
internal readonly struct FiniteHalves : IHalfWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Upper(Vector512<float> lanes) => ((lanes.AsInt32() >> 3) & Vector512.Create(unchecked((int)0x8fff_e000))).AsSingle() * Vector512.Create(Widening.HalfScale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Look(Vector512<float> lanes, Vector512<float> seen) => seen | ((lanes.AsInt16() + Vector512.Create((short)0x0400)).AsSingle() ^ lanes);

    public static bool IsWrong(Vector512<float> seen) => Vector512.LessThanAny(seen.AsInt16(), Vector512<short>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Upper(Vector256<float> lanes) => ((lanes.AsInt32() >> 3) & Vector256.Create(unchecked((int)0x8fff_e000))).AsSingle() * Vector256.Create(Widening.HalfScale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Look(Vector256<float> lanes, Vector256<float> seen) => seen | ((lanes.AsInt16() + Vector256.Create((short)0x0400)).AsSingle() ^ lanes);

    public static bool IsWrong(Vector256<float> seen) => Vector256.LessThanAny(seen.AsInt16(), Vector256<short>.Zero);
}

/// <summary>All halves.</summary>
internal readonly struct AnyHalves : IHalfWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Upper(Vector512<float> lanes) => Widening.Upper(lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Look(Vector512<float> lanes, Vector512<float> seen) => seen;

    public static bool IsWrong(Vector512<float> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Upper(Vector256<float> lanes) => Widening.Upper(lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Look(Vector256<float> lanes, Vector256<float> seen) => seen;

    public static bool IsWrong(Vector256<float> seen) => false;
}

/// <summary>BFloat16, which is the upper half of a float.</summary>
internal readonly struct BFloats : IHalfWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Upper(Vector512<float> lanes) => (lanes.AsInt32() & Vector512.Create(unchecked((int)0xffff_0000))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Look(Vector512<float> lanes, Vector512<float> seen) => seen;

    public static bool IsWrong(Vector512<float> seen) => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Upper(Vector256<float> lanes) => (lanes.AsInt32() & Vector256.Create(unchecked((int)0xffff_0000))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Look(Vector256<float> lanes, Vector256<float> seen) => seen;

    public static bool IsWrong(Vector256<float> seen) => false;
}
