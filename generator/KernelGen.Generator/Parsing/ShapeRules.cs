using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Parsing;

/// <summary>Whether operands of a kernel's shape can exist: a span has at most 2³¹ − 1 elements, and rows fit their leading dimension.</summary>
internal static class ShapeRules
{
    public static void Check(KernelSpec spec, AttributeReader attribute, List<Finding> findings)
    {
        switch (spec)
        {
            case GemvSpec gemv:
                CheckSize("a", 1, Smallest(gemv.M), Smallest(gemv.K), Smallest(gemv.K), attribute, findings);
                break;
            case MatrixProductSpec product:
                CheckProduct(product, attribute, findings);
                break;
            case GroupedDenseSpec grouped:
                decimal row = Math.Ceiling(Smallest(grouped.K) / grouped.GroupSize) * grouped.GroupSize * grouped.Bits / 8;
                CheckSize("x", 1, Smallest(grouped.M), Smallest(grouped.K), Smallest(grouped.K), attribute, findings);
                CheckSize("weights", 1, Smallest(grouped.N), row, row, attribute, findings);
                CheckSize("y", 1, Smallest(grouped.M), Smallest(grouped.N), Smallest(grouped.N), attribute, findings);
                break;
            case AttentionSpec { Heads.Fixed: { } heads, KvHeads.Fixed: { } kvHeads } when kvHeads == 0 ? heads != 0 : heads % kvHeads != 0:
                findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf("KvHeads"), $"{Text.Of(kvHeads)} KvHeads do not divide {Text.Of(heads)} Heads: each is shared by as many heads as every other"));
                break;
            case AttentionSpec { Window.Fixed: < 1 } attention:
                findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf("Window"), $"Window is {Text.Of(attention.Window.Fixed!.Value)}, and it is 1 or more: a query's own key is in it"));
                break;
            case AttentionSpec attention:
                CheckSize("q", Smallest(attention.Batch), Smallest(attention.Heads) * Smallest(attention.QueryLength), Smallest(attention.HeadDim), Smallest(attention.HeadDim), attribute, findings);
                CheckSize("k", Smallest(attention.Batch), Smallest(attention.KvHeads) * Smallest(attention.KeyLength), Smallest(attention.HeadDim), Smallest(attention.HeadDim), attribute, findings);
                CheckSize("v", Smallest(attention.Batch), Smallest(attention.KvHeads) * Smallest(attention.KeyLength), Smallest(attention.ValueDim), Smallest(attention.ValueDim), attribute, findings);
                CheckSize("output", Smallest(attention.Batch), Smallest(attention.Heads) * Smallest(attention.QueryLength), Smallest(attention.ValueDim), Smallest(attention.ValueDim), attribute, findings);
                foreach (Operand scales in attention.Operands.Items.Where(operand => operand.Role is "keyScales" or "valueScales"))
                    CheckSize(scales.Role, Smallest(attention.Batch), Smallest(attention.KvHeads), Smallest(attention.KeyLength), Smallest(attention.KeyLength), attribute, findings);
                if (attention.Mask is not null)
                    CheckSize("mask", 1, Smallest(attention.QueryLength), Smallest(attention.KeyLength), Smallest(attention.KeyLength), attribute, findings);
                if (attention.Probabilities is not null)
                    CheckSize("probabilities", Smallest(attention.Batch), Smallest(attention.Heads) * Smallest(attention.QueryLength), Smallest(attention.KeyLength), Smallest(attention.KeyLength), attribute, findings);
                break;
            case RotarySpec rotary:
                CheckSize("x", 1, Smallest(rotary.Heads), Smallest(rotary.HeadDim), Smallest(rotary.HeadDim), attribute, findings);
                break;
            case WindowedSpec windowed:
                CheckWindow(windowed, attribute, findings);
                if (windowed is ConvolutionSpec { Algorithm: ConvolutionAlgorithm.Winograd } convolution && WinogradChoice.Obstacle(convolution) is { } obstacle)
                    findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Algorithm"), "Algorithm", "Winograd", obstacle));
                break;
        }
    }

    private static void CheckProduct(MatrixProductSpec spec, AttributeReader attribute, List<Finding> findings)
    {
        if (spec.PackedB && spec.Batch.Fixed != 1)
        {
            findings.Add(new(
                Descriptors.ImpossibleShape, attribute.PlaceOf("Batch"),
                "Packed weights hold one matrix, and Batch asks for one a product: products that share b are one with Batch times M rows"));
        }

        if (spec.PackedB && spec.Ldb is { IsFixed: false })
            findings.Add(new(Descriptors.OperandWithoutUse, attribute.Place, "ldb", "a plain b; a packed one has no rows, and its [Pack] method may take 'int ldb'"));

        Matrix a = new(spec.Find("a") is null ? "x" : "a", spec.M, spec.K, spec.TransposeA, "Lda", spec.Lda);
        Matrix b = new(spec.Find("b") is null ? "weights" : "b", spec.K, spec.N, spec.TransposeB, "Ldb", spec.Ldb);
        Matrix c = new(spec.Find("c") is null ? "y" : "c", spec.M, spec.N, false, "Ldc", spec.Ldc);
        foreach (Matrix matrix in new[] { a, b, c })
        {
            bool isGated = matrix == b && spec.Activation == Activation.GatedSilu;
            decimal rows = Smallest(matrix.Transposed ? matrix.Columns : matrix.Rows);
            decimal columns = Smallest(matrix.Transposed ? matrix.Rows : matrix.Columns);
            decimal stride = columns;
            if (matrix.Leading?.Fixed is { } leading)
            {
                stride = leading;
                if (leading >= 0 && leading < columns)
                {
                    findings.Add(new(
                        Descriptors.ImpossibleShape, attribute.PlaceOf(matrix.LeadingName),
                        $"{matrix.LeadingName} is {Text.Of(leading)}, less than the {Text.Of(columns)} elements of a row of '{matrix.Role}'"));
                    continue;
                }
            }

            // The gate's outputs stand beside the others, whichever way the weights lie.
            CheckSize(matrix.Role, Smallest(spec.Batch), isGated ? 2 * rows : rows, columns, stride, attribute, findings);
        }
    }

    private static void CheckWindow(WindowedSpec spec, AttributeReader attribute, List<Finding> findings)
    {
        bool possible = true;
        foreach (Dimension dimension in spec.AtLeastOne.Where(dimension => dimension.Fixed < 1))
            Report(dimension.Name, $"{dimension.Name} is {Text.Of(dimension.Fixed!.Value)}, and it is 1 or more");
        if (!possible)
            return;

        (Dimension inputs, Dimension outputs, Dimension? parts) = spec is ConvolutionSpec convolution
            ? (convolution.InChannels, convolution.OutChannels, convolution.Groups)
            : (((PoolSpec)spec).Channels, ((PoolSpec)spec).Channels, null);
        foreach (Dimension channels in new[] { inputs, outputs })
        {
            if (channels.Fixed is { } count && parts?.Fixed is { } groups && count % groups != 0)
                Report("Groups", $"{Text.Of(groups)} groups do not divide {channels}: each group has as many channels as every other");
        }

        if (spec is TransposedConvolutionSpec transposed)
        {
            CheckResult(spec.Height, spec.PaddingTop, spec.PaddingBottom, spec.KernelHeight, spec.DilationHeight, spec.StrideHeight, transposed.OutputPaddingHeight, "rows");
            CheckResult(spec.Width, spec.PaddingLeft, spec.PaddingRight, spec.KernelWidth, spec.DilationWidth, spec.StrideWidth, transposed.OutputPaddingWidth, "columns");
        }
        else
        {
            CheckFit(spec.Height, spec.PaddingTop, spec.PaddingBottom, spec.KernelHeight, spec.DilationHeight, "rows");
            CheckFit(spec.Width, spec.PaddingLeft, spec.PaddingRight, spec.KernelWidth, spec.DilationWidth, "columns");
        }

        if (!possible)
            return;

        double batch = Least(spec.Batch);
        CheckLength("x", batch * Least(inputs) * Least(spec.Height) * Least(spec.Width));
        if (parts is not null)
            CheckLength("weights", Least(outputs) * Math.Floor(Least(inputs) / Least(parts)) * Least(spec.KernelHeight) * Least(spec.KernelWidth));
        if (spec.Result is { } result)
            CheckLength("y", batch * Least(outputs) * result.Height * result.Width);

        static double Least(Dimension dimension) => (double)Smallest(dimension);

        void CheckLength(string role, double size)
        {
            if (size > int.MaxValue)
                findings.Add(new(Descriptors.ImpossibleShape, attribute.Place, $"'{role}' has {Text.Of(size)} elements, more than a span can hold ({Text.Of(int.MaxValue)})"));
        }

        void CheckFit(Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, string what)
        {
            if (image.Fixed is not { } size || before.Fixed is not { } first || after.Fixed is not { } last || kernel.Fixed is not { } taps || dilation.Fixed is not { } distance)
                return;
            decimal covered = ((taps - 1m) * distance) + 1, padded = (decimal)size + first + last;
            if (covered > padded)
                Report(image.Name, $"{(spec is PoolSpec ? "a window" : "a filter")} covers {Text.Of(covered)} {what}, and the image has {Text.Of(padded)} with its padding");
        }

        void CheckResult(Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride, Dimension outputPadding, string what)
        {
            if (TransposedConvolutionSpec.Positions(image, before, after, kernel, dilation, stride, outputPadding) is not { } positions || positions >= 0)
                return;
            decimal cut = (decimal)before.Fixed!.Value + after.Fixed!.Value;
            Report(image.Name, $"the result has {Text.Of(positions + cut)} {what}, and its padding takes {Text.Of(cut)} of them away");
        }

        void Report(string name, string sentence)
        {
            findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf(name), sentence));
            possible = false;
        }
    }

    private static void CheckSize(
        string role, decimal batch, decimal rows, decimal columns, decimal stride, AttributeReader attribute, List<Finding> findings)
    {
        // decimal holds 28 digits: a product of three dimensions, doubled, has 28 at most (2⁹⁴).
        decimal size = batch == 0 || rows == 0 || columns == 0 ? 0 : (((batch * rows) - 1) * stride) + columns;
        if (size > int.MaxValue)
        {
            findings.Add(new(
                Descriptors.ImpossibleShape, attribute.Place,
                $"'{role}' has {Text.Of(size)} elements, more than a span can hold ({Text.Of(int.MaxValue)})"));
        }
    }

    /// <summary>A dimension's value; at run time the least that leaves something to do. A negative one has been reported.</summary>
    private static decimal Smallest(Dimension dimension) => Math.Max(dimension.Fixed ?? 1, 0);

    private sealed record Matrix(string Role, Dimension Rows, Dimension Columns, bool Transposed, string LeadingName, Dimension? Leading);
}
