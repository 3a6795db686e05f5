namespace KernelGen.Generator.Emit;

/// <summary>Where the numbers of an operand lie, in expressions of the user's method: matrices one behind the other, of rows that begin so many elements apart.</summary>
/// <param name="SumsAlongColumns">The vectors that the kernel sums along are the columns, not the rows.</param>
internal readonly record struct OperandLayout(string Matrices, string Rows, string Columns, string Leading, bool SumsAlongColumns = false)
{
    /// <summary>Whether the rows, or the columns, are vectors that have a length.</summary>
    public bool HasVectors { get; init; } = true;

    public static OperandLayout Vector(string length) => new("1", "1", length, length);

    /// <summary>Rows of all matrices.</summary>
    public string AllRows => Matrices == "1" ? Rows : $"(nint){Matrices} * {Rows}";
}
