using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// A row in passes: each gives a value for every element, takes all values together, and so finds numbers for the row, which the next one may use; at
/// last the map gives the results. Value i goes to lane i mod <see cref="Lanes"/> of accumulator (i / Lanes) mod <see cref="Accumulators"/>. Lanes that
/// no element reaches are not stepped: they stay at the start, and merging that changes nothing. Then the accumulators are merged, half onto half (0 with
/// A/2, …), and the lanes of the one left (lane 0 with L/2, …); the lower half is Merge's left side.
/// </summary>
internal sealed record RowPlan : ArithmeticPlan
{
    /// <summary>Lanes of the virtual vector: 64 bytes of the accumulator's type.</summary>
    public int Lanes => 64 / Accumulator.Bytes;

    public required int Accumulators { get; init; }

    public required EquatableArray<RowPass> Passes { get; init; }

    /// <summary>An element's result. Inputs by name: <c>value</c>, the last pass's; the row's numbers; and the elements of operands.</summary>
    public required Program Map { get; init; }
}

/// <param name="Name">What it finds, for headers and locals: <c>max</c>.</param>
/// <param name="Value">An element's value. Inputs by name: elements of operands, and numbers of passes before.</param>
/// <param name="Reduction">Its operand is the value.</param>
/// <param name="Start">What its first accumulator starts at; the other, where there is one, starts at 0.</param>
/// <param name="Finish">The row's number of that name. Inputs by name: <c>all</c>, what the values come to; <c>count</c>, of elements; numbers of passes before.</param>
internal sealed record RowPass(string Name, Program Value, Reduction Reduction, double Start, Program Finish);
