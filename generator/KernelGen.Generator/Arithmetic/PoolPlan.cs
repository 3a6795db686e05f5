namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// One number of each window of an image: each of the window's columns first, from its top down, and then the columns, from left to right. Both chains
/// begin at <see cref="Start"/>; padding is no term of either. (That a window's columns come first lets windows side by side share them, and lets
/// neighbours in memory be stepped together however far windows are apart.) Either layout has the same plan.
/// </summary>
internal sealed record PoolPlan : ArithmeticPlan
{
    /// <summary>Step puts a number (<c>x</c>) into its column, Merge a column into the window.</summary>
    public required Reduction Sum { get; init; }

    /// <summary>What each of Sum's states begins with: 0, or −∞ for a maximum.</summary>
    public required double Start { get; init; }

    /// <summary>From the collapsed <c>sum</c> to the result; a mean takes the counts that it is divided by too, <c>rows</c> and <c>columns</c>, each 1 at least.</summary>
    public required Program Finish { get; init; }
}
