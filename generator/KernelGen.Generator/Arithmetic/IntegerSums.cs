using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Sums of products of 8-bit integers, which are exact: in int while no sum of the types' own numbers can pass it, whatever is declared of the
/// operands; else in double, which holds every integer to 2⁵³ and so every sum of 1.3·10¹¹ products.
/// </summary>
internal static class IntegerSums
{
    /// <summary>The accumulator's type. A length of run time that is summed in int is checked at the kernel's door.</summary>
    public static NumericType AccumulatorOf(KernelSpec spec, Dimension length)
    {
        bool wide = spec.Accumulate == Accumulation.Int64 || (spec.Output == NumericType.Int64 && spec.Accumulate != Accumulation.Int32);
        return wide || (spec.Operands.Count > 0 && length.Fixed > SafeLength(spec)) ? NumericType.Float64 : NumericType.Int32;
    }

    /// <summary>The longest sum that an int holds, whatever numbers of their types the operands have: 65,793 products of byte and sbyte.</summary>
    public static long SafeLength(KernelSpec spec) => ValueRange.Sums(spec, ValueRange.OfType).Min(sum => sum.LongestWithin(NumericType.Int32));

    /// <summary>Σ a·b over two operands, or Σ a·a over one: neighbours lie side by side as 16-bit numbers of an int, and both products are added.</summary>
    public static Reduction Products(string a, string b)
    {
        bool square = a == b;
        return Make(square ? $"Σ {a}²" : $"Σ {a}·{b}", square ? [a] : [a, b], (p, operands, s) => p.Emit(Op.DotPairs, operands[0], operands[operands.Length - 1], s));
    }

    /// <summary>
    /// The same sums with four neighbours to a number, where <see cref="FitInQuads"/> says that two neighbours' products fit 16 bits. Exact sums have no
    /// order, so a schedule may choose. <paramref name="isTurned"/>: the one without a sign is b's.
    /// </summary>
    public static Reduction ProductsOfQuads(string a, string b, bool isTurned) => Make($"Σ {a}·{b}", [a, b], (p, operands, s) =>
        p.Emit(Op.DotPairs, p.Emit(Op.MultiplyAddBytes, operands[isTurned ? 1 : 0], operands[isTurned ? 0 : 1]), p.ConstantBits(0x0001_0001), s));

    /// <summary>Whether four neighbours' numbers are what a sum multiplies: a difference of two 8-bit integers is none.</summary>
    public static bool TakesQuads(Reduction sum) => sum.Step.Body.Items.All(instruction => instruction.Op is Op.Input or Op.DotPairs);

    /// <summary>The same sum with four neighbours to a number, of processors that add four products at once; <paramref name="isTurned"/> where a's is its second.</summary>
    public static Reduction DotOfQuads(Reduction sum, Func<string, NumericType> typeOf, bool isTurned = false)
    {
        string a = sum.Operands[0], b = sum.Operands[sum.Operands.Count - 1];
        ulong signs = (typeOf(a) == NumericType.SByte ? 1u : 0) | (typeOf(b) == NumericType.SByte ? 2u : 0);
        return Make(sum.Name, [.. sum.Operands], (p, operands, s) => p.Emit(Op.DotQuads, operands[isTurned ? operands.Length - 1 : 0], operands[isTurned ? 0 : operands.Length - 1], s, signs));
    }

    /// <summary>Whether the declared values, which are checked in each call, leave two neighbouring products within 16 bits: the first factor's without a sign.</summary>
    public static bool FitInQuads(KernelSpec spec, string a, string b)
    {
        if (spec.Find(a) is not { Type.IsByte: true } left || spec.Find(b) is not { Kind: OperandKind.Input or OperandKind.Packed } right || right.Type != NumericType.SByte
            || HasZeroPoints(spec)
            || ValueRange.Of(left) is not { } x || ValueRange.Of(right) is not { } y)
            return false;
        return x.Low >= 0 && 2 * x.High * y.Magnitude <= short.MaxValue;
    }

    /// <summary>The same of the factors of a product whose second may come packed, which is worth strips of four neighbours in its pack; filters that are packed by phases are in none.</summary>
    public static bool TakesPackInQuads(KernelSpec spec) => spec is not TransposedConvolutionSpec && (spec is MatrixProductSpec { Operation: "Gemm" } ? FitInQuads(spec, "a", "b") : FitInQuads(spec, "x", "weights"));

    /// <summary>Whether a factor of the products is an element less a zero point.</summary>
    public static bool HasZeroPoints(KernelSpec spec) =>
        spec.Operands.Items.Any(operand => operand.Role.Contains("ZeroPoint") && operand.Role[0] != 'y' && operand.Role[0] != 'c');

    /// <summary>Σ (a − b)²; the difference of two 8-bit numbers is one of 16 bits.</summary>
    public static Reduction SquaredDifferences(string a, string b) => Make($"Σ ({a} − {b})²", [a, b], (p, operands, s) =>
    {
        Value difference = p.Emit(Op.SubtractHalves, operands[0], operands[1]);
        return p.Emit(Op.DotPairs, difference, difference, s);
    });

    private static Reduction Make(string name, string[] operands, Func<ProgramBuilder, Value[], Value, Value> sum)
    {
        var step = new ProgramBuilder(NumericType.Int32);
        Value[] factors = operands.Select(step.Input).ToArray();
        var merge = new ProgramBuilder(NumericType.Int32);
        var collapse = new ProgramBuilder(NumericType.Int32);
        return new Reduction(
            name,
            new([.. operands]),
            new(["s"]),
            step.Build(sum(step, factors, step.Input("s"))),
            merge.Build(merge.Input("s") + merge.Input("s2")),
            collapse.Build(collapse.Input("s")));
    }
}
