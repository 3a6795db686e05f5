using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// The written model of a matrix product on a machine. Registers: a tile of MR rows and NV vectors holds MR·NV accumulators, NV vectors of b and
/// one broadcast of a. Caches: a strip of b, KC × NR, stays in a quarter of L2 while all rows of a pass by it.
/// </summary>
internal static class MatrixScheduler
{
    /// <summary>A step that is more than a multiply-add needs its temporaries beside the accumulators.</summary>
    private const int StepTemporaries = 5;

    /// <summary>Whether a step is a multiply-add and nothing else.</summary>
    private static bool IsPlain(ChainPlan plan) => plan.Sum.Step.OperationCount == 1;

    /// <summary>Taller tiles gain nothing more and make code (measured: 14 × 2 and 28 × 1 reach the peak, and so do 8 × 3 and 12 × 2).</summary>
    private const int TallestTile = 16;

    /// <summary>Vectors of a tile whose sums are turned: the fewest that reach the peak, and so the most rows, of which a copy has one more at no cost.</summary>
    private const int VectorsOfTurned = 2;

    /// <summary>Rows up to which b is read in place: packing moves each number twice more, which 16 rows of multiply-adds just outweigh.</summary>
    private const int FewRows = 16;

    /// <summary>Rows of b that are walked side by side when it is read in place: each is a stream of its own for the prefetcher.</summary>
    private const int StreamsInPlace = 16;

    /// <summary>Up to so many rows of a tile wait for b: it comes slower from memory than they multiply.</summary>
    public const int RowsThatWait = 4;

    /// <summary>Steps ahead of which such rows ask for b (one row, packed halves, Emerald Rapids, without and so: 768 × 3072 301 and 238 µs, 4096 × 14336 14.4 and 11.0 ms).</summary>
    public const int StepsAhead = 16;

