using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What a rotary embedding needs: whole pairs, and angles that are known, or tables in their place.</summary>
internal static class RotaryRules
{
    /// <summary>Base where an attribute leaves it out: that of the paper and of ONNX.</summary>
    private const double DefaultBase = 10_000, LargestBase = 1e30;

    /// <summary>The largest RotaryDim with a Base: its frequencies are constants in the emitted code, two numbers a pair.</summary>
    private const int LargestStated = 4096;

    public static double? ReadBase(Signature signature, AttributeReader attribute, List<Finding> findings)
    {
        if (signature.Form.Name != "RotaryEmbedding")
            return null;
        double? stated = attribute.Double("Base");
        if (HasTables(signature))
        {
            if (stated is { } unused)
                findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Base"), "Base", Text.Of(unused), "the tables 'cos' and 'sin' stand in its place; remove it, or them"));
            return null;
        }

        double value = stated ?? DefaultBase;
        if (value >= 1 && value <= LargestBase)
            return value;
        findings.Add(new(Descriptors.UnknownValue, attribute.PlaceOf("Base"), "Base", Text.Of(value), "it is a number from 1 to 1e30"));
        return DefaultBase;
    }

    public static void Check(
        IMethodSymbol method, Signature signature, NumericType? element, Dimension?[] dimensions, Options options, List<Finding> findings, AttributeReader attribute, CancellationToken cancellation)
    {
        string[] tables = [.. signature.Operands.Select(pair => pair.Operand.Role).Where(role => role is "cos" or "sin")];
        if (tables.Length == 1 && element is not null)
        {
            string right = SignatureText.Of(signature, element, attribute, cancellation).For(method.Name), missing = tables[0] == "cos" ? "sin" : "cos";
            Location place = MethodReader.DeclarationOf(method, cancellation)?.Identifier.GetLocation() ?? attribute.Place;
            findings.Add(new(Descriptors.WrongSignature, place, $"The operand 'ReadOnlySpan<{element.Name}> {missing}' is missing: the tables 'cos' and 'sin' come together.", signature.Form.Name, right));
        }

        Dimension? headDim = dimensions[0], turned = dimensions[2] ?? headDim;
        if (turned is null)
            return;
        string name = turned.Name;
        if (turned.Fixed is not { } rotary)
        {
            if (options.Base is not null)
                Report(name, $"the frequencies of Base are constants, made when the kernel is compiled: state {name} in the attribute, or take the tables 'cos' and 'sin' in place of Base");
            return;
        }

        if (rotary % 2 != 0)
            Report(name, $"{name} is {Text.Of(rotary)}, and pairs make an even number; state {(name == "RotaryDim" ? "an even one" : "a RotaryDim that is even")}");
        if (headDim?.Fixed is { } head && rotary > head)
            Report(name, $"RotaryDim is {Text.Of(rotary)}, more than the {Text.Of(head)} elements of a head");
        if (options.Base is not null && rotary > LargestStated)
            Report(name, $"{name} is {Text.Of(rotary)}, and Base has constants for at most {Text.Of(LargestStated)}; take the tables 'cos' and 'sin' in place of Base");

        void Report(string property, string sentence) => findings.Add(new(Descriptors.ImpossibleShape, attribute.PlaceOf(property), sentence));
    }

    private static bool HasTables(Signature signature) => signature.Operands.Any(pair => pair.Operand.Role is "cos" or "sin");
}
