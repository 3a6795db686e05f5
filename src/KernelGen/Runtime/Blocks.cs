using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>Blocks of a dimension. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Blocks
{
    /// <summary>
    /// The size of blocks that are as even as can be: a multiple of <paramref name="unit"/>, about <paramref name="most"/> at most, and at least 1.
    /// </summary>
    public static nint Even(nint total, nint most, nint unit)
    {
        most = Math.Max(most / unit * unit, unit);
        nint count = Math.Max(1, (total + most - 1) / most);
        nint size = (total + count - 1) / count;
        return Math.Max(1, (size + unit - 1) / unit) * unit;
    }

    /// <summary>What a copy takes of such blocks, of up to <paramref name="depth"/> numbers to one of the dimension, where blocks have about <paramref name="most"/> numbers at most.</summary>
    public static long Room(nint depth, nint total, nint most, nint unit) =>
        Math.Min((long)depth * ((total + unit - 1) / unit * unit), Math.Max(most, (long)depth * unit));
}
