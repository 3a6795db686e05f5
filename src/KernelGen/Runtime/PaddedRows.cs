using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Copies rows of some planes to where they lie one behind the other with zeros around them. What is chosen by a row's length is chosen once for all of them; the last vector of a row
/// begins before the others end, so nothing past it is read, and zeros reach over what is written next.
/// </summary>
internal static unsafe class PaddedRows
{
    /// <summary>Of some planes, at least one row and one number of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, in PaddedPlanes planes, T* target)
        where T : unmanaged
    {
        nint stride = planes.Stride, count = planes.Count;
        if (stride == 1)
            CopyNeighbours(source, planes, target);
        else if (stride == 2 && Processor.HasAvx512 && count >= Vector512<T>.Count)
            Copy<EverySecond<T, Vector512<T>>, T>(source, planes, target);
        else if (stride == 2 && Avx2.IsSupported && count >= Vector256<T>.Count)
            Copy<EverySecond<T, Vector256<T>>, T>(source, planes, target);
        else if (stride == 2 && Sse2.IsSupported && count >= Vector128<T>.Count)
            Copy<EverySecond<T, Vector128<T>>, T>(source, planes, target);
        else
            Copy<Neighbours<T, T>, T>(source, planes, target);
    }

    /// <summary>The same of numbers of 16 and 8 bits as floats, the latter less their zero point; <paramref name="line"/> holds a row on its way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<T>(T* source, in PaddedPlanes planes, int zeroPoint, float* line, float* target)
        where T : unmanaged
    {
        nint count = planes.Count, step = planes.Step, stride = planes.Stride;
        for (nint plane = 0; plane < planes.Planes; plane++, source += planes.SourcePlane, target += planes.Plane)
        {
            Clear(target, 0, planes.Before);
            T* from = source;
            float* row = target + planes.Before;
            for (nint r = 0; r < planes.Rows; r++, from += planes.SourceStep, row += step)
            {
                WidenedRow.Copy(from, ((count - 1) * stride) + 1, zeroPoint, stride == 1 ? row : line);
                if (stride != 1)
                    RowCopy.ManyStrided(line, stride, 0, count, row, 0, 1);
                Clear(row, count, step);
            }

            Clear(target, planes.Before + (planes.Rows * step), planes.Plane);
        }
    }

    /// <summary>Zeros from a number to another, and past it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear<T>(T* row, nint from, nint to)
        where T : unmanaged
    {
        for (; from < to; from += Vector128<T>.Count)
            *(Vector128<T>*)(row + from) = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyNeighbours<T>(T* source, in PaddedPlanes planes, T* target)
        where T : unmanaged
    {
        nint bytes = planes.Count * sizeof(T);
        if (Processor.HasAvx512 && bytes >= 64)
            Copy<Neighbours<T, Vector512<T>>, T>(source, planes, target);
        else if (Avx2.IsSupported)
            Copy<MaskedNeighbours<T>, T>(source, planes, target);
        else if (bytes >= 16)
            Copy<Neighbours<T, Vector128<T>>, T>(source, planes, target);
        else
            Copy<Neighbours<T, T>, T>(source, planes, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TSome, T>(T* source, in PaddedPlanes planes, T* target)
        where TSome : struct, ISome<TSome, T>
        where T : unmanaged
    {
        nint stride = planes.Stride, count = planes.Count, last = TSome.Last(count), some = TSome.Count * stride, rows = planes.Rows, sourceStep = planes.SourceStep, step = planes.Step;
        for (nint plane = 0; plane < planes.Planes; plane++, source += planes.SourcePlane, target += planes.Plane)
        {
            Clear(target, 0, planes.Before);
            T* line = source, row = target + planes.Before;
            for (nint r = 0; r < rows; r++, line += sourceStep, row += step)
            {
                T* from = line;
                for (nint x = 0; x < last; x += TSome.Count, from += some)
                    TSome.Copy(from, row + x);
                TSome.CopyLast(line + (last * stride), row + last, count - last);
                Clear(row, last + TSome.Count, step);
            }

            Clear(target, planes.Before + (rows * step), planes.Plane);
        }
    }

    /// <summary>Some numbers of a row at a time.</summary>
    private interface ISome<TSelf, T>
        where TSelf : struct, ISome<TSelf, T>
        where T : unmanaged
    {
        /// <summary>How many.</summary>
        static abstract int Count { get; }

        static abstract void Copy(T* source, T* target);

        /// <summary>Where in a row of so many the last ones begin: before the others end.</summary>
        static virtual nint Last(nint count) => count - TSelf.Count;

        /// <summary>Copies those, so many of them.</summary>
        static virtual void CopyLast(T* source, T* target, nint count) => TSelf.Copy(source, target);
    }

    /// <summary>Numbers that lie side by side.</summary>
    private readonly struct Neighbours<T, TVector> : ISome<Neighbours<T, TVector>, T>
        where T : unmanaged
        where TVector : unmanaged
    {
        public static int Count => sizeof(TVector) / sizeof(T);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(T* source, T* target) => *(TVector*)target = *(TVector*)source;
    }

    /// <summary>The same of 256 bits; the last ones are as many as are left, and zeros behind them.</summary>
    private readonly struct MaskedNeighbours<T> : ISome<MaskedNeighbours<T>, T>
        where T : unmanaged
    {
        public static int Count => Vector256<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Copy(T* source, T* target) => *(Vector256<T>*)target = *(Vector256<T>*)source;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static nint Last(nint count) => (count - 1) & -Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void CopyLast(T* source, T* target, nint count) => *(Vector256<T>*)target = sizeof(T) == sizeof(float)
            ? Avx2.MaskLoad((int*)source, Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count))).As<int, T>()
            : Avx2.MaskLoad((long*)source, Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count))).As<long, T>();
    }

    /// <summary>One of two.</summary>
    private readonly struct EverySecond<T, TVector> : ISome<EverySecond<T, TVector>, T>
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
