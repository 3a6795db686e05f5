using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

internal enum Kind
{
    Even,
    Whole,
    Wide,
    Special,
    Zeros,
    Tiny,
}

internal static class Inputs
{
    /// <summary>A number for an 8-bit operand, a scale or a zero point; null for others. Sums of the extremes go as far as the types do; tiny numbers, and whole ones, are those that are declared.</summary>
    public static double? Quantised(KernelSpec spec, string role, Kind kind, Numbers numbers)
    {
        Operand operand = spec[role];
        if (spec is QuantizeSpec quantize && role is not ("x" or "y"))
            return role.StartsWith("scale", StringComparison.Ordinal) ? Math.ScaleB(1 + numbers.Next(), -7) : Any(quantize.Quantised, numbers);

        if (spec is GroupedDenseSpec && role == "weightScales")
        {
            return kind switch
            {
                Kind.Whole => 1,
                Kind.Special => numbers.Special(operand.Type),
                Kind.Tiny => numbers.Tiny(operand.Type),
                _ => Math.ScaleB(1 + numbers.Next(), -6),
            };
        }

        if (role.EndsWith("Scale", StringComparison.Ordinal) || role.EndsWith("Scales", StringComparison.Ordinal))
            return Math.ScaleB(1 + numbers.Next(), role[0] is 'y' or 'c' ? 2 : -6);
        if (operand is { Kind: OperandKind.Scalar, Type.IsInteger: true })
        {
            string of = role[..^"ZeroPoint".Length];
            return Any(spec[of == "weight" ? "weights" : of].Type, numbers);
        }

        if (!operand.Type.IsByte || operand.Kind == OperandKind.Output)
            return operand.Type.IsInteger && !operand.IsIndex ? -7 : null;
        return kind switch
        {
            Kind.Whole when spec is not GroupedDenseSpec => numbers.Below(9) - (operand.Type == NumericType.SByte && operand.Range is not { Low: 0 } ? 4 : 0),
            Kind.Special => numbers.Below(2) == 0 ? operand.Type.Minimum : operand.Type.Maximum,
            Kind.Wide => operand.Type == NumericType.SByte ? operand.Type.Minimum : operand.Type.Maximum,
            Kind.Zeros => numbers.Below(8) == 0 ? 1 : 0,
            Kind.Tiny when operand.Range is { } range => range.Low + numbers.Below((int)(range.High - range.Low) + 1),
            _ => Any(operand.Type, numbers),
        };
    }

    private static double Any(NumericType type, Numbers numbers) => type.Minimum + numbers.Below(256);

    public static readonly Kind[] Kinds = Enum.GetValues<Kind>();

    /// <summary>Fills a call's operands with numbers of one kind. Scalars stay even numbers, lest a NaN hide everything.</summary>
    public static KernelCall Fill(this KernelCall call, Kind kind, int seed)
    {
        var numbers = new Numbers(seed);
        NumericType type = call.Spec.Element;
        return call.Fill((role, at) => role == "mask" ? AttentionCalls.MaskNumber(call, at, kind == Kind.Special, numbers) : Quantised(call.Spec, role, kind, numbers) is { } number ? number : call.Spec[role].Kind == OperandKind.Scalar ? numbers.Even() : kind switch
        {
            Kind.Even => numbers.Even(),
            Kind.Whole => numbers.Whole(),
            Kind.Wide => numbers.Wide(Numbers.SpanOf(type)),
            Kind.Special => numbers.Special(type),
            Kind.Zeros => numbers.Zeros(),
            _ => numbers.Tiny(type),
        });
    }
}
