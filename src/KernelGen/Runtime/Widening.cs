using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Runs of 16-bit floats, or of 8-bit integers, as floats, exactly, for the copies that many rows of multiply-adds then read. For emitted code; its shape may change with any
/// version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Widening
{
    /// <summary>target[i] = source[i]; <typeparamref name="T"/> is Half, sbyte, or else a BFloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFloat<T>(T* source, float* target, nint count)
        where T : unmanaged
    {
        nint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= count - 16; i += 16)
                *(Vector512<float>*)(target + i) = Load512(source + i);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= count - 8; i += 8)
                *(Vector256<float>*)(target + i) = Load256(source + i);
        }

        for (; i <= count - 4; i += 4)
            *(Vector128<float>*)(target + i) = Load128(source + i);
        for (; i < count; i++)
            target[i] = Number(source[i]);
    }

    /// <summary>A vector's numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Load512<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? Codes512((sbyte*)source) : Widen<T>(Vector512.WidenLower((*(Vector256<ushort>*)source).ToVector512Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Load256<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? Codes256((sbyte*)source) : Widen<T>(Vector256.WidenLower((*(Vector128<ushort>*)source).ToVector256Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Load128<T>(T* source)
        where T : unmanaged => typeof(T) == typeof(sbyte) ? Codes128((sbyte*)source) : Widen<T>(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)source).AsUInt16()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Codes512(sbyte* source) => Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(*(Vector128<sbyte>*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Codes256(sbyte* source) => Vector256.ConvertToSingle(
        Avx2.IsSupported ? Avx2.ConvertToVector256Int32(source) : Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)source).AsSByte()).ToVector256Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Codes128(sbyte* source) => Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)source).AsSByte())));

    /// <summary>One number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Number<T>(T number)
        where T : unmanaged =>
        typeof(T) == typeof(Half) ? (float)(Half)(object)number : typeof(T) == typeof(sbyte) ? (sbyte)(object)number : BitConverter.UInt32BitsToSingle((uint)Unsafe.BitCast<T, ushort>(number) << 16);

    /// <summary>One number of any narrower type, or of the same, as a <c>float</c> or <c>double</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exactly<TFrom, T>(TFrom number)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(TFrom) == typeof(T))
            return Unsafe.BitCast<TFrom, T>(number);
        float wide = typeof(TFrom) == typeof(float) ? Unsafe.BitCast<TFrom, float>(number) : Number(number);
        return typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(wide) : Unsafe.BitCast<double, T>(wide);
    }

    /// <summary>Some numbers, <paramref name="stride"/> apart, one behind the other as numbers of the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy<TFrom, T>(TFrom* source, nint stride, nint count, T* target)
        where TFrom : unmanaged
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && stride == 1)
        {
            WidenedRow.Copy(source, count, 0, (float*)target);
        }
        else
        {
            for (nint i = 0; i < count; i++)
                target[i] = Exactly<TFrom, T>(source[i * stride]);
        }
    }

    // The three widths do what the plan's program for Half does, which a test compares for every number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen<T>(Vector512<uint> bits)
    {
        Vector512<float> upper = (bits << 16).AsSingle();
        return typeof(T) == typeof(Half) ? Upper(upper) : upper;
    }

    /// <summary>Halves in the upper halves of lanes; what the lower hold does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Upper(Vector512<float> lanes)
    {
        Vector512<float> number = FiniteHalves.Upper(lanes);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(number), Vector512.Create(LargestHalf)), number | Vector512.Create(float.PositiveInfinity), number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen<T>(Vector256<uint> bits)
    {
        Vector256<float> upper = (bits << 16).AsSingle();
        return typeof(T) == typeof(Half) ? Upper(upper) : upper;
    }

    /// <summary>Halves in the upper halves of lanes; what the lower hold does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Upper(Vector256<float> lanes)
    {
        Vector256<float> number = FiniteHalves.Upper(lanes);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(Vector256.Abs(number), Vector256.Create(LargestHalf)), number | Vector256.Create(float.PositiveInfinity), number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen<T>(Vector128<uint> bits)
    {
        Vector128<int> upper = (bits << 16).AsInt32();
        if (typeof(T) != typeof(Half))
            return upper.AsSingle();
        Vector128<float> number = ((upper >> 3) & Vector128.Create(unchecked((int)0x8fff_e000))).AsSingle() * Vector128.Create(HalfScale);
        return Vector128.ConditionalSelect(
            Vector128.GreaterThan(Vector128.Abs(number), Vector128.Create(LargestHalf)), number | Vector128.Create(float.PositiveInfinity), number);
    }

    /// <summary>2¹¹²: what a half's exponent lacks once its bits stand where a float's do.</summary>
    internal const float HalfScale = 5.192296858534828e33f;

    private const float LargestHalf = 65504;
}
