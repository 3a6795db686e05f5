using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target computes attention.</summary>
/// <param name="Tile">Rows × vectors of both products: queries by keys, and queries by numbers of a value.</param>
/// <param name="RegistersPerVector">Registers that hold one virtual vector.</param>
/// <param name="TurnsOnTheWay">Keys that one tile of queries sees are turned on their way to the multiply-adds, and no strip of them is made.</param>
/// <param name="BytesTogether">What heads that go together have at a position, at most, of keys or of values.</param>
/// <param name="LeastKeysTogether">From so many keys on they do.</param>
internal sealed record AttentionSchedule(Tile Tile, int RegistersPerVector, bool TurnsOnTheWay, int BytesTogether, int LeastKeysTogether)
{
    /// <summary>6 rows × 4 vectors reached 87 to 93 of 115 GFLOP/s for both products (Zen 4); with sixteen registers 6 × 2 is the largest that fits.</summary>
    private const int Rows = 6, Vectors = 4, VectorsOfFew = 2;

    /// <summary>
    /// Queries of a head that go through the blocks of keys together: their results so far stay in the cache, and a block is turned once for all of them.
    /// Whole tiles.
    /// </summary>
    public const int QueryBlock = 96;

    /// <summary>Keys whose values are read, or widened, together for one tile: 16 KiB of floats, half of a first-level cache, where a value has 128 numbers.</summary>
    public const int ValuesTogether = 32;

    /// <summary>
    /// A block of keys and values is 512 KiB then. Of 8 to 32 heads of 64 and 128 numbers it took 0.8 to 1.0 of the time of 512 (codes) and 0.8 to 1.1 (Half);
    /// 2048, which needs 1 MiB, the same as 1024 of codes and 0.75 to 1.0 of it of Half (Zen 3, whose second-level cache has 512 KiB).
    /// </summary>
    private const int MostBytesTogether = 1024;

    /// <summary>
    /// Two blocks: of fewer keys copies gain little (512 that are copied took 0.8 to 1.2 of the time of 511 that are not), and threads share the heads instead.
    /// </summary>
    private const int LeastKeysOfHeads = 2 * PlanConstants.AttentionBlock;

    /// <summary>Keys of the smallest block that is turned on the way, and numbers of a key: a vector of 256 bits each.</summary>
    public static int LeastKeys(AttentionPlan plan) => 32 / plan.Accumulator.Bytes;

    /// <inheritdoc cref="LeastKeys"/>
    public static int LeastHeadDim(NumericType key) => 32 / key.Bytes;

    public static AttentionSchedule Of(Machine machine) =>
        new(new Tile(Rows, machine.Registers >= 32 ? Vectors : VectorsOfFew), Math.Max(1, 64 / machine.VectorBytes), machine.VectorBytes >= 32, MostBytesTogether, LeastKeysOfHeads);

    /// <summary>
    /// Whether some heads of one query each go through the blocks of keys together, because their keys lie side by side at each position: a block is copied to
    /// where each head's lie without gaps. Of narrow numbers a head has a line or two, and waits for them are half of the time and more; 64 floats a head took up
    /// to 1.5 times as long copied (Zen 3).
    /// </summary>
    public bool MayGather(AttentionSpec spec) => TurnsOnTheWay && spec.SequenceFirst && Math.Min(spec["k"].Type.Bytes, spec["v"].Type.Bytes) < sizeof(float);

    public string Describe(AttentionSpec spec) => string.Format(
        CultureInfo.InvariantCulture, "tiles of {0} vectors for both products, blocks of {1} keys, turned once for up to {2} queries of each head{3}{4}", Tile, PlanConstants.AttentionBlock, QueryBlock,
        TurnsOnTheWay ? ", or on their way to a single tile of them" : "",
        MayGather(spec) ? $"; of one query each over {LeastKeysTogether} keys and more, heads of up to {BytesTogether} bytes of a position are copied together" : "");
}