    public static MatrixSchedule Schedule(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        int lanes = LanesOf(plan, machine);
        bool converts = plan.Element != plan.Accumulator;
        bool staged = plan.Gated || (converts && !plan.Adjacent) || plan.Output != plan.Accumulator || plan.Epilogue.OperationCount > 0;
        bool splitsK = plan.Sum.State.Count == 1 && (!converts || plan.Adjacent) && !plan.Gated
            && (spec.TurnsResult || (plan.Output == plan.Accumulator && spec.Find("beta") is null && spec.Find("residual") is null));
        int rowsInPlace = RowsInPlace(spec, plan, machine);
        bool inline = !(rowsInPlace > 0 && spec.TransposeB && spec.M.Fixed == 1) && IsInline(spec, plan, machine);
        Tile tile = ChooseTile(plan, machine, lanes, inline ? spec : null, spec.TurnsResult ? VectorsOfTurned : spec.PackedB ? StripVectors(plan, machine, lanes) : null);
        // Fewer columns than a tile has may leave too few sums to hide the latency of one: taller tiles then (100,000 × 16 × 16 on Zen 3 1.7 and 0.9 ms).
        if (!inline && !spec.PackedB && spec.N.Fixed is { } n && (n + lanes - 1) / lanes is var vectors && vectors > 0 && vectors < tile.Vectors
            && Slowest(plan, machine, tile.Rows, vectors).Limit == "latency")
            tile = ChooseTile(plan, machine, lanes, null, vectors, isWhole: false);
        int stripBytes = tile.Vectors * machine.VectorBytes;
        int atOnce = StepsAtOnce(plan, machine, tile);
        var schedule = new MatrixSchedule
        {
            Together = plan.Adjacent ? 2 : 1,
            Tile = tile,
            RegistersUsed = Registers(plan, tile),
            StepsAtOnce = atOnce,
            Inline = inline,
            EdgeBytes = inline ? EdgeBytes(machine, spec.N.Fixed!.Value % lanes * plan.Accumulator.Bytes) : machine.VectorBytes,
            RowsInPlace = inline ? 0 : rowsInPlace,
            PackA = !inline && (spec.TransposeA || converts || spec.TurnsResult),
            CopiesRows = plan.Adjacent && !spec.TransposeA,
            NarrowStrips = AreNarrowStripsTurned(spec, plan, machine, tile),
            IsTurned = spec.IsTurned,
            TakesPacked = spec.PackedB,
            PackB = !inline && !spec.PackedB && (spec.TransposeB || converts || plan.Gated),
            // Measured, GFLOP/s with and without. Transposed, on Zen 4: 128 × 3072 × 768 105 and 99, 128 × 768 × 3072 102 and 104 (rows of b share their
            // sets), from memory 30 × 14336 × 4096 78 and 74, 30 × 4096 × 4096 78 and 76. Asking in the copy itself, ahead of its loads: a quarter slower.
            // Plain, on Emerald Rapids, whose L3 is far: squares of 1008, 1024, 2016 161, 160, 161 and 152, 155, 157; of 504 no difference.
            // Where instructions are what a tile has least of, asking takes the place of a multiply-add: 6 × 2 on Zen 3 74 and 57 GFLOP/s without and with a line for each step.
            // There strips that come packed are asked for, by two lines every four steps.
            PrefetchB = machine.Prefetches && !inline && !converts && IsPlain(plan) && (atOnce == 1 || spec.PackedB),
            NumbersAsked = Machine.LineColumns(plan.Accumulator) * LinesAsked(atOnce),
            PackLargeB = machine.L2 / 2,
            FewRows = FewRows,
            // A transposed b is turned from lines that lie in L2 beside its strip. Measured on Emerald Rapids, GFLOP/s with strips of a sixth and of a quarter
            // of L2: 128 × 768 × 3072 165 and 145, 128 × 3072 × 768 and 30 rows from memory no difference; plain squares of 1008 and 2016 lose 2 % by shorter blocks.
            KBlock = splitsK ? machine.L2 / (spec.TransposeB ? 6 : 4) / stripBytes / 8 * 8 : 0,
            KBlockInPlace = splitsK ? StreamsInPlace : 0,
            BlockOfA = machine.L2 / 2 / plan.Accumulator.Bytes,
            BlockOfB = machine.L3 / 2 / plan.Accumulator.Bytes,
            Staged = staged || spec.TurnsResult,
            TurnsResult = spec.TurnsResult,
            BoundBy = Slowest(plan, machine, Math.Min(tile.Rows, spec.M.Fixed ?? tile.Rows), tile.Vectors).Limit,
            PredictedShare = plan.Adjacent || rowsInPlace > 0 && !inline && spec.M.IsFixed ? double.NaN : Share(spec, plan, machine, tile, lanes, inline),
        };
        if (ByteDots.TakeQuads(machine, spec, plan))
            return schedule with { Together = 4, DotsQuads = true };
        if (spec.PackedB && plan.Element == NumericType.Half && plan.Accumulator == NumericType.Float32)
            return schedule with { InRange = schedule with { FiniteB = true } };
        return plan.Adjacent && machine.MultipliesBytes && spec.Batch.Fixed == 1 && FitInQuads(spec)
            ? schedule with { InRange = schedule with { Together = 4 } }
            : schedule;
    }

    /// <summary>Whether declared values let four neighbours go together; where the factors change places, the one without a sign is b's.</summary>
    private static bool FitInQuads(MatrixProductSpec spec) =>
        spec.IsTurned ? IntegerSums.FitInQuads(spec, spec.RoleB, spec.RoleA) : IntegerSums.FitInQuads(spec, spec.RoleA, spec.RoleB);

