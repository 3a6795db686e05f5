using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Copies part of a matrix into a strip [k][width], which a register tile then reads from front to back; columns past the matrix are
/// zeros. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Packing
{
    /// <summary>strip[p, j] = source[p, j]: the source's columns lie side by side.</summary>
    public static void Columns(float* source, nint leading, nint k, nint columns, nint width, float* strip)
    {
        for (nint p = 0; p < k; p++, source += leading, strip += width)
        {
            nint j = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; j <= columns - 16; j += 16)
                    *(Vector512<float>*)(strip + j) = *(Vector512<float>*)(source + j);
            }

            if (Vector256.IsHardwareAccelerated)
            {
                for (; j <= columns - 8; j += 8)
                    *(Vector256<float>*)(strip + j) = *(Vector256<float>*)(source + j);
            }

            for (; j <= columns - 4; j += 4)
                *(Vector128<float>*)(strip + j) = *(Vector128<float>*)(source + j);
            for (; j < columns; j++)
                strip[j] = source[j];
            for (; j < width; j++)
                strip[j] = 0;
        }
    }

    /// <inheritdoc cref="Columns(float*, nint, nint, nint, nint, float*)"/>
    public static void Columns(double* source, nint leading, nint k, nint columns, nint width, double* strip)
    {
        for (nint p = 0; p < k; p++, source += leading, strip += width)
        {
            nint j = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                for (; j <= columns - 8; j += 8)
                    *(Vector512<double>*)(strip + j) = *(Vector512<double>*)(source + j);
            }

            if (Vector256.IsHardwareAccelerated)
            {
                for (; j <= columns - 4; j += 4)
                    *(Vector256<double>*)(strip + j) = *(Vector256<double>*)(source + j);
            }

            for (; j <= columns - 2; j += 2)
                *(Vector128<double>*)(strip + j) = *(Vector128<double>*)(source + j);
            for (; j < columns; j++)
                strip[j] = source[j];
            for (; j < width; j++)
                strip[j] = 0;
        }
    }

    /// <summary>The same with each number converted, exactly.</summary>
    public static void Columns(float* source, nint leading, nint k, nint columns, nint width, double* strip)
    {
        for (nint p = 0; p < k; p++, source += leading, strip += width)
        {
            for (nint j = 0; j < width; j++)
                strip[j] = j < columns ? source[j] : 0;
        }
    }

    /// <summary>
    /// strip[p, j] = source[j, p]. Whole cache lines of sixteen columns with AVX-512 (Zen 4, µs of 768 × 3072, 3072 × 768 and 2048 × 1000: 268, 255 and 206 so,
    /// 379, 304 and 249 as follows; from memory the same). Otherwise eight columns along the whole of k, turned 8 × 4 numbers at a time in 256-bit registers. (Zen 4, µs of 768 × 3072 and
    /// 3072 × 768: 320 and 290 so, 380 and 290 in blocks of 8 × 8 whose addresses are computed anew, 480 and 310 by sixteen columns; ms of 14336 × 4096,
    /// from memory: 16.4, 20.4, 19.8. Prefetching the rows ahead costs a quarter.)
    /// </summary>
    public static void Transposed(float* source, nint leading, nint k, nint columns, nint width, float* strip) =>
        Turned(source, leading, k, columns, WholeVectors(columns, width), width, strip);

    /// <summary>The same for some columns of a strip; zeros fill up <paramref name="filled"/> of them.</summary>
    internal static void Turned(float* source, nint leading, nint k, nint columns, nint filled, nint width, float* strip)
    {
        nint j = 0;
        if (Processor.HasAvx512 && k >= TurnedSingle512.Side)
        {
            for (; j <= columns - TurnedSingle512.Side; j += TurnedSingle512.Side)
                Turn<TurnedSingle512, float, Vector512<float>>(source + (j * leading), leading, k, strip + j, width);
        }

        if (Avx.IsSupported)
        {
            for (; j <= columns - 8; j += 8)
                Turn8(source + (j * leading), leading, k, strip + j, width);
        }

        for (; j <= columns - 4; j += 4)
        {
            float* row0 = source + (j * leading), row1 = row0 + leading, row2 = row1 + leading, row3 = row2 + leading;
            float* target = strip + j;
            nint p = 0;
            for (; p <= k - 4; p += 4, target += 4 * width)
            {
                Vector128<float> a = *(Vector128<float>*)(row0 + p), b = *(Vector128<float>*)(row1 + p);
                Vector128<float> c = *(Vector128<float>*)(row2 + p), d = *(Vector128<float>*)(row3 + p);
                Vector128<float> ac0 = Low(a, c), ac1 = High(a, c), bd0 = Low(b, d), bd1 = High(b, d);
                *(Vector128<float>*)target = Low(ac0, bd0);
                *(Vector128<float>*)(target + width) = High(ac0, bd0);
                *(Vector128<float>*)(target + (2 * width)) = Low(ac1, bd1);
                *(Vector128<float>*)(target + (3 * width)) = High(ac1, bd1);
            }

            for (; p < k; p++, target += width)
            {
                target[0] = row0[p];
                target[1] = row1[p];
                target[2] = row2[p];
                target[3] = row3[p];
            }
        }

        Rest(source, leading, k, columns, filled, width, strip, j);
    }

    /// <summary>As many columns as a block has, along the whole of k: the last block may begin before the others end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn<TTurned, T, TVector>(T* source, nint leading, nint k, T* target, nint width)
        where TTurned : struct, ITurned<T, T, TVector>
        where T : unmanaged
        where TVector : struct
    {
        TVector seen = default;
        for (nint p = 0; p < k; p += TTurned.Depth)
        {
            nint at = Math.Min(p, k - TTurned.Depth);
            TTurned.Turn(source + at, leading, target + (at * width), width, ref seen);
        }
    }

    /// <summary>Eight columns: rows j and j + 4 of the source share a register, and each half is turned in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn8(float* source, nint leading, nint k, float* target, nint width)
    {
        nint leading2 = 2 * leading, leading3 = 3 * leading, width2 = 2 * width, width3 = 3 * width, width4 = 4 * width, p = 0;
        float* below = source + (4 * leading);
        for (; p <= k - 4; p += 4, source += 4, below += 4, target += width4)
        {
            Vector256<float> a = Rows(source, below), b = Rows(source + leading, below + leading);
            Vector256<float> c = Rows(source + leading2, below + leading2), d = Rows(source + leading3, below + leading3);
            Vector256<double> ab0 = Avx.UnpackLow(a, b).AsDouble(), ab1 = Avx.UnpackHigh(a, b).AsDouble();
            Vector256<double> cd0 = Avx.UnpackLow(c, d).AsDouble(), cd1 = Avx.UnpackHigh(c, d).AsDouble();
            *(Vector256<double>*)target = Avx.UnpackLow(ab0, cd0);
            *(Vector256<double>*)(target + width) = Avx.UnpackHigh(ab0, cd0);
            *(Vector256<double>*)(target + width2) = Avx.UnpackLow(ab1, cd1);
            *(Vector256<double>*)(target + width3) = Avx.UnpackHigh(ab1, cd1);
        }

        for (; p < k; p++, source++, target += width)
        {
            for (nint column = 0; column < 8; column++)
                target[column] = source[column * leading];
        }
    }

    /// <summary>Four numbers of one row and four of another: the second comes straight from memory into the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(float* low, float* high) =>
        Avx.InsertVector128((*(Vector128<float>*)low).ToVector256Unsafe(), *(Vector128<float>*)high, 1);

    /// <summary>The same for doubles, by eight or four columns.</summary>
    public static void Transposed(double* source, nint leading, nint k, nint columns, nint width, double* strip)
    {
        nint j = 0;
        if (Processor.HasAvx512 && k >= TurnedDouble512.Side)
        {
            for (; j <= columns - TurnedDouble512.Side; j += TurnedDouble512.Side)
                Turn<TurnedDouble512, double, Vector512<double>>(source + (j * leading), leading, k, strip + j, width);
        }

        if (Avx.IsSupported)
        {
            for (; j <= columns - 4; j += 4)
                Turn4(source + (j * leading), leading, k, strip + j, width);
        }

        for (; j <= columns - 2; j += 2)
        {
            double* row0 = source + (j * leading), row1 = row0 + leading;
            double* target = strip + j;
            nint p = 0;
            for (; p <= k - 2; p += 2, target += 2 * width)
            {
                Vector128<double> a = *(Vector128<double>*)(row0 + p), b = *(Vector128<double>*)(row1 + p);
                *(Vector128<double>*)target = Low(a, b);
                *(Vector128<double>*)(target + width) = High(a, b);
            }

            for (; p < k; p++, target += width)
            {
                target[0] = row0[p];
                target[1] = row1[p];
            }
        }

        Rest(source, leading, k, columns, WholeVectors(columns, width), width, strip, j);
    }

    /// <summary>Four columns: rows j and j + 2 of the source share a register, and each half is turned in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn4(double* source, nint leading, nint k, double* target, nint width)
    {
        double* below = source + (2 * leading);
        nint p = 0;
        for (; p <= k - 2; p += 2, source += 2, below += 2, target += 2 * width)
        {
            Vector256<double> a = Rows(source, below), b = Rows(source + leading, below + leading);
            *(Vector256<double>*)target = Avx.UnpackLow(a, b);
            *(Vector256<double>*)(target + width) = Avx.UnpackHigh(a, b);
        }

        for (; p < k; p++, source++, target += width)
        {
            for (nint column = 0; column < 4; column++)
                target[column] = source[column * leading];
        }
    }

    /// <summary>Two numbers of one row and two of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rows(double* low, double* high) =>
        Avx.InsertVector128((*(Vector128<double>*)low).ToVector256Unsafe(), *(Vector128<double>*)high, 1);

    /// <summary>The same with each number converted, exactly.</summary>
    public static void Transposed(float* source, nint leading, nint k, nint columns, nint width, double* strip)
    {
        for (nint p = 0; p < k; p++, strip += width)
        {
            for (nint j = 0; j < width; j++)
                strip[j] = j < columns ? source[(j * leading) + p] : 0;
        }
    }

    /// <summary>The columns of a strip up to a whole vector of any target.</summary>
    private static nint WholeVectors(nint columns, nint width) => Math.Min(width, (columns + 15) & ~15);

    /// <summary>The columns from <paramref name="j"/> on: those of the matrix one by one, then zeros.</summary>
    private static void Rest<T>(T* source, nint leading, nint k, nint columns, nint filled, nint width, T* strip, nint j)
        where T : unmanaged
    {
        for (nint p = 0; p < k && j < filled; p++, strip += width)
        {
            for (nint column = j; column < filled; column++)
                strip[column] = column < columns ? source[(column * leading) + p] : default;
        }
    }

    /// <summary>a0 b0 a1 b1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>a2 b2 a3 b3</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);

    /// <summary>a0 b0</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector128.Create(a[0], b[0]);

    /// <summary>a1 b1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector128.Create(a[1], b[1]);
}
