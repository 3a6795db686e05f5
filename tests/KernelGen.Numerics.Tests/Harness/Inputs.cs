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
    public static readonly Kind[] Kinds = Enum.GetValues<Kind>();

    /// <summary>Fills a call's operands with numbers of one kind. Scalars stay even numbers, lest a NaN hide everything.</summary>
    public static KernelCall Fill(this KernelCall call, Kind kind, int seed)
    {
        var numbers = new Numbers(seed);
        NumericType type = call.Spec.Element;
        return call.Fill((role, _) => call.Spec[role].Kind == OperandKind.Scalar ? numbers.Even() : kind switch
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
