using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The checks at the door of a kernel: the test is inline, the throwing is a call of the library.</summary>
internal static class Checks
{
    private const string Library = "global::KernelGen.Runtime.Check";

    /// <summary>A vector has exactly the stated length.</summary>
    public static void Exactly(CodeWriter writer, Operand operand, Dimension length)
    {
        if (length.LengthOf == operand.Parameter)
            return;
        ExactLength(writer, operand, length.Expression, length.Name);
    }

    /// <summary>A vector has exactly this many elements; <paramref name="meaning"/> says of what.</summary>
    public static void ExactLength(CodeWriter writer, Operand operand, string required, string meaning)
    {
        writer.Line($"if ({operand.Parameter}.Length != {required})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowLength({operand.Parameter}.Length, {required}, {Quote(Plain(operand.Parameter))}, {Quote(meaning)});");
    }

    /// <summary>A matrix has at least the length that its shape needs; the product is made in 64 bits.</summary>
    public static void AtLeast(CodeWriter writer, Operand operand, string required, string meaning)
    {
        writer.Line($"if ({operand.Parameter}.Length < {required})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowTooShort({operand.Parameter}.Length, {required}, {Quote(Plain(operand.Parameter))}, {Quote(meaning)});");
    }

    /// <summary>A matrix has whole rows and nothing behind them; rows of no elements cannot be counted.</summary>
    public static void WholeRows(CodeWriter writer, Operand operand, Dimension length)
    {
        if (length.Fixed == 0)
            return;
        string guard = length.IsFixed ? "" : $"{length.Expression} != 0 && ";
        writer.Line($"if ({guard}{operand.Parameter}.Length % {length.Expression} != 0)");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowRows({operand.Parameter}.Length, {length.Expression}, {Quote(Plain(operand.Parameter))});");
    }

    /// <summary>A run-time dimension that is a parameter is not negative.</summary>
    public static void NotNegative(CodeWriter writer, Dimension dimension)
    {
        if (dimension.Parameter is not { } parameter)
            return;
        writer.Line($"if ({parameter} < 0)");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowNegative({parameter}, {Quote(Plain(parameter))});");
    }

    /// <summary>A sum is no longer than what its accumulator holds.</summary>
    public static void SumFits(CodeWriter writer, Dimension length, long most) =>
        SumFits(writer, length.Expression, most, length.Parameter ?? length.LengthOf!, length.Name);

    /// <summary>The same of a length that is computed; <paramref name="meaning"/> says of what.</summary>
    public static void SumFits(CodeWriter writer, string length, long most, string parameter, string meaning)
    {
        writer.Line($"if ({length} > {most.ToString(CultureInfo.InvariantCulture)})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowSumTooLong({length}, {most.ToString(CultureInfo.InvariantCulture)}, {Quote(Plain(parameter))}, {Quote(meaning)});");
    }

    /// <summary>A scale is one, and a zero point is one of its type's numbers.</summary>
    public static void Scale(CodeWriter writer, Operand scale)
    {
        writer.Line($"if (!({scale.Parameter} > 0 && {scale.Parameter} <= float.MaxValue))");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowScale({scale.Parameter}, {Quote(Plain(scale.Parameter))});");
    }