    /// <summary>
    /// A single row goes along the rows of a plain b. Few rows do not earn a copy of a transposed b back. Measured on Zen 4, µs of so many rows in place and with copies: 768 → 3072 floats,
    /// 4 rows 279 and 464, 8: 524 and 770, 16: 829 and 1,025; 3072 → 768, whose rows share their sets of the first-level cache, 323 and 485, 506
    /// and 708, 882 and 1,156; 4096 → 4096, from memory, 3,840 and 6,120, 4,650 and 6,730, 7,190 and 10,040. By vectors of 256 bits, 8 rows: 603
    /// and 839, 787 and 851, 5,380 and 11,140; 12 rows of the first two: 880 and 880, 966 and 876.
    /// </summary>
    private static int RowsInPlace(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        bool widens = plan.Element.IsHalfWord && plan.Accumulator == NumericType.Float32;
        if (spec.PackedB || spec.TransposeA || (plan.Element != plan.Accumulator && !widens) || !IsPlain(plan))
            return 0;
        if (!spec.TransposeB)
            return spec.M.Fixed is null or 1 && !(spec.N.Fixed < LanesOf(plan, machine)) ? 1 : 0;
        bool turns = machine.VectorBytes >= 32 && !(spec.N.Fixed < LeastInPlace(plan)) && !(spec.K.Fixed < LeastDepthInPlace(plan));
        int most = machine.VectorBytes == 64 ? 16 : 8;
        return turns && !(spec.M.Fixed > most) ? most : 0;
    }

    /// <summary>
    /// Whether a last strip of few columns is faster by turned rows of a: where a tile of one vector has too few chains to hide the latency of one.
    /// </summary>
    private static bool AreNarrowStripsTurned(MatrixProductSpec spec, ChainPlan plan, Machine machine, Tile tile) =>
        plan.Element == NumericType.Float32 && plan.Accumulator == NumericType.Float32 && IsPlain(plan) && !spec.TransposeA && machine.VectorBytes >= 32
        && Slowest(plan, machine, tile.Rows, 1).Limit == "latency";

    /// <summary>Numbers of a vector: with fewer columns a row has nothing for it.</summary>
    public static int LanesOf(ChainPlan plan, Machine machine) => machine.VectorBytes / plan.Accumulator.Bytes;

    /// <summary>N of the smallest block that is turned: a vector of 256 bits.</summary>
    public static int LeastInPlace(ChainPlan plan) => 32 / plan.Accumulator.Bytes;

    /// <summary>K of it: as many bytes.</summary>
    public static int LeastDepthInPlace(ChainPlan plan) => 32 / plan.Element.Bytes;

    /// <summary>A fixed shape whose operands stay in half of L2 needs no copies (measured: 48³, 64³, 96³ at 94 to 100 % of peak in place).</summary>
    private static bool IsInline(MatrixProductSpec spec, ChainPlan plan, Machine machine)
    {
        if (spec.PackedB || plan.Gated || plan.Element != plan.Accumulator || spec.M.Fixed is not { } m || spec.N.Fixed is not { } n || spec.K.Fixed is not { } k)
            return false;
        if (spec.Lda is { IsFixed: false } || spec.Ldb is { IsFixed: false } || spec.Ldc is { IsFixed: false })
            return false;
        double bytes = (((double)m * k) + ((double)k * n) + ((double)m * n)) * plan.Element.Bytes;
        return bytes <= machine.L2 / 2;
    }

    /// <summary>The narrowest vector for so many bytes: on Zen 4 one of 128 or 256 bits costs half of one of 512, and one that is whole needs no mask.</summary>
    private static int EdgeBytes(Machine machine, int bytes)
    {
        int edge = machine.VectorBytes;
        while (bytes > 0 && edge > machine.NarrowestVectorBytes && bytes <= edge / 2)
            edge /= 2;
        return edge;
    }

    /// <summary>Whether the last bytes of a row fill no vector.</summary>
    private static bool HasMask(Machine machine, int bytes) => bytes > 0 && bytes < EdgeBytes(machine, bytes);

    public static int Registers(ChainPlan plan, Tile tile)
    {
        int states = plan.Sum.State.Count;
        return (tile.Rows * tile.Vectors * states) + tile.Vectors + 1 + (IsPlain(plan) ? 0 : plan.Adjacent ? 1 : StepTemporaries);
    }

    /// <summary>Whether a mask has no register beside a tile: its last vector of columns is a tile of its own then.</summary>
    public static bool PartsAtMask(ChainPlan plan, Machine machine, Tile tile) => machine.MasksAreVectors && tile.Vectors > 1 && Registers(plan, tile) >= machine.Registers;

