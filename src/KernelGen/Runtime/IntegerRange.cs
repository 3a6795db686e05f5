using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Whether operands hold what is declared of them, where a faster path depends on it. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class IntegerRange
{
    /// <summary>Whether every number of a matrix, whose rows are <paramref name="leading"/> apart, is one of <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static bool Holds(sbyte* matrix, nint rows, nint columns, nint leading, int least, int most) => Holds<sbyte>(matrix, rows, columns, leading, (sbyte)least, (sbyte)most);

    /// <inheritdoc cref="Holds(sbyte*, nint, nint, nint, int, int)"/>
    public static bool Holds(byte* matrix, nint rows, nint columns, nint leading, int least, int most) => Holds<byte>(matrix, rows, columns, leading, (byte)least, (byte)most);

    private static bool Holds<T>(T* matrix, nint rows, nint columns, nint leading, T least, T most)
        where T : unmanaged, IComparable<T>
    {
        if (columns == leading)
            (rows, columns) = (rows == 0 ? 0 : 1, rows * columns); // one run, as most matrices are
        for (nint row = 0; row < rows; row++)
        {
            if (!RowHolds(matrix + (row * leading), columns, least, most))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool RowHolds<T>(T* row, nint count, T least, T most)
        where T : unmanaged, IComparable<T>
    {
        nint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<T> low = Vector256.Create(least), high = Vector256.Create(most), smallest = high, largest = low;
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Vector256<T> numbers = *(Vector256<T>*)(row + i);
                smallest = Vector256.Min(smallest, numbers);
                largest = Vector256.Max(largest, numbers);
            }

            if (Vector256.LessThanAny(smallest, low) || Vector256.GreaterThanAny(largest, high))
                return false;
        }

        for (; i < count; i++)
        {
            if (row[i].CompareTo(least) < 0 || row[i].CompareTo(most) > 0)
                return false;
        }

        return true;
    }
}
