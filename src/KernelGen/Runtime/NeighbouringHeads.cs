using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>
/// Heads that lie side by side at each position, [position, head, number]. What one of them has is a line or two every few hundred bytes: no prefetcher follows, and whoever computes
/// on the way waits for every row. Some heads are copied together, so that what is read at a time is longer, and nothing but copies waits. For emitted code; its shape may change
/// with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class NeighbouringHeads
{
    /// <summary>Positions by which a row is asked for before it is copied: 4, 8 and 16 differ little, and without them a copy takes up to 1.5 times as long (Zen 3, rows of 1 and 4 KiB).</summary>
    private const int Ahead = 8;

    /// <summary>Bytes of a processor's line, which are copied at once.</summary>
    private const int Line = 64;

    /// <summary>
    /// How many heads go together: at most so many bytes of a position, and so many rows of queries, but for one head, and about as many each time.
    /// </summary>
    public static nint Together(nint heads, nint bytesOfHead, nint mostBytes, nint rowsOfHead, nint mostRows) =>
        Blocks.Even(heads, Math.Min(mostBytes / Math.Max(1, bytesOfHead), mostRows / Math.Max(1, rowsOfHead)), 1);

    /// <summary>target[head, row, c] = source[row, head, c]: a head's rows lie without gaps, and heads are <paramref name="step"/> numbers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T* source, nint leading, nint rows, nint columns, nint heads, T* target, nint step)
        where T : unmanaged
    {
        nint bytes = columns * sizeof(T);
        for (nint row = 0; row < rows; row++, source += leading, target += columns)
        {
            if (Sse.IsSupported && row < rows - Ahead)
            {
                byte* next = (byte*)(source + (Ahead * leading));
                for (nint at = 0; at < heads * bytes; at += Line)
                    Sse.Prefetch0(next + at);
            }

            for (nint head = 0; head < heads; head++)
                Copy((byte*)(source + (head * columns)), bytes, (byte*)(target + (head * step)));
        }
    }

    /// <summary>Whole lines need no look at where they end: up to a quarter less time than by vectors each of which does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* source, nint count, byte* target)
    {
        for (; count >= Line; count -= Line, source += Line, target += Line)
        {
            Vector256<byte> low = *(Vector256<byte>*)source, high = *(Vector256<byte>*)(source + (Line / 2));
            *(Vector256<byte>*)target = low;
            *(Vector256<byte>*)(target + (Line / 2)) = high;
        }

        RowCopy.Plain(source, count, target);
    }
}
