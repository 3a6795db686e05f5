using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>
/// One call of a kernel, apart from where its operands lie: sizes by dimension name, numbers by operand role. Every number of
/// every element type is a double exactly, so all are held as double here.
/// </summary>
internal sealed class KernelCall(KernelSpec spec)
{
    public KernelSpec Spec { get; } = spec;

    /// <summary>Dimension name → its value: M, N, K, Length, Lda, and Rows for the rows that a search goes through.</summary>
    public Dictionary<string, int> Sizes { get; } = [];

    /// <summary>Operand role → its elements; for outputs what they hold before the call.</summary>
    public Dictionary<string, double[]> Vectors { get; } = [];

    /// <summary>Operand role → its value: alpha, beta.</summary>
    public Dictionary<string, double> Scalars { get; } = [];

    /// <summary>The role of the output that is the same span as the key: in-place calls.</summary>
    public Dictionary<string, string> SameAs { get; } = [];

    public int Size(Dimension dimension) => dimension.Fixed ?? Sizes[dimension.Name];

    public int Size(string name)
    {
        foreach (Dimension dimension in Spec.Dimensions)
        {
            if (dimension.Name == name)
                return Size(dimension);
        }

        return Sizes[name];
    }

    /// <summary>How many elements an operand needs, by api.md's table.</summary>
    public long LengthOf(string role) => Spec switch
    {
        DotSpec dot => Size(dot.Length),
        RowwiseSpec rowwise => Size(rowwise.Length),
        OneToManySpec many => role switch
        {
            "query" => Size(many.Length),
            "rows" => (long)Sizes["Rows"] * Size(many.Length),
            "scores" or "indices" when many.K is { } k => Size(k),
            _ => Sizes["Rows"],
        },
        GemvSpec gemv => role switch
        {
            "a" => (long)Size(gemv.M) * Size(gemv.K),
            "x" => Size(gemv.K),
            _ => Size(gemv.M),
        },
        RowsSpec rows => role is "gamma" or "beta" ? Size(rows.Length) : (long)Sizes["Rows"] * Size(rows.Length),
        RotarySpec rotary => role switch
        {
            "positions" => Sizes["Tokens"],
            "cos" or "sin" => (long)Sizes["Positions"] * (Size(rotary.RotaryDim) / 2),
            _ => (long)Sizes["Tokens"] * Size(rotary.Heads) * Size(rotary.HeadDim),
        },
        QuantizeSpec quantize => role is "x" or "y" ? QuantizeLayout.Elements(this, quantize) : QuantizeLayout.Blocks(this, quantize).Count(),
        MatrixProductSpec product => LengthOf(product, role),
        GroupedDenseSpec grouped => new GroupLayout(this, grouped).LengthOf(role),
        ConvolutionSpec convolution => new ConvolutionLayout(this, convolution).LengthOf(role),
        PoolSpec pool => new PoolLayout(this, pool).LengthOf(role),
        AttentionSpec attention => new AttentionShape(this, attention).LengthOf(role),
        _ => throw new ArgumentException($"No lengths for {Spec.Operation}."),
    };

    private long LengthOf(MatrixProductSpec product, string role)
    {
        var layout = new MatrixLayout(this, product);
        return role switch
        {
            "a" or "x" => layout.A.Length,
            FusedNorm.Gamma => layout.K,
            "b" or "weights" => layout.B.Length,
            "bias" or "weightScales" or "bScales" or "weightZeroPoints" or "bZeroPoints" => layout.BiasLength,
            _ => layout.C.Length,
        };
    }

    /// <summary>Fills every operand that has no numbers yet.</summary>
    public KernelCall Fill(Func<string, int, double> number)
    {
        foreach (Operand operand in Spec.Operands)
        {
            if (operand.Kind == OperandKind.Scalar)
            {
                if (!Scalars.ContainsKey(operand.Role))
                    Scalars.Add(operand.Role, Rounding.To(operand.Type, number(operand.Role, 0)));
            }
            else if (!Vectors.ContainsKey(operand.Role))
            {
                double[] elements = new double[LengthOf(operand.Role)];
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = operand.IsIndex ? -1 : Rounding.To(operand.Type, number(operand.Role, i));
                Vectors.Add(operand.Role, elements);
            }
        }

        return this;
    }

    /// <summary>The same call with numbers of its own, so that one can be changed without the other.</summary>
    public KernelCall Clone()
    {
        var copy = new KernelCall(Spec);
        foreach ((string name, int size) in Sizes)
            copy.Sizes.Add(name, size);
        foreach ((string role, double[] elements) in Vectors)
            copy.Vectors.Add(role, (double[])elements.Clone());
        foreach ((string role, double value) in Scalars)
            copy.Scalars.Add(role, value);
        foreach ((string input, string output) in SameAs)
            copy.SameAs.Add(input, output);
        return copy;
    }

    public override string ToString() =>
        Spec.Method.DisplayName + " " + string.Join(", ", Spec.Dimensions.Items.Select(d => $"{d.Name} = {Size(d)}")
            .Concat(Sizes.Where(s => !Spec.Dimensions.Items.Any(d => d.Name == s.Key)).Select(s => $"{s.Key} = {s.Value}"))
            .Concat(Scalars.Select(s => $"{s.Key} = {s.Value:R}")));
}
