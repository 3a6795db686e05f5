using System.Collections.Immutable;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>The sums that kernels are made of, plain or compensated.</summary>
internal static class Reductions
{
    /// <summary>Σ a·b over two operands, or Σ a·a over one.</summary>
    public static Reduction Products(NumericType type, bool compensated, string a, string b, NumericType? grid = null)
    {
        bool square = a == b;
        return Make(type, compensated, square ? $"Σ {a}²" : $"Σ {a}·{b}", square ? [a] : [a, b], (p, operands) =>
        {
            Value x = operands[0], y = square ? operands[0] : operands[1];
            return (x, y, null);
        }, grid);
    }

    /// <summary>Σ a of one operand. Compensated, each addition's own rounding error is carried along (Knuth's two-sum).</summary>
    public static Reduction Sum(NumericType type, bool compensated, string a, NumericType? grid = null)
    {
        Reduction squares = Products(type, compensated, a, a, grid);
        var step = new ProgramBuilder(type);
        Value term = step.Input(a), s = step.Input("s");
        if (!compensated)
            return squares with { Name = $"Σ {a}", Step = step.Build(Kept(step, grid, s + term)) };
        Value e = step.Input("e");
        (Value sum, Value error) = TwoSum(s, term);
        return squares with { Name = $"Σ {a}", Step = step.Build(sum, e + error) };
    }

    /// <summary>The largest of one operand's numbers, in which no order can be seen: NaN is passed over, and which zero it is tells nobody who subtracts it from x.</summary>
    public static Reduction Largest(NumericType type, string a)
    {
        var step = new ProgramBuilder(type);
        var merge = new ProgramBuilder(type);
        var collapse = new ProgramBuilder(type);
        Value mergeLeft = merge.Input("s"), mergeRight = merge.Input("s2");
        return new($"max {a}", new([a]), new(["s"]), step.Build(step.Max(step.Input(a), step.Input("s"))), merge.Build(merge.Max(mergeRight, mergeLeft)), collapse.Build(collapse.Input("s")));
    }

    /// <summary>
    /// The largest of one operand's numbers, or NaN where one is. Of zeros of either sign it is the first, so the order shows. (Merge takes the other state as
    /// Step takes a number.)
    /// </summary>
    public static Reduction LargestOrNaN(NumericType type, string a)
    {
        var step = new ProgramBuilder(type);
        var merge = new ProgramBuilder(type);
        var collapse = new ProgramBuilder(type);
        Value number = step.Input(a), most = step.Input("s"), mergeLeft = merge.Input("s"), mergeRight = merge.Input("s2");
        return new(
            $"max {a}", new([a]), new(["s"]), step.Build(Larger(step, number, most)), merge.Build(Larger(merge, mergeRight, mergeLeft)), collapse.Build(collapse.Input("s")));

        static Value Larger(ProgramBuilder p, Value number, Value most) => p.Select(p.Equal(number, number), p.Max(number, most), number);
    }

    /// <summary>What an accumulator holds of a sum.</summary>
    private static Value Kept(ProgramBuilder p, NumericType? grid, Value sum) => grid is null ? sum : HalfWords.Round(p, grid, sum);

    /// <summary>Σ (a − b)², by direct difference. Compensated, the difference's own rounding error is carried along.</summary>
    public static Reduction SquaredDifferences(NumericType type, bool compensated, string a, string b, NumericType? grid = null) =>
        Make(type, compensated, $"Σ ({a} − {b})²", [a, b], (p, operands) =>
        {
            Value difference = operands[0] - operands[1];
            if (!compensated)
                return (difference, difference, null);
            (Value exact, Value error) = TwoSum(operands[0], -operands[1]);
            return (exact, exact, p.Fma(exact + exact, error, p.Constant(0)));
        }, grid);

    /// <summary>s + e = a + b exactly (Knuth): s is the rounded sum, e its error.</summary>
    private static (Value Sum, Value Error) TwoSum(Value a, Value b)
    {
        Value sum = a + b;
        Value z = sum - a;
        return (sum, (a - (sum - z)) + (b - z));
    }

    private static Reduction Make(
        NumericType type,
        bool compensated,
        string name,
        ImmutableArray<string> operands,
        Func<ProgramBuilder, Value[], (Value X, Value Y, Value? Correction)> factors,
        NumericType? grid)
    {
        var step = new ProgramBuilder(type);
        (Value x, Value y, Value? correction) = factors(step, operands.Select(step.Input).ToArray());
        var merge = new ProgramBuilder(type);
        var collapse = new ProgramBuilder(type);

        if (!compensated)
        {
            Program stepped = step.Build(Kept(step, grid, step.Fma(x, y, step.Input("s"))));
            Program merged = merge.Build(Kept(merge, grid, merge.Input("s") + merge.Input("s2")));
            return new Reduction(name, operands, new(["s"]), stepped, merged, collapse.Build(collapse.Input("s")));
        }

        // Dot2 of Ogita, Rump and Oishi (2005) with a fused multiply-add for the product's error.
        Value s = step.Input("s"), e = step.Input("e");
        Value product = x * y;
        Value productError = step.Fma(x, y, -product);
        if (correction is { } c)
            productError += c;
        (Value sum, Value sumError) = TwoSum(s, product);
        Program compensatedStep = step.Build(sum, e + (productError + sumError));

        Value s1 = merge.Input("s"), e1 = merge.Input("e"), s2 = merge.Input("s2"), e2 = merge.Input("e2");
        (Value both, Value error) = TwoSum(s1, s2);
        Program compensatedMerge = merge.Build(both, (e1 + e2) + error);

        // An infinite sum makes its own error NaN: then the sum alone is the answer.
        Value total = collapse.Input("s"), rest = collapse.Input("e");
        Program collapsed = collapse.Build(collapse.Select(collapse.Equal(rest, rest), total + rest, total));
        return new Reduction(name, operands, new(["s", "e"]), compensatedStep, compensatedMerge, collapsed);
    }
}
