using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// Filters [outputs][channels][3][3] transformed for Winograd's tiles of m × m pixels: (m + 2)² matrices, one behind the other, each in strips
/// [channels][width] that a register tile reads from front to back. Every operation is rounded correctly, and each number is computed alike whatever the vectors.
/// For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WinogradFilters
{
    private const int Taps = 9;

    /// <summary>Numbers of the matrices, and behind them of what it takes to make them.</summary>
    public static long Length(nint outputs, nint channels, nint tile, nint width, nint vector) =>
        ((long)Matrices(tile) * channels * ((outputs + vector - 1) / vector * vector)) + ((long)channels * Taps * width);

    /// <summary>The matrices of a tile.</summary>
    internal static nint Matrices(nint tile) => (tile + 2) * (tile + 2);

    /// <summary>All matrices; in each the last strip is as wide as its filters in whole vectors.</summary>
    public static void Fill(float* filters, nint outputs, nint channels, nint tile, nint width, nint vector, float* target)
    {
        nint terms = channels * Taps, matrix = channels * ((outputs + vector - 1) / vector * vector);
        float* turned = target + (Matrices(tile) * matrix);
        for (nint j = 0; j < outputs; j += width)
        {
            nint columns = Math.Min(width, outputs - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
            Packing.Transposed(filters + (j * terms), terms, terms, columns, step, turned);
            Strip(turned, channels, tile, step, vector, target + (j * channels), matrix);
        }
    }

    /// <inheritdoc cref="Fill(float*, nint, nint, nint, nint, nint, float*)"/>
    public static void Fill(double* filters, nint outputs, nint channels, nint tile, nint width, nint vector, double* target)
    {
        nint terms = channels * Taps, matrix = channels * ((outputs + vector - 1) / vector * vector);
        double* turned = target + (Matrices(tile) * matrix);
        for (nint j = 0; j < outputs; j += width)
        {
            nint columns = Math.Min(width, outputs - j), step = Math.Min(width, (columns + vector - 1) / vector * vector);
            Packing.Transposed(filters + (j * terms), terms, terms, columns, step, turned);
            Strip(turned, channels, tile, step, vector, target + (j * channels), matrix);
        }
    }

    /// <summary>A strip [channels][taps][step] to one of each matrix. A file may come with vectors of any length.</summary>
    private static void Strip<T>(T* turned, nint channels, nint tile, nint step, nint vector, T* target, nint matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Processor.HasAvx512 && vector % Vector512<T>.Count == 0)
            Strip<Lanes512<T>, T, Vector512<T>>(turned, channels, tile, step, target, matrix);
        else if (Vector256.IsHardwareAccelerated && vector % Vector256<T>.Count == 0)
            Strip<Lanes256<T>, T, Vector256<T>>(turned, channels, tile, step, target, matrix);
        else if (vector % Vector128<T>.Count == 0)
            Strip<Lanes128<T>, T, Vector128<T>>(turned, channels, tile, step, target, matrix);
        else
            Strip<SingleLane<T>, T, T>(turned, channels, tile, step, target, matrix);
    }

    private static void Strip<TLanes, T, TVector>(T* turned, nint channels, nint tile, nint step, T* target, nint matrix)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : unmanaged
    {
        for (nint c = 0; c < channels; c++, turned += Taps * step, target += step)
        {
            for (nint j = 0; j < step; j += TLanes.Count)
            {
                if (tile == 4)
                    Four<TLanes, T, TVector>(turned + j, step, target + j, matrix);
                else
                    Two<TLanes, T, TVector>(turned + j, step, target + j, matrix);
            }
        }
    }

    /// <summary>F(2×2, 3×3): points 0, 1, −1, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TLanes, T, TVector>(T* filter, nint step, T* target, nint matrix)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : unmanaged
    {
        TVector* down = stackalloc TVector[12];
        TVector half = TLanes.All(T.CreateChecked(0.5));
        for (nint x = 0; x < 3; x++, filter += step)
        {
            TVector first = TLanes.Load(filter), middle = TLanes.Load(filter + (3 * step)), last = TLanes.Load(filter + (6 * step));
            TVector ends = TLanes.Add(first, last);
            down[x] = first;
            down[3 + x] = TLanes.Multiply(half, TLanes.Add(ends, middle));
            down[6 + x] = TLanes.Multiply(half, TLanes.Subtract(ends, middle));
            down[9 + x] = last;
        }

        for (nint y = 0; y < 4; y++, down += 3, target += 4 * matrix)
        {
            TVector ends = TLanes.Add(down[0], down[2]);
            TLanes.Store(down[0], target);
            TLanes.Store(TLanes.Multiply(half, TLanes.Add(ends, down[1])), target + matrix);
            TLanes.Store(TLanes.Multiply(half, TLanes.Subtract(ends, down[1])), target + (2 * matrix));
            TLanes.Store(down[2], target + (3 * matrix));
        }
    }

    /// <summary>F(4×4, 3×3): points 0, ½, −½, 2, −2, ∞. All rows and columns but the first and the last are still to be divided by 15: that is done once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLanes, T, TVector>(T* filter, nint step, T* target, nint matrix)
        where TLanes : struct, ILanes<T, TVector>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TVector : unmanaged
    {
        TVector* down = stackalloc TVector[18];
        TVector minusEight = TLanes.All(T.CreateChecked(-8)), minusTwo = TLanes.All(T.CreateChecked(-2)), four = TLanes.All(T.CreateChecked(4));
        TVector half = TLanes.All(T.CreateChecked(0.5)), two = TLanes.All(T.CreateChecked(2));
        for (nint x = 0; x < 3; x++, filter += step)
        {
            TVector first = TLanes.Load(filter), middle = TLanes.Load(filter + (3 * step)), last = TLanes.Load(filter + (6 * step));
            TVector near = TLanes.Add(TLanes.Multiply(minusEight, first), TLanes.Multiply(minusTwo, last)), nearOdd = TLanes.Multiply(four, middle);
            TVector far = TLanes.Add(TLanes.Multiply(half, first), TLanes.Multiply(two, last));
            down[x] = first;
            down[3 + x] = TLanes.Subtract(near, nearOdd);
            down[6 + x] = TLanes.Add(near, nearOdd);
            down[9 + x] = TLanes.Add(far, middle);
            down[12 + x] = TLanes.Subtract(far, middle);
            down[15 + x] = last;
        }

        TVector one = TLanes.All(T.One), fifteen = TLanes.All(T.CreateChecked(15)), square = TLanes.All(T.CreateChecked(225));
        for (nint y = 0; y < 6; y++, down += 3, target += 6 * matrix)
        {
            bool isEnd = y is 0 or 5;
            TVector ends = isEnd ? one : fifteen, inner = isEnd ? fifteen : square;
            TVector near = TLanes.Add(TLanes.Multiply(minusEight, down[0]), TLanes.Multiply(minusTwo, down[2])), nearOdd = TLanes.Multiply(four, down[1]);
            TVector far = TLanes.Add(TLanes.Multiply(half, down[0]), TLanes.Multiply(two, down[2]));
            TLanes.Store(TLanes.Divide(down[0], ends), target);
            TLanes.Store(TLanes.Divide(TLanes.Subtract(near, nearOdd), inner), target + matrix);
            TLanes.Store(TLanes.Divide(TLanes.Add(near, nearOdd), inner), target + (2 * matrix));
            TLanes.Store(TLanes.Divide(TLanes.Add(far, down[1]), inner), target + (3 * matrix));
            TLanes.Store(TLanes.Divide(TLanes.Subtract(far, down[1]), inner), target + (4 * matrix));
            TLanes.Store(TLanes.Divide(down[2], ends), target + (5 * matrix));
        }
    }
}
