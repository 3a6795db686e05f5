using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>Where a dense layer may normalise its rows first: where they are floats, and stay floats.</summary>
internal static class NormRules
{
    public static void Check(Signature signature, NumericType? element, AttributeReader attribute, Modifiers modifiers, List<Finding> findings, CancellationToken cancellation)
    {
        if (signature.Operands.FirstOrDefault(pair => pair.Operand.Role == FusedNorm.Gamma).Parameter is not { } gamma)
        {
            if (attribute.Double("Epsilon") is not null)
                findings.Add(new(Descriptors.OperandWithoutUse, attribute.PlaceOf("Epsilon"), "Epsilon", $"the operand '{FusedNorm.Gamma}', whose norm it belongs to"));
            return;
        }

        string? with = element is { IsByte: true } ? "rows of floats: codes have no norm"
            : modifiers.Accumulate == Accumulation.Int32 ? "sums of floats: Accumulate.Int32 makes codes of the rows, of which no bound is stated behind a norm; normalise by [RmsNorm]"
            : null;
        if (with is not null)
            findings.Add(new(Descriptors.OperandWithoutUse, MethodReader.Declaration(gamma, cancellation)?.Identifier.GetLocation() ?? attribute.Place, gamma.Name, with));
    }
}
