using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>Copies short rows of numbers of 16 and 8 bits as floats, exactly. The last vector begins before the others end, so nothing past the row is touched.</summary>
internal static unsafe class WidenedRow
{
    /// <summary>target[i] = source[i] − zero; <typeparamref name="T"/> is Half, sbyte, byte, or else a BFloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint count, float zero, float* target)
        where T : unmanaged
    {
        if (Processor.HasAvx512 && count >= 16)
        {
            for (nint i = 0; i < count; i += 16)
            {
                i = Math.Min(i, count - 16);
                *(Vector512<float>*)(target + i) = Load512(source + i, zero);
            }
        }
        else if (Vector256.IsHardwareAccelerated && count >= 8)
        {
            for (nint i = 0; i < count; i += 8)
            {
                i = Math.Min(i, count - 8);
                *(Vector256<float>*)(target + i) = Load256(source + i, zero);
            }
        }
        else if (count >= 4)
        {
            for (nint i = 0; i < count; i += 4)
            {
                i = Math.Min(i, count - 4);
                *(Vector128<float>*)(target + i) = Load128(source + i, zero);
            }
        }
        else
        {
            for (nint i = 0; i < count; i++)
                target[i] = Number(source[i]) - zero;
        }
    }

    /// <summary>One number. (16-bit floats have no zero point: less 0 they are themselves, −0 too.)</summary>
    public static float Number<T>(T number)
        where T : unmanaged =>
        typeof(T) == typeof(sbyte) ? Unsafe.BitCast<T, sbyte>(number) : typeof(T) == typeof(byte) ? Unsafe.BitCast<T, byte>(number) : Widening.Number(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load512<T>(T* source, float zero)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(ushort))
            return Widening.Load512(source);
        Vector128<byte> bytes = *(Vector128<byte>*)source;
        Vector512<int> whole = typeof(T) == typeof(sbyte) ? Avx512F.ConvertToVector512Int32(bytes.AsSByte()) : Avx512F.ConvertToVector512Int32(bytes);
        return Vector512.ConvertToSingle(whole) - Vector512.Create(zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load256<T>(T* source, float zero)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(ushort))
            return Widening.Load256(source);
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(*(ulong*)source).AsByte();
        Vector256<int> whole = typeof(T) == typeof(sbyte) ? Avx2.ConvertToVector256Int32(bytes.AsSByte()) : Avx2.ConvertToVector256Int32(bytes);
        return Vector256.ConvertToSingle(whole) - Vector256.Create(zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load128<T>(T* source, float zero)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(ushort))
            return Widening.Load128(source);
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(*(uint*)source).AsByte();
        Vector128<int> whole = typeof(T) == typeof(sbyte) ? Vector128.WidenLower(Vector128.WidenLower(bytes.AsSByte())) : Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
        return Vector128.ConvertToSingle(whole) - Vector128.Create(zero);
    }
}
