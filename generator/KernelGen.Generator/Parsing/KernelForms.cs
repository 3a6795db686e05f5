using System.Collections.Immutable;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Parsing;

/// <summary>The kernels, a row each. The parser, the messages and the code fixes all read this table.</summary>
internal static class KernelForms
{
    public static readonly ImmutableArray<KernelForm> All =
    [
        OneDimensional("Dot", ResultForm.Element, In("a"), In("b")) with { Elements = NumericType.FloatsAndBytes },
        OneDimensional("Cosine", ResultForm.Ratio, In("a"), In("b")) with { Elements = NumericType.FloatsAndBytes },
        OneDimensional("SquaredDistance", ResultForm.Element, In("a"), In("b")) with { Elements = NumericType.FloatsAndBytes },
        OneDimensional("SumOfSquares", ResultForm.Element, In("a")) with { Elements = NumericType.FloatsAndBytes },
        OneDimensional("Normalize", ResultForm.Void, In("x"), Out("y")),
        OneDimensional("Similarities", ResultForm.Void, In("query"), In("rows"), Out("scores") with { Element = OperandElement.Score }) with { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("TopK",
            [In("query"), In("rows"), new("indices", OperandKind.Output) { Element = OperandElement.Index }, Out("scores") with { Element = OperandElement.TopScore }],
            [In("norms") with { Element = OperandElement.Norm }],
            [new("Length", Absence.SpanLength, "query"), new("K", Absence.Refused)],
            ResultForm.Count) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("Gemv",
            [In("a"), In("x"), Out("y")],
            [Scalar("alpha"), Scalar("beta"), Addend("bias")],
            [new("M", Absence.Refused), new("K", Absence.Refused)],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("Gemm",
            [In("a"), In("b") with { MayBePacked = true }, Out("c")],
            [Scalar("alpha"), Scalar("beta"), .. Quantised("a", "b", "c")],
            [
                new("M", Absence.Refused), new("N", Absence.Refused), new("K", Absence.Refused), new("Batch", Absence.One),
                new("Lda", Absence.Dense), new("Ldb", Absence.Dense), new("Ldc", Absence.Dense),
            ],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("Dense",
            [In("x"), In("weights") with { MayBePacked = true }, Out("y")],
            [Addend(FusedNorm.Gamma), Addend("bias"), Addend("residual"), .. Quantised("x", "weight", "y")],
            [new("Inputs", Absence.Refused), new("Outputs", Absence.Refused), new("Batch", Absence.One)],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        Quantisation("Quantize", NumericType.NarrowFloats, OperandElement.Quantised, maySearch: true),
        Quantisation("Dequantize", NumericType.Bytes8, OperandElement.Dequantised, maySearch: false),
        OneDimensional("Softmax", ResultForm.Void, In("x"), Out("y")) with { HasThreads = true },
        OneDimensional("LogSoftmax", ResultForm.Void, In("x"), Out("y")) with { HasThreads = true },
        new("Attention",
            [In("q"), In("k") with { Element = OperandElement.Cache }, In("v") with { Element = OperandElement.Cache }, Out("output")],
            [
                In("mask") with { Element = OperandElement.Computed, MayBeFlags = true }, In("alibiSlopes") with { Element = OperandElement.Computed },
                Out("probabilities") with { Element = OperandElement.Computed },
                Of("keyScale", OperandElement.Scale), Of("valueScale", OperandElement.Scale),
                In("keyScales") with { Element = OperandElement.Scale }, In("valueScales") with { Element = OperandElement.Scale },
            ],
            [
                new("Heads", Absence.Refused), new("KvHeads", Absence.Dense) { Short = "Heads" }, new("HeadDim", Absence.Refused), new("ValueDim", Absence.Dense) { Short = "HeadDim" },
                new("QueryLength", Absence.Refused), new("KeyLength", Absence.Refused), new("Batch", Absence.One), new("PastLength", Absence.Zero),
                new("Window", Absence.Dense),
            ],
            ResultForm.Void) { HasThreads = true },
        Norm("LayerNorm"),
        Norm("RmsNorm"),
        new("RotaryEmbedding",
            [In("x"), In("positions") with { Element = OperandElement.Index }, Out("y")],
            [Addend("cos"), Addend("sin")],
            [new("HeadDim", Absence.Refused), new("Heads", Absence.Refused), new("RotaryDim", Absence.Whole)],
            ResultForm.Void) { HasSums = false },
        new("Conv2D",
            [In("x"), In("weights") with { MayBePacked = true }, Out("y")],
            [Addend("bias"), Addend("residual"), .. Quantised("x", "weight", "y")],
            [
                new("InChannels", Absence.Refused), new("OutChannels", Absence.Refused), .. Window, new("Groups", Absence.One), new("Batch", Absence.One),
            ],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("Conv1D",
            [In("x"), In("weights") with { MayBePacked = true }, Out("y")],
            [Addend("bias"), Addend("residual"), .. Quantised("x", "weight", "y")],
            [
                new("InChannels", Absence.Refused), new("OutChannels", Absence.Refused), new("Length", Absence.Refused), new("Kernel", Absence.Refused),
                new("Stride", Absence.One), new("Dilation", Absence.One), new("Padding", Absence.Dense),
                new("PaddingLeft", Absence.Zero) { Short = "Padding" }, new("PaddingRight", Absence.Zero) { Short = "Padding" },
                new("Groups", Absence.One), new("Batch", Absence.One),
            ],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        new("ConvTranspose2D",
            [In("x"), In("weights") with { MayBePacked = true }, Out("y")],
            [Addend("bias"), Addend("residual"), .. Quantised("x", "weight", "y")],
            [
                new("InChannels", Absence.Refused), new("OutChannels", Absence.Refused), .. Window, .. BothWays("OutputPadding", Absence.Zero), new("Groups", Absence.One),
                new("Batch", Absence.One),
            ],
            ResultForm.Void) { HasThreads = true, Elements = NumericType.FloatsAndBytes },
        Pool("MaxPool2D", Window) with { HasSums = false },
        Pool("AveragePool2D", Window),
        Pool("GlobalAveragePool2D", [new("Height", Absence.Refused), new("Width", Absence.Refused)]),
    ];

    /// <summary>Dense with a WeightFormat, whose weights are codes.</summary>
    public static readonly KernelForm GroupedDense = new("Dense",
        [In("x"), In("weights") with { Element = OperandElement.Code, MayBePacked = true }, Out("y")],
        [Addend(FusedNorm.Gamma), Addend("bias"), Addend("residual"), .. OfGroups],
        [new("Inputs", Absence.Refused), new("Outputs", Absence.Refused), new("Batch", Absence.One)],
        ResultForm.Void)
    { HasThreads = true, Elements = new([NumericType.Float32, NumericType.Half, NumericType.BFloat16, NumericType.SystemBFloat16]) };

    /// <summary>What weights in groups have beside their codes: a kernel's where they are plain, a [Pack]'s where they are packed.</summary>
    public static ImmutableArray<OperandForm> OfGroups =>
        [In("weightScales") with { Element = OperandElement.GroupScale }, In("weightZeroPoints") with { Element = OperandElement.Code }];

    /// <summary>[Pack], whose dimensions are those that its kernels leave to run time: it computes nothing, so it is not one of <see cref="All"/>.</summary>
    public static readonly KernelForm Pack = new("Pack", [In("weights")], [], [], ResultForm.Packed) { Elements = NumericType.FloatsAndBytes };

    /// <summary>The form of an attribute class, by its name: <c>GemmAttribute</c>.</summary>
    public static KernelForm? Find(string attributeClass)
    {
        foreach (KernelForm form in All.Add(Pack))
        {
            if (attributeClass.Length == form.Name.Length + "Attribute".Length
                && attributeClass.StartsWith(form.Name, StringComparison.Ordinal)
                && attributeClass.EndsWith("Attribute", StringComparison.Ordinal))
                return form;
        }

        return null;
    }

    private static KernelForm OneDimensional(string name, ResultForm result, params OperandForm[] operands) =>
        new(name, [.. operands], [], [new("Length", Absence.SpanLength, operands[0].Role)], result);

    private static KernelForm Norm(string name) =>
        new(name, [In("x"), Addend("gamma"), Out("y")], [Addend("beta"), Addend("residual")], [new("Length", Absence.SpanLength, "gamma")], ResultForm.Void) { HasThreads = true };

    /// <summary>An image, and the window that goes over it.</summary>
    private static ImmutableArray<DimensionForm> Window =>
    [
        new("Height", Absence.Refused), new("Width", Absence.Refused),
        .. BothWays("Kernel", Absence.Refused), .. BothWays("Stride", Absence.One), .. BothWays("Dilation", Absence.One),
        .. BothWays("Padding", Absence.Dense),
        new("PaddingTop", Absence.Zero) { Short = "PaddingHeight" }, new("PaddingLeft", Absence.Zero) { Short = "PaddingWidth" },
        new("PaddingBottom", Absence.Zero) { Short = "PaddingHeight" }, new("PaddingRight", Absence.Zero) { Short = "PaddingWidth" },
    ];

    private static KernelForm Pool(string name, ImmutableArray<DimensionForm> window) =>
        new(name, [In("x"), Out("y")], [], [new("Channels", Absence.Refused), .. window, new("Batch", Absence.One)], ResultForm.Void) { HasThreads = true };

    /// <summary>A dimension down and one across, and the short name of both.</summary>
    private static ImmutableArray<DimensionForm> BothWays(string name, Absence absence) =>
        [new(name, Absence.Dense), new(name + "Height", absence) { Short = name }, new(name + "Width", absence) { Short = name }];

    /// <summary>Scales and zero points of a product of 8-bit integers: of either factor, of the second a channel too, and of the result.</summary>
    private static ImmutableArray<OperandForm> Quantised(string a, string b, string c) =>
    [
        Of(a + "Scale", OperandElement.Scale), Of(a + "ZeroPoint", OperandElement.ZeroPoint),
        Of(b + "Scale", OperandElement.Scale), Of(b + "ZeroPoint", OperandElement.ZeroPoint),
        In(b + "Scales") with { Element = OperandElement.Scale }, In(b + "ZeroPoints") with { Element = OperandElement.ZeroPoints },
        Of(c + "Scale", OperandElement.Scale), Of(c + "ZeroPoint", OperandElement.ZeroPoint),
    ];

    private static KernelForm Quantisation(string name, EquatableArray<NumericType> elements, OperandElement result, bool maySearch) => new(
        name,
        [In("x"), Out("y") with { Element = result }],
        [
            Of("scale", OperandElement.Scale), Of("zeroPoint", OperandElement.ZeroPoint),
            In("scales") with { Element = OperandElement.Scale, MayBeWritten = maySearch },
            In("zeroPoints") with { Element = OperandElement.ZeroPoints, MayBeWritten = maySearch },
        ],
        [new("Length", Absence.SpanLength, "x"), new("GroupSize", Absence.Whole)],
        ResultForm.Void)
    { Elements = elements, HasSums = false };

    private static OperandForm Of(string role, OperandElement element) => new(role, OperandKind.Scalar) { Element = element };
    private static OperandForm In(string role) => new(role, OperandKind.Input);
    private static OperandForm Out(string role) => new(role, OperandKind.Output) { Element = OperandElement.OwnOrComputed };
    private static OperandForm Addend(string role) => new(role, OperandKind.Input) { Element = OperandElement.OwnOrComputed };
    private static OperandForm Scalar(string role) => new(role, OperandKind.Scalar) { Element = OperandElement.Computed };
}