    /// <summary>The same of all that a product of 8-bit integers has.</summary>
    public static void QuantisedScalars(CodeWriter writer, KernelSpec spec)
    {
        const string ZeroPointOf = "ZeroPoint";
        foreach (Operand operand in spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar))
        {
            if (operand.Role.EndsWith("Scale", StringComparison.Ordinal))
                Scale(writer, operand);
            else if (operand.Role.EndsWith(ZeroPointOf, StringComparison.Ordinal))
                ZeroPoint(writer, operand, spec[operand.Role.Substring(0, operand.Role.Length - ZeroPointOf.Length) is var of && of == "weight" ? "weights" : of].Type);
        }
    }

    /// <summary>Every scale of many is one.</summary>
    public static void Scales(CodeWriter writer, Operand scales) => writer.Line($"{Library}.Scales({scales.Parameter}, {Quote(Plain(scales.Parameter))});");

    /// <summary>A group has an element.</summary>
    public static void GroupSize(CodeWriter writer, Dimension size)
    {
        if (size.Parameter is not { } parameter)
            return;
        writer.Line($"if ({parameter} < 1)");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowGroupSize({parameter}, {Quote(Plain(parameter))});");
    }

    /// <summary>Rows of no elements have none.</summary>
    public static void NoRowsOfNothing(CodeWriter writer, Operand operand, string length)
    {
        writer.Line($"if ({length} == 0 && {operand.Parameter}.Length != 0)");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowLength({operand.Parameter}.Length, 0, {Quote(Plain(operand.Parameter))}, \"Length\");");
    }

    /// <inheritdoc cref="Scale"/>
    public static void ZeroPoint(CodeWriter writer, Operand zeroPoint, NumericType of)
    {
        string least = of.Minimum.ToString(CultureInfo.InvariantCulture), most = of.Maximum.ToString(CultureInfo.InvariantCulture);
        writer.Line($"if ({zeroPoint.Parameter} < {least} || {zeroPoint.Parameter} > {most})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowZeroPoint({zeroPoint.Parameter}, {least}, {most}, {Quote(Plain(zeroPoint.Parameter))});");
    }

    /// <summary>The most threads of a call are one or more, and so are other things; <paramref name="thrower"/> says it of them.</summary>
    public static void AtLeastOne(CodeWriter writer, string parameter, string thrower = "ThrowThreads")
    {
        writer.Line($"if ({parameter} < 1)");
        using (writer.Indent())
            writer.Line($"{Library}.{thrower}({parameter}, {Quote(Plain(parameter))});");
    }

    /// <summary>A check that the library makes whole, of numbers that belong to a parameter and have a name.</summary>
    public static void Call(CodeWriter writer, string check, string numbers, string parameter, string name) =>
        writer.Line(Expression(check, numbers, parameter, name) + ";");

    /// <summary>The same of numbers that have no other name.</summary>
    public static void Call(CodeWriter writer, string check, string numbers, string parameter) => writer.Line($"{Library}.{check}({numbers}, {Quote(Plain(parameter))});");

    /// <summary>The same where it gives a number.</summary>
    public static string Expression(string check, string numbers, string parameter, string name) =>
        $"{Library}.{check}({numbers}, {Quote(Plain(parameter))}, {Quote(name)})";

    /// <summary>The same of numbers that have no other name.</summary>
    public static string Expression(string check, string numbers, string parameter) => $"{Library}.{check}({numbers}, {Quote(Plain(parameter))})";

    /// <summary>Each head of keys is shared by as many query heads as every other.</summary>
    public static void Heads(CodeWriter writer, Dimension heads, Dimension kvHeads) =>
        writer.Line($"{Library}.Heads({heads.Expression}, {kvHeads.Expression}, {Quote(Plain(kvHeads.Parameter ?? heads.Parameter!))});");

    /// <summary>A leading dimension that is a parameter covers its rows.</summary>
    public static void LeadingDimension(CodeWriter writer, Dimension leading, string row)
    {
        if (leading.Parameter is not { } parameter)
            return;
        writer.Line($"if ({parameter} < {row})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowLeadingDimension({parameter}, {row}, {Quote(Plain(parameter))});");
    }

    /// <summary>An output shares no byte with another operand, but for the identical span where the kernel works in place.</summary>
    public static void NoOverlap(CodeWriter writer, string inputPointer, string inputLength, Operand input, string outputPointer, string outputLength, Operand output, bool mayBeIdentical)
    {
        string test = $"{Library}.Overlaps({inputPointer}, {inputLength} * sizeof({TypeOf(input)}), {outputPointer}, {outputLength} * sizeof({TypeOf(output)}))";
        if (mayBeIdentical)
            test = $"((void*){inputPointer} != (void*){outputPointer} || {input.Parameter}.Length != {output.Parameter}.Length) && {test}";
        writer.Line($"if ({test})");
        using (writer.Indent())
            writer.Line($"{Library}.ThrowOverlap({Quote(Plain(output.Parameter))}, {Quote(Plain(input.Parameter))}, {(mayBeIdentical ? "true" : "false")});");
    }

    /// <summary>The parameter's name without the @ that C# needs.</summary>
    private static string Plain(string parameter) => parameter.TrimStart('@');

    private static string TypeOf(Operand operand) => operand.IsIndex ? "int" : operand.Type.Keyword;

    private static string Quote(string text) => string.Format(CultureInfo.InvariantCulture, "\"{0}\"", text.Replace("\\", "\\\\").Replace("\"", "\\\""));
}
