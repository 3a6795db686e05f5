using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What the user declares of an operand's values: <c>[ValueRange]</c>, <c>[UnitNorm]</c>.</summary>
internal static class ValueReader
{
    /// <summary>The declared range; null where there is none, or none that could be.</summary>
    public static Interval? RangeOf(IParameterSymbol parameter, CancellationToken cancellation)
    {
        if (Find(parameter, KernelAttributes.ValueRange) is not { } attribute)
            return null;
        Interval range = Read(new AttributeReader(attribute, cancellation));
        return Reason(range, OperandType.Of(parameter.Type).Numeric).Length == 0 ? range : null;
    }

    /// <summary>Where the range is declared.</summary>
    public static Location? RangePlaceOf(IParameterSymbol parameter, CancellationToken cancellation) =>
        Find(parameter, KernelAttributes.ValueRange) is { } attribute ? new AttributeReader(attribute, cancellation).Place : null;

    public static bool IsUnitNorm(IParameterSymbol parameter) => Find(parameter, KernelAttributes.UnitNorm) is not null;

    /// <summary>Finds ranges that cannot be, and declarations of parameters that they say nothing of.</summary>
    public static void Check(IMethodSymbol method, Signature signature, List<Finding> findings, CancellationToken cancellation)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            OperandForm? operand = signature.Operands.FirstOrDefault(pair => SymbolEqualityComparer.Default.Equals(pair.Parameter, parameter)).Operand;
            if (Find(parameter, KernelAttributes.ValueRange) is { } declared && new AttributeReader(declared, cancellation) is { IsBroken: false } range)
            {
                Interval values = Read(range);
                if (Reason(values, OperandType.Of(parameter.Type).Numeric) is { Length: > 0 } reason)
                    findings.Add(new(Descriptors.ImpossibleRange, range.Place, Text.Of(values.Low), Text.Of(values.High), reason));
                if (WhyNoValues(operand, signature) is { } why)
                    findings.Add(new(Descriptors.ValuesWithoutUse, range.Place, "ValueRange", parameter.Name, why));
            }

            if (Find(parameter, KernelAttributes.UnitNorm) is { } unit && WhyNoVectors(operand, parameter, signature) is { } whyNot)
                findings.Add(new(Descriptors.ValuesWithoutUse, new AttributeReader(unit, cancellation).Place, "UnitNorm", parameter.Name, whyNot));
        }
    }

    private static Interval Read(AttributeReader attribute) => new(attribute.Double("Min") ?? double.NaN, attribute.Double("Max") ?? double.NaN);

    private static string Reason(Interval range, NumericType? type)
    {
        if (double.IsNaN(range.Low) || double.IsNaN(range.High) || double.IsInfinity(range.Low) || double.IsInfinity(range.High))
            return "has an end that is no finite number: a range goes from one number to another";
        if (range.Low > range.High)
            return $"is empty, for its ends are the wrong way round: write [ValueRange({Text.Of(range.High)}, {Text.Of(range.Low)})]";
        if (type is not null && (range.Low > type.Maximum || range.High < -type.Maximum))
            return $"has no value that '{type.Name}' can hold: its largest is {Text.Of(type.Maximum)}";
        return "";
    }

    /// <summary>Why a range of values says nothing of a parameter; null where it does.</summary>
    private static string? WhyNoValues(OperandForm? operand, Signature signature)
    {
        if (operand is null)
            return "no operand";
        if (IsPack(signature))
            return Copied;
        if (operand.IsIndex)
            return "for indices";
        if (operand.MayBeFlags && signature.Operands.Any(other => other.Operand == operand && OperandType.Of(other.Parameter.Type).IsFlag))
            return "true or false and no number";
        return operand.Kind == OperandKind.Output && !signature.Operands.Any(other => other.Operand.Role == "beta")
            ? "written and not read"
            : null;
    }

    /// <summary>Why a unit norm says nothing of a parameter; null where the kernel's sums run along its vectors, which are the inputs that every such kernel has.</summary>
    private static string? WhyNoVectors(OperandForm? operand, IParameterSymbol parameter, Signature signature)
    {
        if (operand is null)
            return "no operand";
        if (IsPack(signature))
            return Copied;
        if (operand.Element == OperandElement.Cache && OperandType.Of(parameter.Type).Numeric is { IsByte: true })
            return "codes, whose length is not that of the vectors they stand for: declare [ValueRange] of them and of their scale";
        // The sums of attention over values run from key to key.
        bool isAcross = signature.Form.Name == "Attention" && operand.Role == "v";
        return operand.Kind == OperandKind.Input && signature.Form.HasSums && signature.Form.Required.Contains(operand) && !isAcross
            ? null
            : "no vector, nor rows of them, that the kernel sums along";
    }

    private const string Copied = "copied and not computed with: declare it of the weights of the kernels that take the pack";

    private static bool IsPack(Signature signature) => signature.Form.Name == KernelForms.Pack.Name;

    private static AttributeData? Find(IParameterSymbol parameter, string name)
    {
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (KernelAttributes.IsModifier(attribute, name))
                return attribute;
        }

        return null;
    }
}
