using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Which roundings, in which order: all that decides the bits of a kernel's results. A function of the operation, the
/// reduction's length, the element types and the options; never of an outer dimension, of packing, or of the target.
/// </summary>
internal abstract record ArithmeticPlan
{
    /// <summary>The inputs' type; elements are converted to <see cref="Accumulator"/> exactly, before anything else.</summary>
    public required NumericType Element { get; init; }

    /// <summary>The second factor's type where it is another: products may be of byte and sbyte.</summary>
    public NumericType? SecondElement { get; init; }

    public required NumericType Accumulator { get; init; }

    /// <summary>A 16-bit type to whose numbers the accumulators are rounded after each step; null: they keep all of <see cref="Accumulator"/>.</summary>
    public NumericType? AccumulatorGrid { get; init; }

    /// <summary>The accumulators for people: <c>float</c>, <c>Half</c>.</summary>
    public virtual string AccumulatorName => (AccumulatorGrid ?? Accumulator).Name;

    /// <summary>Results are rounded to it once, at the very end, to nearest even.</summary>
    public required NumericType Output { get; init; }

    /// <summary>What each row of x goes through first, rounded to <see cref="Element"/>; null: nothing.</summary>
    public RowPlan? Norm { get; init; }

    /// <summary>The length of every sum.</summary>
    public required Dimension Length { get; init; }

    public required ErrorBound Bound { get; init; }
}

/// <summary>
/// One sum: its state is one accumulator, or two where it is compensated.
/// </summary>
/// <param name="Name">What it sums, for headers: <c>Σ a·b</c>.</param>
/// <param name="Operands">The vectors it reads: <c>a</c>, <c>b</c>. Step's first inputs, in this order.</param>
/// <param name="State">Names of its accumulators: <c>s</c>, or <c>s</c> and <c>e</c>. All start at +0.</param>
/// <param name="Step">(operands…, state…) → state: one element into the sum.</param>
/// <param name="Merge">(state…, other state…) → state: two partial sums into one. A chain has no use for it.</param>
/// <param name="Collapse">(state…) → the sum.</param>
internal sealed record Reduction(
    string Name,
    EquatableArray<string> Operands,
    EquatableArray<string> State,
    Program Step,
    Program Merge,
    Program Collapse);

/// <summary>
/// Sums along the vector. Element i goes to lane i mod <see cref="Lanes"/> of accumulator (i / Lanes) mod
/// <see cref="Accumulators"/>; 16-bit elements in <see cref="Pairs"/>. A last, partial <see cref="Block"/> is filled up with zeros, which are stepped
/// like elements; accumulators that no element reaches stay at +0. Then the accumulators are merged, half onto half (0 with A/2, …),
/// and the lanes of the one left, half onto half (lane 0 with L/2, …); the lower half is Merge's left side.
/// </summary>
internal record LanePlan : ArithmeticPlan
{
    /// <summary>Lanes of the virtual vector: 64 bytes of the accumulator's type.</summary>
    public int Lanes => 64 / Accumulator.Bytes;

    public required int Accumulators { get; init; }

    /// <summary>
    /// Elements lie in pairs in what is a lane of the accumulators: of each two virtual vectors' worth, the even elements go to the first accumulator
    /// and the odd ones to the second, pair j to lane j. So neither has to be moved to another lane.
    /// </summary>
    public bool Pairs => Element.IsHalfWord && Accumulator.Bytes == 2 * Element.Bytes;

    /// <summary>
    /// 8-bit integers in int: of each two virtual vectors' worth, pair j goes to lane j, as two 16-bit numbers whose products are added at once. (Their sums
    /// are exact, so no order can be seen in them.)
    /// </summary>
    public bool Adjacent => Element.IsByte && Accumulator == NumericType.Int32;

    /// <summary>The same by fours, as they lie: a schedule's choice.</summary>
    public bool InQuads { get; init; }

    /// <summary>Elements that fill a lane.</summary>
    public int LaneElements => InQuads ? 4 : Pairs || Adjacent ? 2 : 1;

    /// <summary>Accumulators that one block of elements reaches.</summary>
    public int BlockAccumulators => Pairs ? 2 : 1;

    /// <summary>Elements that are stepped together.</summary>
    public int Block => Lanes * LaneElements;

