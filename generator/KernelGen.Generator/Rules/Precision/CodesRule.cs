using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1007: 8-bit weights or activations whose declared range leaves more than half of the codes without use.</summary>
internal static class CodesRule
{
    public static IEnumerable<Finding> Check(DeclaredKernel kernel)
    {
        // Vectors that are compared may be counts, which are as large as they are. What a layer multiplies stands for other numbers.
        if (kernel.Spec is not (MatrixProductSpec or GemvSpec or ConvolutionSpec or QuantizeSpec))
            yield break;
        foreach (Operand operand in kernel.Spec.Operands)
        {
            if (operand is not { Kind: OperandKind.Input or OperandKind.Packed, Type.IsByte: true, Range: { } range } || operand.Role.EndsWith("ZeroPoints", StringComparison.Ordinal))
                continue;
            double used = Codes.In(range, operand.Type);
            if (!Codes.AreWasted(used))
                continue;
            yield return new(
                Descriptors.CodesWasted, kernel.RangePlace(operand),
                operand.Parameter.TrimStart('@'), kernel.Name, Text.Of(range.Low), Text.Of(range.High), Figures.Of(used), operand.Type.Name,
                Figures.Of(Codes.BitsLost(used)), Remedy(kernel.Spec, operand, range));
        }
    }

    /// <summary>What spreads the range over the type: a smaller scale where 0 may stay where it is, else a zero point with it.</summary>
    private static string Remedy(KernelSpec spec, Operand operand, Interval range)
    {
        // What the type does not hold is no operand's value.
        range = new(Math.Max(range.Low, operand.Type.Minimum), Math.Min(range.High, operand.Type.Maximum));
        double moved = Figures.Below((Codes.Count - 1) / (range.High - range.Low));
        if (range.Low >= range.High || double.IsInfinity(moved))
            return range.Low > range.High ? $"{operand.Type.Name} holds none of these values" : "a constant needs no operand";
        string zeroPoint = Requantization.RoleOf(operand.Role, "ZeroPoint");
        bool isMoved = (spec.Find(zeroPoint) ?? spec.Find(zeroPoint + "s") ?? spec.Find("zeroPoint") ?? spec.Find("zeroPoints")) is not null;
        double fixedZero = Figures.Below(Math.Min(Times(range.High, operand.Type), Times(range.Low, operand.Type)));
        double used = Codes.In(new(Math.Round(range.Low * fixedZero), Math.Round(range.High * fixedZero)), operand.Type);
        if (!isMoved && !Codes.AreWasted(used))
            return $"a scale {Figures.Of(fixedZero)} times smaller spreads them over {Figures.Of(used)}";

        string how = isMoved || range is { Low: <= 0, High: >= 0 } ? "a zero point to match" : $"{Figures.Of((range.Low + range.High) / 2)} taken off them first";
        return $"a scale {Figures.Of(moved)} times smaller, with {how}, spreads them over {Figures.Of(Math.Floor((range.High - range.Low) * moved) + 1)}";
    }

    /// <summary>How much larger an end may be.</summary>
    private static double Times(double end, NumericType type) =>
        end > 0 ? type.Maximum / end : end < 0 && type.Minimum < 0 ? type.Minimum / end : double.PositiveInfinity;
}