    /// <summary>
    /// Whether a tile asks for its lines of the result before its loop, so that its stores do not wait for them. Convolutions on Zen 3, ms without and with: 7 × 7 of stride 2 4.43 and
    /// 3.59, 1 × 1 64 → 256 of 56 × 56 1.55 and 1.46 in planes and 1.87 and 1.52 with channels side by side, 256 → 1024 of 14 × 14 1.33 and 1.22, 64 → 64 of 56 × 56 0.49 and 0.50.
    /// </summary>
    public static bool PrefetchesC(Machine machine, Tile whole, Tile tile) => machine.Prefetches && tile == whole;

    /// <summary>
    /// Vectors of a packed strip: those of the general tile. Compensated kernels take them too, whatever suits them best: kernels over the same
    /// weights accept the same pack.
    /// </summary>
    private static int StripVectors(ChainPlan plan, Machine machine, int lanes)
    {
        if (plan.Adjacent)
            return ChooseTile(plan, machine, lanes, null, null).Vectors;
        var plain = plan with { Sum = Reductions.Products(plan.Accumulator, compensated: false, "a", "b") };
        return ChooseTile(plain, machine, lanes, null, null).Vectors;
    }

    /// <summary>What a turn of the loop takes beside its steps: counting, comparing, jumping, asking for a line.</summary>
    private const int InstructionsOfTurn = 4;

    /// <summary>Instructions of a step: its operations, a broadcast of each of a's numbers, b's loads, and moving on.</summary>
    private static double Instructions(ChainPlan plan, int rows, double vectors) => (rows * vectors * plan.Sum.Step.OperationCount) + rows + vectors + 1;

    /// <summary>
    /// Four steps a turn of the loop where its own instructions hold up the multiply-adds. Measured on Zen 3 with its core's other thread idle and busy,
    /// GFLOP/s of 104: tiles of 6 × 2 by one step 90 and 55, by four 94 and 73; tiles of 4 × 3 93 and 59, 96 and 77.
    /// </summary>
    public static int StepsAtOnce(ChainPlan plan, Machine machine, Tile tile) =>
        IsPlain(plan) && (Instructions(plan, tile.Rows, tile.Vectors) + InstructionsOfTurn) / machine.InstructionsPerCycle >= tile.Rows * tile.Vectors / machine.FmaPerCycle ? 4 : 1;

    /// <summary>Lines of what comes next that a turn of so many steps asks for.</summary>
    public static int LinesAsked(int stepsAtOnce) => stepsAtOnce == 1 ? 1 : 2;

    /// <summary>Of all tiles that the registers hold, the one with the fewest modelled cycles; on a tie the one with the fewer loads.</summary>
    private static Tile ChooseTile(ChainPlan plan, Machine machine, int lanes, MatrixProductSpec? shape, int? stripVectors, bool isWhole = true)
    {
        // One register of 32 stays free for the loop (measured: 15×2 and 7×4 with all 32 spill); with 16, 4×3 takes them all and does not.
        int available = machine.Registers == 32 ? 31 : machine.Registers;
        // The mask of a ragged edge stays in a register through the loop (read from the listing: without one for it, 4×3 spills with 16). Tiles for any
        // shape meet the edge in one strip at most, and take it in two parts then.
        if (machine.MasksAreVectors && (shape is null ? !isWhole || !IsPlain(plan) : HasMask(machine, shape.N.Fixed!.Value % lanes * plan.Accumulator.Bytes)))
            available--;
        Tile best = new(1, stripVectors ?? 1);
        double least = double.PositiveInfinity;
        for (int vectors = stripVectors ?? 1; vectors <= (stripVectors ?? 4); vectors++)
        {
            for (int rows = 1; rows <= TallestTile; rows++)
            {
                var tile = new Tile(rows, vectors);
                // Rows of 8-bit integers are turned into panels by fours; others go one by one (504³: 110 GOP/s with six rows, 125 with eight).
                if (Registers(plan, tile) > available || (plan.Adjacent && rows > 4 && rows % 4 != 0))
                    continue;
                double cycles = shape is null
                    ? Cycles(plan, machine, rows, vectors, 1024) / ((double)rows * vectors)
                    : Cycles(plan, machine, tile, lanes, shape.M.Fixed!.Value, shape.N.Fixed!.Value, shape.K.Fixed!.Value, narrowEdge: true);
                double loads = (double)(rows + vectors) / (rows * vectors);
                cycles *= 1 + (0.02 * loads);
                if (cycles < least)
                    (best, least) = (tile, cycles);
            }
        }

        return best;
    }

