using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>How one target walks along a row.</summary>
/// <param name="RegistersPerVector">Registers that hold one virtual vector.</param>
/// <param name="RegistersPerWalk">Registers of each virtual vector that one walk along the row takes: all of them, or so many that a compensated sum stays in registers.</param>
/// <param name="RegistersPerTurn">Registers of results of one turn of the last pass.</param>
/// <param name="KeepsValues">The last pass leaves its values in y, where the map finds them; otherwise they are computed once more.</param>
internal sealed record RowsSchedule(int RegistersPerVector, int RegistersPerWalk, int RegistersPerTurn, bool KeepsValues)
{
    /// <summary>What a walk has found waits in memory for the others: the next walk needs its registers.</summary>
    public bool ParksSums { get; init; }

    /// <summary>A load and a store, which is what keeping a value costs, are worth about as many operations.</summary>
    private const int KeptFrom = 4;

    /// <summary>With one register a turn, a loop's own three instructions weigh as much as what it does.</summary>
    private const int Turn = 4;

    public static RowsSchedule Of(RowPlan plan, Machine machine)
    {
        int vector = Math.Max(1, 64 / machine.VectorBytes), walk = vector;
        while (walk > 1 && plan.Passes.Items.Any(pass => Needed(plan, pass, walk) > machine.Registers))
            walk /= 2;
        return new(vector, walk, Turn, MayKeep(plan) && plan.Passes[plan.Passes.Count - 1].Value.OperationCount > KeptFrom)
        {
            ParksSums = walk < vector && plan.Passes.Items.Any(pass => Needed(plan, pass, walk) + (pass.Reduction.State.Count * (vector - walk)) > machine.Registers),
        };
    }

    /// <summary>Accumulators, the value, what it is made of, and the temporaries of a compensated step.</summary>
    private static int Needed(RowPlan plan, RowPass pass, int walk) =>
        (pass.Reduction.State.Count * plan.Accumulators * walk) + 1 + pass.Value.Inputs.Count + (pass.Reduction.State.Count > 1 ? 4 : 0);

    /// <summary>y must hold the values as they are, and where it is x, the map must not ask for x again.</summary>
    public static bool MayKeep(RowPlan plan) =>
        plan.Output == plan.Accumulator && plan.Map.Inputs.Items.Contains("value") && !plan.Map.Inputs.Items.Any(input => input is "x" or "residual");

    public string Describe(int lanes) =>
        $"{RegistersPerTurn * lanes} elements a turn, the row's last values {(KeepsValues ? "kept in y" : "computed once more for the results")}";
}
