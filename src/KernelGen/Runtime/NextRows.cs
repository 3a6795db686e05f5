using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Rows that are asked for while the ones before are worked on: attention's keys and values, which end before the processor reads ahead. Where lines lie beside the matrix nothing is
/// read. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NextRows
{
    internal const int LineBytes = 64;

    /// <summary>
    /// Rows of up to so many lines end before the processor reads ahead. 32 heads × 4096 keys × 128 from memory on Zen 3: 11.3 ms without, 7.5 where a line of each of the next rows is
    /// asked for in turn, 5.2 where those lines are neighbours in memory, and 4.2 for a plain read. Asking for rows farther ahead gave 5.5 and 6.4.
    /// </summary>
    private const int LinesOfShortRow = 16;

    /// <summary>Whether rows of so many numbers are worth asking for.</summary>
    internal static bool AreShort<T>(nint numbers)
        where T : unmanaged => numbers * sizeof(T) / LineBytes <= LinesOfShortRow;

    /// <summary>Some lines, so far apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Ask<T>(T* first, nint apart, int lines)
        where T : unmanaged
    {
        for (int i = 0; i < lines; i++, first += apart)
            Sse.Prefetch0(first);
    }

    /// <summary>
    /// Some rows of so many numbers each. 8 heads of 4 queries each × 16385 keys × 128 from memory on Zen 3, ms: 24 to 31 where nothing is asked for and the values of a block go by
    /// columns, 17 to 22 where keys are asked for, 13.4 where the values go some at a time too, 11.9 to 13.3 where the next of them are asked for, and 7.5 for a plain read.
    /// </summary>
    public static void Ask<T>(T* matrix, nint leading, nint rows, nint columns)
        where T : unmanaged
    {
        for (T* end = matrix + (rows * leading); matrix < end; matrix += leading)
        {
            for (nint at = 0; at < columns; at += LineBytes / sizeof(T))
                Sse.Prefetch0(matrix + at);
        }
    }
}
