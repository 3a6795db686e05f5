using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Copies rows of a plane to where they lie one behind the other with zeros between them. What is chosen by a row's length is chosen once for all of them; the last vector of a row
/// begins before the others end, so nothing past it is read, and the zeros behind it reach over what is written next.
/// </summary>
internal static unsafe class PaddedRows
{
    /// <summary>Of so many rows <paramref name="count"/> numbers each, <paramref name="stride"/> apart, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint sourceStep, nint stride, nint rows, nint count, T* target, nint step)
        where T : unmanaged
    {
        if (stride == 1)
            CopyNeighbours(source, sourceStep, rows, count, target, step);
        else if (stride == 2 && Processor.HasAvx512 && count >= Vector512<T>.Count)
            Copy<EverySecond<T, Vector512<T>>, T>(source, sourceStep, 2, rows, count, target, step);
        else if (stride == 2 && Avx2.IsSupported && count >= Vector256<T>.Count)
            Copy<EverySecond<T, Vector256<T>>, T>(source, sourceStep, 2, rows, count, target, step);
        else if (stride == 2 && Sse2.IsSupported && count >= Vector128<T>.Count)
            Copy<EverySecond<T, Vector128<T>>, T>(source, sourceStep, 2, rows, count, target, step);
        else
            Copy<Neighbours<T, T>, T>(source, sourceStep, stride, rows, count, target, step);
    }

    /// <summary>The same of numbers of 16 and 8 bits as floats, the latter less their zero point; <paramref name="line"/> holds a row on its way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<T>(T* source, nint sourceStep, nint stride, nint rows, nint count, int zeroPoint, float* line, float* target, nint step)
        where T : unmanaged
    {
        for (; rows > 0; rows--, source += sourceStep, target += step)
        {
            WidenedRow.Copy(source, ((count - 1) * stride) + 1, zeroPoint, stride == 1 ? target : line);
            if (stride != 1)
                RowCopy.ManyStrided(line, stride, 0, count, target, 0, 1);
            Clear(target, count, step);
        }
    }

    /// <summary>Zeros from a number of a row to its end, and past it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear<T>(T* row, nint from, nint to)
        where T : unmanaged
    {
        for (; from < to; from += Vector128<T>.Count)
            *(Vector128<T>*)(row + from) = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyNeighbours<T>(T* source, nint sourceStep, nint rows, nint count, T* target, nint step)
        where T : unmanaged
    {
        nint bytes = count * sizeof(T);
        if (Processor.HasAvx512 && bytes >= 64)
            Copy<Neighbours<T, Vector512<T>>, T>(source, sourceStep, 1, rows, count, target, step);
        else if (Vector256.IsHardwareAccelerated && bytes >= 32)
            Copy<Neighbours<T, Vector256<T>>, T>(source, sourceStep, 1, rows, count, target, step);
        else if (bytes >= 16)
            Copy<Neighbours<T, Vector128<T>>, T>(source, sourceStep, 1, rows, count, target, step);
        else
            Copy<Neighbours<T, T>, T>(source, sourceStep, 1, rows, count, target, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TSome, T>(T* source, nint sourceStep, nint stride, nint rows, nint count, T* target, nint step)
        where TSome : struct, ISome<T>
        where T : unmanaged
    {
        nint last = count - TSome.Count, some = TSome.Count * stride;
        for (; rows > 0; rows--, source += sourceStep, target += step)
        {
            T* from = source;
            for (nint x = 0; x < last; x += TSome.Count, from += some)
                TSome.Copy(from, target + x);
            TSome.Copy(source + (last * stride), target + last);
            Clear(target, count, step);
        }
    }

    /// <summary>Some numbers of a row at a time.</summary>
    private interface ISome<T>
        where T : unmanaged
    {
        /// <summary>How many.</summary>
        static abstract int Count { get; }

        static abstract void Copy(T* source, T* target);
    }

    /// <summary>Numbers that lie side by side.</summary>
    private readonly struct Neighbours<T, TVector> : ISome<T>
        where T : unmanaged
        where TVector : unmanaged
    {
        public static int Count => sizeof(TVector) / sizeof(T);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(T* source, T* target) => *(TVector*)target = *(TVector*)source;
    }

    /// <summary>One of two.</summary>
    private readonly struct EverySecond<T, TVector> : ISome<T>
        where T : unmanaged
        where TVector : unmanaged
    {
        public static int Count => sizeof(TVector) / sizeof(T);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(T* source, T* target)
        {
            if (sizeof(TVector) == 64)
                *(Vector512<T>*)target = RowCopy.EverySecond512(source);
            else if (sizeof(TVector) == 32)
                *(Vector256<T>*)target = RowCopy.EverySecond256(source);
            else
                *(Vector128<T>*)target = RowCopy.EverySecond128(source);
        }
    }
}