    /// <summary>Elements that reach every accumulator once.</summary>
    public int Round => Block * Accumulators / BlockAccumulators;

    /// <summary>The accumulator and lane of an element.</summary>
    public (int Accumulator, int Lane) PlaceOf(long element)
    {
        int first = (int)(element / Block % (Accumulators / BlockAccumulators)) * BlockAccumulators, inside = (int)(element % Block);
        return (first + (inside % BlockAccumulators), inside / LaneElements);
    }

    /// <summary>The type of an operand's elements, by its name in the sums.</summary>
    public NumericType TypeOf(string operand) => SecondElement is { } second && operand == SecondOperand ? second : Element;

    /// <summary>The operand whose elements are of type <see cref="ArithmeticPlan.SecondElement"/>.</summary>
    public string SecondOperand { get; init; } = "";

    /// <summary>Independent sums over the same elements. Cosine has three: Σ a·b, Σ a·a, Σ b·b.</summary>
    public required EquatableArray<Reduction> Sums { get; init; }

    /// <summary>
    /// From the collapsed sums to the result. Inputs by name: a sum's name in <see cref="SumNames"/>, and the scalars and
    /// elements that the kernel has (<c>alpha</c>, <c>beta</c>, <c>y</c>, <c>bias</c>, <c>norm</c>).
    /// </summary>
    public required Program Finish { get; init; }

    /// <summary>Finish where beta is 0, so that y is never read; null where the kernel has no beta.</summary>
    public Program? FinishWithoutRead { get; init; }

    /// <summary>Normalize's second pass, an element at a time: (<c>x</c>, <c>norm</c>) → y. Finish gives the norm then.</summary>
    public Program? Map { get; init; }

    /// <summary>The names under which Finish takes the sums: <c>ab</c>, <c>aa</c>, <c>bb</c>.</summary>
    public required EquatableArray<string> SumNames { get; init; }
}

/// <summary>One unbroken chain of steps in the order of K for every output element, from +0; then the epilogue, once.</summary>
internal sealed record ChainPlan : ArithmeticPlan
{
    /// <summary>Operands <c>a</c> and <c>b</c>.</summary>
    public required Reduction Sum { get; init; }

    /// <summary>
    /// From the collapsed sum to the result. Inputs by name: <c>sum</c> (with GatedSilu <c>gate</c> and <c>sum</c>), and what the kernel has of
    /// <c>alpha</c>, <c>beta</c>, <c>c</c>, <c>bias</c> (<c>gateBias</c>), <c>residual</c>, each converted to the accumulator's type first.
    /// </summary>
    public required Program Epilogue { get; init; }

    /// <summary>The epilogue where beta is 0, so that c is never read; null where the kernel has no beta.</summary>
    public Program? EpilogueWithoutRead { get; init; }

    /// <summary>8-bit integers in int: two steps of the chain are one, of two 16-bit numbers side by side. Their sums are exact, so no order can be seen in them.</summary>
    public bool Adjacent => Element.IsByte && Accumulator == NumericType.Int32;

    /// <summary>In which order the terms of a convolution come.</summary>
    public TermOrder Order { get; init; }

    /// <summary>A gated kernel has two sums an output, of weight rows n and N + n.</summary>
    public bool Gated { get; init; }
}

/// <summary>
/// The order of a chain's terms. In a convolution a tap that falls on padding is a term like any other: its zero is multiplied, so that every output
/// has the same number of terms, and an infinite weight beside the image is NaN as in the operation's definition.
/// In a transposed convolution the terms of an output are the taps, in the same order, whose input position (output + padding − tap · dilation) / stride is a whole
/// number: the others would meet the zeros between the numbers of x, stride² times as many, and are no terms. Of those that are, one that falls outside of x
/// multiplies a zero too: all outputs that are a stride apart then have the same taps, and share their tiles.
/// </summary>
internal enum TermOrder
{
    /// <summary>That of K.</summary>
    Given = 0,

    /// <summary>A convolution of planes: channel by channel, and in each the taps row by row, as the weights lie.</summary>
    ChannelsThenTaps,

    /// <summary>A convolution whose channels lie side by side: tap by tap, row by row, and at each the channels.</summary>
    TapsThenChannels,
}
