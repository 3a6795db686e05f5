using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Looks for the first number outside of a range. A NaN is outside of every one.</summary>
internal static unsafe class RangeScan
{
    /// <summary>16-bit numbers that are widened at a time.</summary>
    private const int Block = 256;

    /// <summary>
    /// The index of the first number outside, or <paramref name="count"/>. The ends are meant as the type has them: 0.1 is the float next to it, and of
    /// whole numbers the range has those between its ends.
    /// </summary>
    public static nint Outside<T>(T* run, nint count, double least, double most)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return First((float*)run, count, Nearest<float>(least), Nearest<float>(most));
        if (typeof(T) == typeof(double))
            return First((double*)run, count, least, most);
        if (typeof(T) == typeof(sbyte))
            return First((sbyte*)run, count, Math.Ceiling(least), Math.Floor(most));
        if (typeof(T) == typeof(byte))
            return First((byte*)run, count, Math.Ceiling(least), Math.Floor(most));
        if (typeof(T) == typeof(int))
            return First((int*)run, count, Math.Ceiling(least), Math.Floor(most));
        if (typeof(T) == typeof(long))
            return First((long*)run, count, Math.Ceiling(least), Math.Floor(most));
        if (sizeof(T) != sizeof(ushort))
            throw new NotSupportedException($"No ranges of {typeof(T)}.");
        return typeof(T) == typeof(Half)
            ? FirstOfHalfWords(run, count, (float)Nearest<Half>(least), (float)Nearest<Half>(most))
            : FirstOfHalfWords(run, count, NearestBFloat16(least), NearestBFloat16(most));
    }

    /// <summary>A number of any element type; the type that is none of the others has the bits of a BFloat16.</summary>
    public static double ToDouble<T>(T number)
        where T : unmanaged
    {
        double result;
        ToDoubles(&number, &result, 1);
        return result;
    }

    /// <summary>A run of them.</summary>
    public static void ToDoubles<T>(T* source, double* target, nint count)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++)
        {
            target[i] = typeof(T) == typeof(float) ? ((float*)source)[i]
                : typeof(T) == typeof(double) ? ((double*)source)[i]
                : typeof(T) == typeof(Half) ? (double)((Half*)source)[i]
                : typeof(T) == typeof(sbyte) ? ((sbyte*)source)[i]
                : typeof(T) == typeof(byte) ? ((byte*)source)[i]
                : typeof(T) == typeof(int) ? ((int*)source)[i]
                : typeof(T) == typeof(long) ? ((long*)source)[i]
                : (double)((BFloat16*)source)[i];
        }
    }

    private static nint First<T>(T* run, nint count, double least, double most)
        where T : unmanaged, IBinaryInteger<T> =>
        First(run, count, T.CreateSaturating(least), T.CreateSaturating(most), isEmpty: least > most);

    private static nint FirstOfHalfWords<T>(T* run, nint count, float least, float most)
        where T : unmanaged
    {
        float* numbers = stackalloc float[Block];
        for (nint start = 0; start < count; start += Block)
        {
            nint length = Math.Min(Block, count - start);
            Widening.ToFloat(run + start, numbers, length);
            nint outside = First(numbers, length, least, most);
            if (outside < length)
                return start + outside;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint First<T>(T* run, nint count, T least, T most, bool isEmpty = false)
        where T : unmanaged, INumber<T>
    {
        nint i = 0;
        if (Vector256.IsHardwareAccelerated && !isEmpty)
        {
            Vector256<T> low = Vector256.Create(least), high = Vector256.Create(most);
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Vector256<T> numbers = *(Vector256<T>*)(run + i);
                if (!Vector256.GreaterThanOrEqualAll(numbers, low) || !Vector256.LessThanOrEqualAll(numbers, high))
                    break; // it is among these
            }
        }

        for (; i < count; i++)
        {
            if (isEmpty || !(run[i] >= least && run[i] <= most))
                return i;
        }

        return count;
    }

    /// <summary>The type's number next to an end; what lies beyond its largest is cut to it, lest infinity be in the range.</summary>
    private static T Nearest<T>(double end)
        where T : IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T number = T.CreateSaturating(end);
        return T.IsPositiveInfinity(number) ? T.MaxValue : T.IsNegativeInfinity(number) ? T.MinValue : number;
    }

    private static float NearestBFloat16(double end) =>
        Math.Clamp((float)(BFloat16)end, (float)BFloat16.MinValue, (float)BFloat16.MaxValue);
}
