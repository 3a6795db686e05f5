using System.Collections.Immutable;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>Puts the parts of a valid kernel together: the last of Roslyn.</summary>
internal static class SpecBuilder
{
    public static KernelSpec Build(
        Signature signature,
        MethodShape shape,
        NumericType element,
        Dimension?[] dimensions,
        Options options,
        AttributeReader attribute,
        Modifiers modifiers,
        NumericType? returned,
        CancellationToken cancellation)
    {
        KernelForm form = signature.Form;
        EquatableArray<Operand> operands = OperandsOf(signature, element, cancellation);
        NumericType output = operands.Items.FirstOrDefault(operand => operand is { Kind: OperandKind.Output, IsIndex: false })?.Type ?? returned ?? element.Computed;
        KernelSpec spec = form.Name switch
        {
            "Normalize" => new RowwiseSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                Length = Get("Length"),
            },
            "Similarities" or "TopK" => new OneToManySpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                Length = Get("Length"),
                Metric = options.Metric,
                K = Find("K"),
            },
            "Gemv" => new GemvSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                M = Get("M"),
                K = Get("K"),
                Transpose = attribute.Bool("Transpose"),
            },
            "Gemm" => new MatrixProductSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                M = Get("M"),
                N = Get("N"),
                K = Get("K"),
                Batch = Get("Batch"),
                TransposeA = attribute.Bool("TransposeA"),
                TransposeB = attribute.Bool("TransposeB"),
                Lda = Find("Lda"),
                Ldb = Find("Ldb"),
                Ldc = Find("Ldc"),
                PackedB = IsPacked(operands),
            },
            "Dense" when options.Format != WeightFormat.Plain => new GroupedDenseSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                M = Get("Batch"),
                N = Get("Outputs"),
                K = Get("Inputs"),
                Format = options.Format,
                GroupSize = options.GroupSize,
                Activation = options.Activation,
                Epsilon = options.Epsilon,
                PackedWeights = IsPacked(operands),
            },
            "Dense" => new MatrixProductSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                M = Get("Batch"),
                N = Get("Outputs"),
                K = Get("Inputs"),
                TransposeB = !options.InputsOutputs,
                Activation = options.Activation,
                Epsilon = options.Epsilon,
                PackedB = IsPacked(operands),
            },
            "Quantize" or "Dequantize" => new QuantizeSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = operands.Items.First(operand => operand.Role == "y").Type,
                Operands = operands,
                Length = Get("Length"),
                GroupSize = Find("GroupSize"),
            },
            "Softmax" or "LogSoftmax" or "LayerNorm" or "RmsNorm" => new RowsSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                Length = Get("Length"),
                Epsilon = options.Epsilon,
            },
            "Attention" => new AttentionSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = operands.Items.First(operand => operand.Role == "output").Type,
                Operands = operands,
                Heads = Get("Heads"),
                KvHeads = Get("KvHeads"),
                HeadDim = Get("HeadDim"),
                ValueDim = Get("ValueDim"),
                QueryLength = Get("QueryLength"),
                KeyLength = Get("KeyLength"),
                Batch = Get("Batch"),
                PastLength = Get("PastLength"),
                Causal = attribute.Bool("Causal"),
                Window = Find("Window"),
                Scale = attribute.Double("Scale"),
                Softcap = attribute.Double("Softcap"),
                SequenceFirst = options.SequenceFirst,
            },
            "RotaryEmbedding" => new RotarySpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                HeadDim = Get("HeadDim"),
                Heads = Get("Heads"),
                RotaryDim = Find("RotaryDim") ?? Get("HeadDim") with { Name = "RotaryDim" },
                IsInterleaved = attribute.Bool("Interleaved"),
                Base = options.Base,
            },
            // A line is an image of one row.
            "Conv2D" or "Conv1D" or "ConvTranspose2D" => Transposed(new ConvolutionSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                InChannels = Get("InChannels"),
                OutChannels = Get("OutChannels"),
                Height = Find("Height") ?? One("Height"),
                Width = Find("Width") ?? Get("Length"),
                KernelHeight = Find("KernelHeight") ?? One("KernelHeight"),
                KernelWidth = Find("KernelWidth") ?? Get("Kernel"),
                StrideHeight = Find("StrideHeight") ?? One("StrideHeight"),
                StrideWidth = Find("StrideWidth") ?? Get("Stride"),
                DilationHeight = Find("DilationHeight") ?? One("DilationHeight"),
                DilationWidth = Find("DilationWidth") ?? Get("Dilation"),
                PaddingTop = Find("PaddingTop") ?? None("PaddingTop"),
                PaddingLeft = Get("PaddingLeft"),
                PaddingBottom = Find("PaddingBottom") ?? None("PaddingBottom"),
                PaddingRight = Get("PaddingRight"),
                Groups = Get("Groups"),
                Batch = Get("Batch"),
                ChannelsLast = options.ChannelsLast,
                Activation = options.Activation,
                Algorithm = options.Algorithm,
                StatesTolerance = modifiers.TolerancePlace is not null,
                PackedWeights = IsPacked(operands),
            }),
            "MaxPool2D" or "AveragePool2D" or "GlobalAveragePool2D" => new PoolSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                Channels = Get("Channels"),
                Height = Get("Height"),
                Width = Get("Width"),
                KernelHeight = Find("KernelHeight") ?? Get("Height"),
                KernelWidth = Find("KernelWidth") ?? Get("Width"),
                StrideHeight = Find("StrideHeight") ?? One("StrideHeight"),
                StrideWidth = Find("StrideWidth") ?? One("StrideWidth"),
                DilationHeight = Find("DilationHeight") ?? One("DilationHeight"),
                DilationWidth = Find("DilationWidth") ?? One("DilationWidth"),
                PaddingTop = Find("PaddingTop") ?? None("PaddingTop"),
                PaddingLeft = Find("PaddingLeft") ?? None("PaddingLeft"),
                PaddingBottom = Find("PaddingBottom") ?? None("PaddingBottom"),
                PaddingRight = Find("PaddingRight") ?? None("PaddingRight"),
                Batch = Get("Batch"),
                ChannelsLast = options.ChannelsLast,
                CountIncludePad = attribute.Bool("CountIncludePad"),
            },
            _ => new DotSpec
            {
                Operation = form.Name,
                Method = shape,
                Element = element,
                Output = output,
                Operands = operands,
                Length = Get("Length"),
            },
        };
        return spec with { Accumulate = form.HasSums && form.Name != "Attention" ? modifiers.Accumulate : Accumulation.Auto, Tolerance = modifiers.Tolerance, Targets = modifiers.Targets };

        Dimension? Find(string name)
        {
            for (int i = 0; i < dimensions.Length; i++)
            {
                if (form.Dimensions[i].Name == name)
                    return dimensions[i];
            }

            return null;
        }

        ConvolutionSpec Transposed(ConvolutionSpec spec) =>
            form.Name == "ConvTranspose2D" ? new TransposedConvolutionSpec(spec, Get("OutputPaddingHeight"), Get("OutputPaddingWidth")) : spec;

        static Dimension One(string name) => new(name, Fixed: 1);

        static Dimension None(string name) => new(name, Fixed: 0);

        Dimension Get(string name) => Find(name) ?? throw new InvalidOperationException($"{form.Name} has no dimension '{name}'.");
    }

    private static bool IsPacked(EquatableArray<Operand> operands) => operands.Items.Any(operand => operand.Kind == OperandKind.Packed);

    private static OperandKind KindOf(OperandForm form, IParameterSymbol parameter) =>
        form.MayBePacked || form.MayBeWritten ? OperandType.Of(parameter.Type).Kind : form.Kind;

    private static NumericType TypeOf(OperandForm form, IParameterSymbol parameter, NumericType element) =>
        form.IsIndex ? element : form.MayBeFlags && OperandType.Of(parameter.Type).IsFlag ? NumericType.Bool : OperandType.Of(parameter.Type).Numeric ?? element;

    /// <summary>In the order of the user's parameters.</summary>
    public static EquatableArray<Operand> OperandsOf(Signature signature, NumericType element, CancellationToken cancellation) =>
        new([.. signature.Operands
            .OrderBy(operand => operand.Parameter.Ordinal)
            .Select(operand => new Operand(operand.Operand.Role, MethodReader.NameOf(operand.Parameter, cancellation), TypeOf(operand.Operand, operand.Parameter, element), KindOf(operand.Operand, operand.Parameter))
            {
                IsIndex = operand.Operand.IsIndex,
                Range = ValueReader.RangeOf(operand.Parameter, cancellation),
                IsUnitNorm = ValueReader.IsUnitNorm(operand.Parameter),
            })]);
}
