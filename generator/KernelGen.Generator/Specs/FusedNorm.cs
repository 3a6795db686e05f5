namespace KernelGen.Generator.Specs;

/// <summary>The norm that a dense layer's rows of x go through before they are multiplied: an RmsNorm whose results have x's type.</summary>
internal static class FusedNorm
{
    public const string Gamma = "gamma";

    /// <summary>That norm as a kernel of its own; null where the layer has none.</summary>
    public static RowsSpec? Of(KernelSpec spec) => spec.Find(Gamma) is not { } gamma ? null : spec switch
    {
        MatrixProductSpec dense => Norm(dense, gamma, dense.K, dense.Epsilon),
        GroupedDenseSpec dense => Norm(dense, gamma, dense.K, dense.Epsilon),
        _ => null,
    };

    /// <summary>Rows of x: the layer's batch.</summary>
    public static Dimension Rows(KernelSpec spec) => spec is GroupedDenseSpec grouped ? grouped.M : ((MatrixProductSpec)spec).M;

    private static RowsSpec Norm(KernelSpec layer, Operand gamma, Dimension length, double epsilon)
    {
        Operand x = layer["x"];
        return new()
        {
            Operation = "RmsNorm",
            Method = layer.Method,
            Element = layer.Element,
            Output = layer.Element,
            Operands = new([x, gamma, new Operand("y", x.Parameter, x.Type, OperandKind.Output)]),
            Accumulate = layer.Accumulate,
            Targets = layer.Targets,
            Length = length,
            Epsilon = epsilon,
        };
    }
}
