using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target computes attention.</summary>
/// <param name="Tile">Rows × vectors of both products: queries by keys, and queries by numbers of a value.</param>
/// <param name="RegistersPerVector">Registers that hold one virtual vector.</param>
/// <param name="TurnsOnTheWay">Keys that one tile of queries sees are turned on their way to the multiply-adds, and no strip of them is made.</param>
internal sealed record AttentionSchedule(Tile Tile, int RegistersPerVector, bool TurnsOnTheWay)
{
    /// <summary>6 rows × 4 vectors reached 87 to 93 of 115 GFLOP/s for both products (Zen 4); with sixteen registers 6 × 2 is the largest that fits.</summary>
    private const int Rows = 6, Vectors = 4, VectorsOfFew = 2;

    /// <summary>
    /// Queries of a head that go through the blocks of keys together: their results so far stay in the cache, and a block is turned once for all of them.
    /// Whole tiles.
    /// </summary>
    public const int QueryBlock = 96;

    /// <summary>Keys whose values are widened together for one tile: 16 KiB of floats, half of a first-level cache, where a value has 128 numbers.</summary>
    public const int ValuesTogether = 32;

    /// <summary>Keys of the smallest block that is turned on the way, and numbers of a key: a vector of 256 bits each.</summary>
    public static int LeastKeys(AttentionPlan plan) => 32 / plan.Accumulator.Bytes;

    /// <inheritdoc cref="LeastKeys"/>
    public static int LeastHeadDim(NumericType key) => 32 / key.Bytes;

    public static AttentionSchedule Of(Machine machine) =>
        new(new Tile(Rows, machine.Registers >= 32 ? Vectors : VectorsOfFew), Math.Max(1, 64 / machine.VectorBytes), machine.VectorBytes >= 32);

    public string Describe() => string.Format(
        CultureInfo.InvariantCulture, "tiles of {0} vectors for both products, blocks of {1} keys, turned once for up to {2} queries of each head{3}", Tile, PlanConstants.AttentionBlock, QueryBlock,
        TurnsOnTheWay ? $", or on their way to a single tile of them" : "");
}