    /// <summary>
    /// The part of the FMA peak that the modelled cycles leave: multiply-adds that the product is made of, over those that could have started
    /// meanwhile. A dimension that is known at run time counts as one whole tile, or 1024 of K. Left out are the operand checks, copies into panels and
    /// strips, the epilogue, and every wait for L2 or farther.
    /// </summary>
    private static double Share(MatrixProductSpec spec, ChainPlan plan, Machine machine, Tile tile, int lanes, bool inline)
    {
        int m = spec.M.Fixed ?? tile.Rows, n = spec.N.Fixed ?? tile.Vectors * lanes, k = spec.K.Fixed ?? 1024;
        double multiplyAdds = (double)m * n * k / lanes;
        return multiplyAdds == 0 ? double.NaN : Math.Min(1, multiplyAdds / machine.FmaPerCycle / Cycles(plan, machine, tile, lanes, m, n, k, inline));
    }

    /// <summary>A whole product by tiles whose heights differ by one at most.</summary>
    private static double Cycles(ChainPlan plan, Machine machine, Tile tile, int lanes, int m, int n, int k, bool narrowEdge)
    {
        double sum = 0;
        int whole = n / (tile.Vectors * lanes), rest = n % (tile.Vectors * lanes);
        bool narrow = narrowEdge && EdgeBytes(machine, rest % lanes * (machine.VectorBytes / lanes)) < machine.VectorBytes;
        double saved = narrow ? 1 - (machine.FmaPerCycle / machine.NarrowFmaPerCycle) : 0;
        foreach ((int rows, int count) in RowSplit(m, tile.Rows))
        {
            sum += (double)count * whole * Cycles(plan, machine, rows, tile.Vectors, k);
            if (rest > 0)
                sum += count * Cycles(plan, machine, rows, ((rest + lanes - 1) / lanes) - saved, k);
        }

        return sum;
    }

    /// <summary>One tile: its steps, and what comes before and after the loop. A vector that costs half counts as half.</summary>
    private static double Cycles(ChainPlan plan, Machine machine, int rows, double vectors, int k)
    {
        const double LoopOverhead = 0.5, Ends = 12;
        return (k * (Slowest(plan, machine, rows, vectors).Cycles + LoopOverhead)) + (rows * vectors * 1.5) + Ends;
    }

    /// <summary>A step of a tile is bound by multiply-adds, by their latency, or by loads.</summary>
    private static (double Cycles, string Limit) Slowest(ChainPlan plan, Machine machine, int rows, double vectors)
    {
        int operations = plan.Sum.Step.OperationCount;
        int chain = IsPlain(plan) ? 1 : plan.Sum.State.Count > 1 ? 3 : operations;
        double multiplies = rows * vectors * operations / machine.FmaPerCycle;
        double latency = machine.FmaLatency * chain;
        // A broadcast of one number is half a load of 512 bits.
        double loads = Math.Max((vectors / machine.LoadsPerCycle) + (rows / 2.0), Instructions(plan, rows, vectors) / machine.InstructionsPerCycle);
        return multiplies >= Math.Max(latency, loads) ? (multiplies, "multiply-adds") : latency >= loads ? (latency, "latency") : (loads, "loads");
    }

    /// <summary>m rows in as few tiles as <paramref name="tallest"/> allows, as even as can be: at most two heights, one apart.</summary>
    public static IEnumerable<(int Rows, int Count)> RowSplit(int m, int tallest)
    {
        if (m == 0)
            yield break;
        int tiles = (m + tallest - 1) / tallest;
        int low = m / tiles, taller = m % tiles;
        if (taller > 0)
            yield return (low + 1, taller);
        if (tiles - taller > 0)
            yield return (low, tiles - taller);
    }
}
