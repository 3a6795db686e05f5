using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What an attribute says beside its dimensions.</summary>
internal sealed record Options(Metric Metric, Activation Activation, bool InputsOutputs, bool ChannelsLast)
{
    public WeightFormat Format { get; init; }

    /// <summary>Weights that share a scale; 0 where none do.</summary>
    public int GroupSize { get; init; }

    /// <summary>How a convolution is computed.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; }

    /// <summary>The heads of a position lie together.</summary>
    public bool SequenceFirst { get; init; }

    /// <summary>What a norm adds to the mean square.</summary>
    public double Epsilon { get; init; }

    /// <summary>What a rotary embedding's frequencies are powers of; null where tables stand in its place.</summary>
    public double? Base { get; init; }

    public static Options Read(Signature signature, AttributeReader attribute, List<Finding> findings, CancellationToken cancellation)
    {
        var metric = (Metric)Choice(attribute, "Metric", (int)Metric.SquaredDistance, "it is Dot, Cosine or SquaredDistance", findings);
        var activation = signature.Form.Name == "Dense"
            ? (Activation)Choice(attribute, "Activation", (int)Activation.GatedSilu, "it is a member of Activation", findings)
            : (Activation)Choice(attribute, "Activation", (int)Activation.GatedSilu - 1, "it is a member of Activation other than GatedSilu, which is a Dense layer's", findings);
        int layout = Choice(attribute, "WeightLayout", 1, "it is OutputsInputs or InputsOutputs", findings);
        bool attends = signature.Form.Name == "Attention";
        int image = Choice(attribute, "Layout", 1, attends ? "it is HeadsFirst or SequenceFirst" : "it is Nchw or Nhwc", findings);

        foreach ((OperandForm operand, IParameterSymbol parameter) in signature.Operands)
        {
            if (operand.Role == "norms" && metric != Metric.Cosine)
            {
                Location place = MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? attribute.Place;
                findings.Add(new(Descriptors.OperandWithoutUse, place, parameter.Name, "Metric.Cosine"));
            }
        }

        return new(metric, activation, layout == 1, image == 1 && !attends)
        {
            Format = (WeightFormat)Choice(attribute, "WeightFormat", (int)WeightFormat.Int4, "it is Plain, Int8 or Int4", findings),
            GroupSize = attribute.Int("GroupSize") ?? 0,
            Algorithm = (ConvolutionAlgorithm)Choice(attribute, "Algorithm", (int)ConvolutionAlgorithm.Winograd, "it is Auto, Direct or Winograd", findings),
            SequenceFirst = image == 1 && attends,
            Epsilon = ReadEpsilon(attribute, findings),
            Base = RotaryRules.ReadBase(signature, attribute, findings),
        };
    }

    /// <summary>Epsilon where an attribute leaves it out: that of ONNX and of PyTorch.</summary>
    private const double DefaultEpsilon = 1e-5;

    private static double ReadEpsilon(AttributeReader attribute, List<Finding> findings)
    {
        double epsilon = attribute.Double("Epsilon") ?? DefaultEpsilon;
        if (epsilon >= 0 && !double.IsInfinity(epsilon))
            return epsilon;
        findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Epsilon"), "Epsilon", Text.Of(epsilon), "it is a finite number, 0 or more"));
        return DefaultEpsilon;
    }

    private static int Choice(AttributeReader attribute, string property, int last, string choices, List<Finding> findings)
    {
        int value = attribute.Int(property) ?? 0;
        if (value >= 0 && value <= last)
            return value;
        findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf(property), property, Text.Of(value), choices));
        return 0;
    }
}
