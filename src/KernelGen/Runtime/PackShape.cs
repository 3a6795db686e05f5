using System.ComponentModel;
using System.Globalization;

namespace KernelGen.Runtime;

/// <summary>What matrix is packed. For emitted code; its shape may change with any version.</summary>
/// <param name="operand">Of which operation.</param>
/// <param name="isTransposed">The plain matrix is [n, k] instead of [k, n].</param>
/// <param name="isGated">There are two matrices of n columns, the gate's first.</param>
/// <param name="k">The length of every sum.</param>
/// <param name="n">Columns of the result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PackShape(PackedOperand operand, bool isTransposed, bool isGated, int k, int n)
{
    internal PackedOperand Operand { get; } = operand;
    internal bool IsTransposed { get; } = isTransposed;
    internal bool IsGated { get; } = isGated;
    internal int K { get; } = k;
    internal int N { get; } = n;

    internal int Matrices => IsGated ? 2 : 1;

    /// <summary>Elements of the plain matrix, row behind row.</summary>
    internal long Elements => (long)Matrices * K * N;

    internal bool Equals(in PackShape other) =>
        Operand == other.Operand && IsTransposed == other.IsTransposed && IsGated == other.IsGated && K == other.K && N == other.N;

    /// <summary><c>Dense weights [Outputs = 128, Inputs = 784]</c></summary>
    public override string ToString()
    {
        bool dense = Operand == PackedOperand.DenseWeights;
        string k = string.Create(CultureInfo.InvariantCulture, $"{(dense ? "Inputs" : "K")} = {K}");
        string n = string.Create(CultureInfo.InvariantCulture, $"{(IsGated ? "2 × " : "")}{(dense ? "Outputs" : "N")} = {(IsGated ? "2 × " : "")}{N}");
        return (dense ? "Dense weights" : "Gemm b") + (IsTransposed ? $" [{n}, {k}]" : $" [{k}, {n}]");
    }
}
