using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Runs of 16-bit floats as floats, exactly, for the copies that many rows of multiply-adds then read. For emitted code; its shape may change with any
/// version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Widening
{
    /// <summary>target[i] = source[i]; <typeparamref name="T"/> is Half, or else a BFloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFloat<T>(T* source, float* target, nint count)
        where T : unmanaged
    {
        ushort* bits = (ushort*)source;
        nint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= count - 16; i += 16)
                *(Vector512<float>*)(target + i) = Widen<T>(Vector512.WidenLower((*(Vector256<ushort>*)(bits + i)).ToVector512Unsafe()));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= count - 8; i += 8)
                *(Vector256<float>*)(target + i) = Widen<T>(Vector256.WidenLower((*(Vector128<ushort>*)(bits + i)).ToVector256Unsafe()));
        }

        for (; i <= count - 4; i += 4)
            *(Vector128<float>*)(target + i) = Widen<T>(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)(bits + i)).AsUInt16()));
        for (; i < count; i++)
            target[i] = typeof(T) == typeof(Half) ? (float)((Half*)source)[i] : BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
    }

    // The three widths do what the plan's program for Half does, which a test compares for every number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen<T>(Vector512<uint> bits)
    {
        Vector512<int> upper = (bits << 16).AsInt32();
        if (typeof(T) != typeof(Half))
            return upper.AsSingle();
        Vector512<float> number = ((upper >> 3) & Vector512.Create(unchecked((int)0x8fff_e000))).AsSingle() * Vector512.Create(HalfScale);
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(Vector512.Abs(number), Vector512.Create(LargestHalf)), number | Vector512.Create(float.PositiveInfinity), number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen<T>(Vector256<uint> bits)
    {
        Vector256<int> upper = (bits << 16).AsInt32();
        if (typeof(T) != typeof(Half))
            return upper.AsSingle();
        Vector256<float> number = ((upper >> 3) & Vector256.Create(unchecked((int)0x8fff_e000))).AsSingle() * Vector256.Create(HalfScale);
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
    private const float HalfScale = 5.192296858534828e33f;

    private const float LargestHalf = 65504;
}
