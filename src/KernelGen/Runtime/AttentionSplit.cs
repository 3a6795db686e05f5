using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// Attention cut into parts for threads: ranges of units (a block of queries that share a head of keys), or, where one query each leaves too few of those, ranges of a unit's
/// blocks of keys. A block of keys is never cut. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct AttentionSplit
{
    /// <summary>Bytes above which pieces are not worth their room, which a thread keeps.</summary>
    private const long MostPieces = 1 << 28;

    private readonly RowSplit rows;
    private readonly nint units, firstBlock;
    private readonly int block, ranges;

    /// <summary>Cuts <paramref name="units"/> for so many threads, into about <paramref name="perThread"/> parts for each.</summary>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="units">Blocks of queries, head by head of the keys.</param>
    /// <param name="perThread">The parts that are wanted for each thread.</param>
    /// <param name="firstKey">The first key that a query sees, where there is one query.</param>
    /// <param name="endKey">Behind the last one; 0 where there are more queries, which see different keys.</param>
    /// <param name="block">Keys of a block.</param>
    /// <param name="piecesOfBlock">Bytes that a block leaves to be merged.</param>
    public AttentionSplit(int threads, nint units, int perThread, nint firstKey, nint endKey, int block, long piecesOfBlock)
    {
        rows = new(threads, units, 1, perThread);
        (this.units, this.block) = (units, block);
        firstBlock = firstKey / block;
        Blocks = endKey <= firstKey ? 0 : ((endKey + block - 1) / block) - firstBlock;
        long wanted = (long)threads * perThread;
        ranges = threads > 1 && units > 0 && units < wanted && Blocks <= MostPieces / Math.Max(1, piecesOfBlock) ? (int)Math.Max(1, Math.Min(Blocks, (wanted + units - 1) / units)) : 1;
    }

    /// <summary>What the blocks of keys leave to be merged; null where a part has all keys of its units.</summary>
    public void* Pieces { get; set; }

    /// <summary>Blocks of keys that the one query of each head sees.</summary>
    public readonly nint Blocks { get; }

    /// <summary>Whether the keys of a unit are cut.</summary>
    public readonly bool IsByKeys => ranges > 1;

    /// <summary>How many parts there are; one at least.</summary>
    public readonly int Parts => IsByKeys ? (int)units * ranges : rows.Parts;

    /// <summary>The first key of the first block that is seen.</summary>
    public readonly nint Origin => firstBlock * block;

    /// <summary>The first unit of a part.</summary>
    public readonly nint Start(int part) => IsByKeys ? part / ranges : rows.Start(part);

    /// <summary>Behind its last unit.</summary>
    public readonly nint End(int part) => IsByKeys ? (part / ranges) + 1 : rows.Start(part + 1);

    /// <summary>The first key of a part.</summary>
    public readonly nint FirstKey(int part) => IsByKeys ? BlockOf(part % ranges) * block : 0;

    /// <summary>Behind its last key, or behind all.</summary>
    public readonly nint EndKey(int part) => IsByKeys ? BlockOf((part % ranges) + 1) * block : nint.MaxValue;

    private readonly nint BlockOf(int range) => firstBlock + (nint)((long)Blocks * range / ranges);
}
