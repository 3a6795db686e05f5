using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target computes attention.</summary>
/// <param name="Tile">Rows × vectors of both products: queries by keys, and queries by numbers of a value.</param>
/// <param name="RegistersPerVector">Registers that hold one virtual vector.</param>
internal sealed record AttentionSchedule(Tile Tile, int RegistersPerVector)
{
    /// <summary>6 rows × 4 vectors reached 87 to 93 of 115 GFLOP/s for both products (Zen 4); with sixteen registers 6 × 2 is the largest that fits.</summary>
    private const int Rows = 6, Vectors = 4, VectorsOfFew = 2;

    /// <summary>
    /// Queries of a head that go through the blocks of keys together: their results so far stay in the cache, and a block is turned once for all of them.
    /// Whole tiles.
    /// </summary>
    public const int QueryBlock = 96;

    public static AttentionSchedule Of(Machine machine) => new(new Tile(Rows, machine.Registers >= 32 ? Vectors : VectorsOfFew), Math.Max(1, 64 / machine.VectorBytes));

    public string Describe() => string.Format(
        CultureInfo.InvariantCulture, "tiles of {0} vectors for both products, blocks of {1} keys, turned once for up to {2} queries of each head", Tile, PlanConstants.AttentionBlock, QueryBlock);
}
