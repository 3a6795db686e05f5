using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Scheduling;

/// <summary>One walk along the vectors.</summary>
/// <param name="Sums">The sums that it computes, by their number in the plan.</param>
/// <param name="FirstRegister">The first register of each virtual vector that it looks at.</param>
/// <param name="RegisterCount">How many registers of each virtual vector.</param>
internal readonly record struct LanePass(EquatableArray<int> Sums, int FirstRegister, int RegisterCount);

/// <summary>How one target computes the sums of a lane plan.</summary>
/// <param name="Rows">Rows of the matrix that are walked together, so that the other vector is loaded once for all.</param>
/// <param name="RegistersPerVector">Registers that hold one virtual vector.</param>
/// <param name="Passes">The walks, in order. Together they cover every sum and register once.</param>
/// <param name="RegistersUsed">Registers that the fullest pass needs.</param>
/// <param name="RealignFrom">Elements from which operands off a cache line's start are read by whole lines all the same; 0: never.</param>
internal sealed record LaneSchedule(int Rows, int RegistersPerVector, EquatableArray<LanePass> Passes, int RegistersUsed, int RealignFrom)
{
    /// <summary>
    /// The trees of up to four rows share their registers, and what follows is done for all at once: the same additions and operations, a quarter as many.
    /// </summary>
    public bool RowsTogether { get; init; }

    /// <summary>
    /// Halves are converted as if all were finite, and looked at for an exponent of all ones; where a row or the other vector has one, its sums are computed again.
    /// </summary>
    public bool FiniteFirst { get; init; }

    /// <summary>The part of the FMA peak that the model expects of the walk, from 0 to 1.</summary>
    public double PredictedShare { get; init; } = double.NaN;

    /// <summary>The choice and its reason, for the header.</summary>
    public string Describe(int available) =>
        (Rows == 1 ? "" : $"{Rows} rows at once{(RowsTogether ? ", their trees together" : "")}, ") + (Passes.Count == 1 ? "" : $"{Passes.Count} passes, ") + $"{RegistersUsed} of {available} vector registers"
        + (FiniteFirst ? ", infinities looked for once" : "") + (RealignFrom == 0 ? "" : $", by whole cache lines from {RealignFrom} elements");
}
