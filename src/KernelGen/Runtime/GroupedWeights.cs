using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Vectors in the order of weights that are quantised in groups, and such weights as floats. In every 32 elements of weights of 4 bits the even ones
/// come first, as the lower halves of 16 bytes do. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupedWeights
{
    private const int Whole = 32;

    /// <summary>A vector in the order of bytes, filled up with zeros to whole 32 elements; <typeparamref name="T"/> is float, Half or BFloat16.</summary>
    public static void OrderBytes<T>(T* source, nint length, float* target)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Buffer.MemoryCopy(source, target, length * sizeof(float), length * sizeof(float));
        else
            Widening.ToFloat(source, target, length);
        for (nint i = length; i % Whole != 0; i++)
            target[i] = 0;
    }

    /// <summary>The same in the order of halves of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OrderHalfBytes<T>(T* source, nint length, float* target)
        where T : unmanaged
    {
        float* run = stackalloc float[Whole];
        for (nint i = 0; i < length; i += Whole, target += Whole)
        {
            float* from = (float*)(source + i);
            if (typeof(T) != typeof(float) || length - i < Whole)
            {
                OrderBytes(source + i, Math.Min(Whole, length - i), run);
                from = run;
            }

            for (nint j = 0; j < Whole / 2; j += 4)
            {
                Vector128<float> first = *(Vector128<float>*)(from + (2 * j)), second = *(Vector128<float>*)(from + (2 * j) + 4);
                *(Vector128<float>*)(target + j) = Pairs(first, second, 0);
                *(Vector128<float>*)(target + j + (Whole / 2)) = Pairs(first, second, 1);
            }
        }
    }

    /// <summary>
    /// A row of weights of 8 bits, <paramref name="length"/> of them in whole 32; without zero points 128·scale is exact and goes into a multiply-add. In a pack
    /// so many rows <paramref name="together"/> take turns; 0 stands for plain weights.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bytes<T>(byte* codes, T* scales, byte* zeroPoints, nint size, nint length, float* target, int together = 0)
        where T : unmanaged
    {
        nint step = Math.Max(1, together), run = step == 1 ? size : Whole;
        for (nint i = 0, group = 0; i < length; i += size, group += step)
        {
            float scale = Scale(scales + group);
            nint end = Math.Min(length, i + size);
            for (nint j = i; j < end; j += run)
            {
                byte* from = codes + (j * (step - 1));
                if (zeroPoints == null)
                    Bytes(from, scale, j, Math.Min(end, j + run), target);
                else
                    Bytes(from, scale, zeroPoints[group], j, Math.Min(end, j + run), target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes(byte* codes, float scale, int zeroPoint, nint start, nint end, float* target)
    {
        if (Avx512F.IsSupported)
        {
            for (nint j = start; j < end; j += 16)
                *(Vector512<float>*)(target + j) = Vector512.ConvertToSingle(Widen512(codes + j) - Vector512.Create(zeroPoint)) * Vector512.Create(scale);
        }
        else if (Avx2.IsSupported)
        {
            for (nint j = start; j < end; j += 8)
                *(Vector256<float>*)(target + j) = Vector256.ConvertToSingle(Widen256(codes + j) - Vector256.Create(zeroPoint)) * Vector256.Create(scale);
        }
        else
        {
            for (nint j = start; j < end; j += 4)
                *(Vector128<float>*)(target + j) = Vector128.ConvertToSingle(Widen128(codes + j) - Vector128.Create(zeroPoint)) * Vector128.Create(scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes(byte* codes, float scale, nint start, nint end, float* target)
    {
        float offset = scale * -128;
        if (Avx512F.IsSupported)
        {
            for (nint j = start; j < end; j += 16)
                *(Vector512<float>*)(target + j) = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(Widen512(codes + j)), Vector512.Create(scale), Vector512.Create(offset));
        }
        else if (Avx2.IsSupported)
        {
            for (nint j = start; j < end; j += 8)
                *(Vector256<float>*)(target + j) = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Widen256(codes + j)), Vector256.Create(scale), Vector256.Create(offset));
        }
        else if (AdvSimd.IsSupported)
        {
            for (nint j = start; j < end; j += 4)
                *(Vector128<float>*)(target + j) = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(Widen128(codes + j)), Vector128.Create(scale), Vector128.Create(offset));
        }
        else
        {
            for (nint j = start; j < end; j++)
                target[j] = ScalarMath.FusedMultiplyAdd(codes[j], scale, offset);
        }
    }

    /// <summary>A row of weights of 4 bits, <paramref name="length"/> of them in whole 32, in their order; of a pack as those of 8 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void HalfBytes<T>(byte* codes, T* scales, byte* zeroPoints, nint size, nint length, float* target, int together = 0)
        where T : unmanaged
    {
        nint step = Math.Max(1, together);
        for (nint i = 0, group = 0; i < length; i += size, group += step)
        {
            float scale = Scale(scales + group);
            int zeroPoint = zeroPoints == null ? 8 : together > 0 ? zeroPoints[group] : (zeroPoints[group >> 1] >> (int)((group & 1) << 2)) & 15;
            nint end = Math.Min(length, i + size);
            for (nint whole = i; whole < end; whole += Whole)
            {
                float* even = target + whole, odd = even + (Whole / 2);
                byte* from = codes + (whole / 2 * step);
                if (Avx512F.IsSupported)
                {
                    Vector512<int> both = Widen512(from);
                    *(Vector512<float>*)even = Vector512.ConvertToSingle((both & Vector512.Create(15)) - Vector512.Create(zeroPoint)) * Vector512.Create(scale);
                    *(Vector512<float>*)odd = Vector512.ConvertToSingle((both >>> 4) - Vector512.Create(zeroPoint)) * Vector512.Create(scale);
                }
                else if (Avx2.IsSupported)
                {
                    for (nint j = 0; j < Whole / 2; j += 8)
                    {
                        Vector256<int> both = Widen256(from + j);
                        *(Vector256<float>*)(even + j) = Vector256.ConvertToSingle((both & Vector256.Create(15)) - Vector256.Create(zeroPoint)) * Vector256.Create(scale);
                        *(Vector256<float>*)(odd + j) = Vector256.ConvertToSingle((both >>> 4) - Vector256.Create(zeroPoint)) * Vector256.Create(scale);
                    }
                }
                else
                {
                    for (nint j = 0; j < Whole / 2; j += 4)
                    {
                        Vector128<int> both = Widen128(from + j);
                        *(Vector128<float>*)(even + j) = Vector128.ConvertToSingle((both & Vector128.Create(15)) - Vector128.Create(zeroPoint)) * Vector128.Create(scale);
                        *(Vector128<float>*)(odd + j) = Vector128.ConvertToSingle((both >>> 4) - Vector128.Create(zeroPoint)) * Vector128.Create(scale);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale<T>(T* scale)
        where T : unmanaged => typeof(T) == typeof(float) ? *(float*)scale : (float)*(Half*)scale;

    /// <summary>The even or the odd numbers of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> first, Vector128<float> second, int odd) => odd == 0
        ? Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), Vector128.Shuffle(first, Vector128.Create(0, 2, 0, 0)), Vector128.Shuffle(second, Vector128.Create(0, 0, 0, 2)))
        : Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), Vector128.Shuffle(first, Vector128.Create(1, 3, 0, 0)), Vector128.Shuffle(second, Vector128.Create(0, 0, 1, 3)));

    // WidenLower twice would be calls, and no instruction of their own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen512(byte* bytes) => Avx512F.ConvertToVector512Int32(*(Vector128<byte>*)bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen256(byte* bytes) => Avx2.ConvertToVector256Int32(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Widen128(byte* bytes) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)bytes).AsByte())).AsInt32();
}
