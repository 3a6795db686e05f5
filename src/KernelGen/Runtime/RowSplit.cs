using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>Rows cut into parts for threads, each a range of whole units. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowSplit
{
    private readonly nint count, unit;
    private readonly int parts;

    /// <summary>Cuts <paramref name="count"/> rows for so many threads, <paramref name="perThread"/> parts for each where there are enough.</summary>
    public RowSplit(int threads, nint count, nint unit, int perThread)
    {
        (this.count, this.unit) = (count, unit);
        parts = PartsOf((count + unit - 1) / unit, threads, perThread);
    }

    /// <summary>How many parts there are; one at least.</summary>
    public int Parts => Math.Max(1, parts);

    /// <summary>The first row of a part; that of the part behind the last is the count.</summary>
    public nint Start(int part) => Start(count, unit, part, Parts);

    internal static nint Start(nint length, nint unit, int part, int parts)
    {
        nint units = (length + unit - 1) / unit;
        return (nint)Math.Min(length, (long)units * part / parts * unit);
    }

    internal static int PartsOf(nint units, int threads, int perThread) =>
        threads <= 1 ? 1 : units < threads ? Math.Max(1, (int)units) : units < threads * (nint)perThread ? threads : threads * perThread;
}
