using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Inputs made to round badly.</summary>
internal static class Adversary
{
    public static readonly string[] Kinds = ["random", "positive", "cancelling", "huge and tiny", "denormal", "underflowing", "barely normal", "far apart", "one-sided"];

    /// <summary>Fills the vectors of a kernel with one sum (or one sum an output) so that its roundings hurt.</summary>
    public static KernelCall Fill(Kernel kernel, KernelCall call, string kind, int seed)
    {
        var numbers = new Numbers(seed);
        NumericType type = kernel.Spec.Element, range = kernel.Plan.AccumulatorGrid ?? type;
        if (kernel.Spec is AttentionSpec { Mask: { } mask })
            call.Vectors["mask"] = [.. Enumerable.Range(0, (int)call.LengthOf("mask")).Select(at => kind == "one-sided" ? mask.Type.IsInteger ? 1 : 0 : Rounding.To(mask.Type, AttentionCalls.MaskNumber(call, at, isSpecial: false, numbers)))];
        if (kernel.Spec.Find("alibiSlopes") is not null)
            call.Vectors["alibiSlopes"] = [.. Enumerable.Range(0, (int)call.LengthOf("alibiSlopes")).Select(head => kind == "one-sided" ? 0 : Math.ScaleB(1, -1 - head))];
        foreach (Operand operand in kernel.Spec is AttentionSpec && kind != "one-sided" ? kernel.Spec.Operands.Items.Where(operand => operand.Type.IsByte || operand.Role.Contains("Scale", StringComparison.Ordinal)) : [])
        {
            double Next() => Rounding.To(operand.Type, Inputs.Quantised(kernel.Spec, operand.Role, Kind.Even, numbers)!.Value);
            if (operand.Kind == OperandKind.Scalar)
                call.Scalars[operand.Role] = Next();
            else
                call.Vectors[operand.Role] = [.. Enumerable.Range(0, (int)call.LengthOf(operand.Role)).Select(_ => Next())];
        }

        if (type.IsByte || kernel.Spec is QuantizeSpec)
            return call.Fill((role, _) => Inputs.Quantised(kernel.Spec, role, (Kind)(seed % Inputs.Kinds.Length), numbers) ?? numbers.Even() * 3);
        if (kernel.Spec is GroupedDenseSpec grouped)
        {
            // Codes and scales that are ones, or any, or 3 times what lies halfway between two floats: every weight is rounded the same way, by the most there is.
            const double Third = 11184814.0 / (1 << 23);
            bool one = kind == "one-sided";
            foreach (string role in new[] { "weights", "weightScales", "weightZeroPoints" })
            {
                bool hasZeroPoints = kernel.Spec.Find("weightZeroPoints") is not null;
                double code = (one ? 1 : 3) + (hasZeroPoints ? 0 : grouped.Format.ZeroPoint());
                if (kernel.Spec.Find(role) is { } operand)
                {
                    call.Vectors[role] = [.. Enumerable.Range(0, (int)call.LengthOf(role)).Select(_ => !one && kind != "positive" ? Rounding.To(operand.Type, Inputs.Quantised(kernel.Spec, role, Kind.Even, numbers)!.Value)
                        : role == "weightScales" ? one ? 1 : Rounding.To(operand.Type, Third) : role == "weightZeroPoints" ? 0 : grouped.Format == Generator.Specs.WeightFormat.Int4 ? code * 17 : code)];
                }
            }

            // Every code of x but each group's first is 0, and each number just not half of a step.
            if (one && grouped.QuantisesX)
                return call.Fill((_, at) => at % Math.Max(1, call.Size(grouped.K)) % grouped.GroupSize == 0 ? 127 : 0.49);
            kind = kind == "cancelling" ? "random" : kind;
        }

        if (kernel.Spec is RotarySpec && kind is "one-sided" or "cancelling" or "barely normal")
            kind = "random"; // two products are no sum that could be led astray
        if (kernel.Plan is WinogradPlan && kind == "one-sided")
            return OneSidedTile(call, numbers, type);
        if (kind == "one-sided")
            return kernel.Spec is PoolSpec pool ? OneSidedWindow(kernel, call, pool) : kernel.Spec is AttentionSpec attention ? OneSidedValues(kernel, call, attention) : OneSided(kernel, call);
        if (kind == "barely normal")
            return BarelyNormal(kernel, call, numbers);
        if (kind == "cancelling")
            return Cancelling(call, numbers, type);
        if (kind == "underflowing")
            call.Scalars.Remove("alpha");
        return call.Fill((role, i) => kind switch
        {
            "random" => numbers.Even(),
            "positive" => numbers.Next(),
            "huge and tiny" => numbers.Wide(Numbers.SpanOf(range)),
            "denormal" => numbers.Tiny(type),
            // Products near the smallest number, scaled up again where the kernel has an alpha.
            "underflowing" => role == "alpha" ? 1 << 20 : Math.ScaleB(numbers.Even(), type.SmallestExponent / 2),

            // Beside the largest, the others underflow when they are divided by the norm.
            "far apart" => Numbers.SpanOf(range) switch
            {
                250 => i == 0 ? 1e150 : numbers.Even() * 1e-170,
                30 => i == 0 ? 1e18 : numbers.Even() * 1e-24,
                _ => i == 0 ? 200 : numbers.Even() * 1e-6,
            },
            _ => throw new ArgumentException($"No kind '{kind}'.", nameof(kind)),
        });
    }

    /// <summary>The second half takes away what the first half brought, but for a little.</summary>
    private static KernelCall Cancelling(KernelCall call, Numbers numbers, NumericType type)
    {
        call.Fill((_, _) => numbers.Wide(8));
        foreach ((string role, double[] elements) in call.Vectors.Where(vector => vector.Key != "mask" && !(call.Spec is AttentionSpec && (call.Spec[vector.Key].Type.IsByte || vector.Key.EndsWith("Scales", StringComparison.Ordinal)))))
        {
            double sign = role is "b" or "x" or "weights" ? -1 : 1;
            for (int i = elements.Length / 2; i < elements.Length; i++)
                elements[i] = Rounding.To(call.Spec[role].Type is { IsHalfWord: true } narrow ? narrow : type, sign * elements[i - (elements.Length / 2)] * (1 + (Math.ScaleB(numbers.Even(), -type.Precision + 3))));
        }

        return call;
    }

    /// <summary>
    /// Products hardly larger than a normal number, which all round the same way by as much as underflow can: of pairs (a, b) the one for
    /// which a·b rounds down and a·a and b·b round up the most.
    /// </summary>
    private static KernelCall BarelyNormal(Kernel kernel, KernelCall call, Numbers numbers)
    {
        NumericType type = kernel.Spec.Element, accumulator = kernel.Plan.Accumulator;
        int terms = Math.Max(1, call.Size(kernel.Plan.Length));
        int exponent = Math.Max(type.SmallestExponent + type.Precision, (accumulator.SmallestExponent + accumulator.Precision + 1) / 2);
        (double A, double B) best = default;
        double most = double.NegativeInfinity;
        for (int i = 0; i < 300; i++)
        {
            double a = Rounding.To(type, Math.ScaleB(1.5 + (numbers.Even() / 2), exponent)), b = Rounding.To(type, Math.ScaleB(1.5 + (numbers.Even() / 2), exponent));
            double gain = Gain(a, a) + Gain(b, b) - Gain(a, b);
            if (gain > most)
                (most, best) = (gain, (a, b));
        }

        return call.Fill((role, _) => role is "b" or "weights" || (role == "x" && kernel.Spec is GemvSpec) ? best.B : best.A);

        // How far rounding to a multiple of the smallest number carries a product up.
        double Gain(double x, double y)
        {
            Dyadic product = Dyadic.From(x) * Dyadic.From(y);
            double units = Dyadic.Ratio(product, Dyadic.PowerOfTwo(accumulator.SmallestExponent));
            return Math.Round(units) - units;
        }
    }

    /// <summary>
    /// A one, and then along its way through lane, accumulators and tree a little less than half of its last place at every
    /// addition: each is rounded away, so the error is nearly a unit roundoff for each rounding that the bound counts.
    /// </summary>
    private static KernelCall OneSided(Kernel kernel, KernelCall call)
    {
        ArithmeticPlan plan = kernel.Plan;
        double lost = Math.ScaleB(1 - Math.ScaleB(1, 2 - kernel.Spec.Element.Precision), -(plan.AccumulatorGrid ?? plan.Accumulator).Precision);
        double root = Rounding.To(kernel.Spec.Element, Math.Sqrt(lost) * (1 - Math.ScaleB(1, 1 - kernel.Spec.Element.Precision)));
        int length = Math.Max(1, call.Size(plan.Length));
        int transposedRows = call.Spec is GemvSpec { Transpose: true } or MatrixProductSpec { TransposeA: true } ? Math.Max(1, call.Size("M")) : 0;
        return call.Fill((role, at) =>
        {
            int i = transposedRows > 0 ? at / transposedRows % length : at % length;
            bool onTheWay = plan is not LanePlan lanes || OnTheWay(lanes, i);
            return (role, kernel.Spec.Operation) switch
            {
                ("b", "SquaredDistance") => 0,
                (_, "SquaredDistance" or "SumOfSquares") or ("x", "Normalize") => i == 0 ? 1 : onTheWay ? root : 0,
                // The cosine's sums all lose alike unless no element is in both vectors.
                ("a", "Cosine") => i == 0 ? 1 : onTheWay && i / lanesOf(plan) % 2 == 0 ? root : 0,
                ("b", "Cosine") => i == 0 ? 1 : onTheWay && i / lanesOf(plan) % 2 == 1 ? root : 0,
                // A filter's first number comes first in either order, and every window sees the filter whole.
                ("weights", "Conv2D" or "Conv1D") => i == 0 ? 1 : lost,
                ("x", "Conv2D" or "Conv1D" or "ConvTranspose2D") => 1,
                // So does in each of the phases a tap of its first channel: the first of all is that of the phase with the longest sums.
                ("weights", "ConvTranspose2D") => IsFirst(new ConvolutionLayout(call, (ConvolutionSpec)kernel.Spec), at) ? 1 : lost,
                ("alpha", _) => 1,
                ("beta", _) => 0,
                ("bias" or "residual", _) => lost,
                ("b" or "weights", _) or ("x", "Gemv") => 1,
                _ => i == 0 ? 1 : onTheWay ? lost : 0,
            };
        });

        static bool IsFirst(ConvolutionLayout layout, int at)
        {
            int taps = layout.KernelHeight * layout.KernelWidth, filters = layout.OutChannels / layout.Groups;
            return at % taps == 0 && at / taps / filters % layout.GroupChannels == 0;
        }

        static int lanesOf(ArithmeticPlan plan) => plan is LanePlan lanes ? lanes.Lanes * lanes.Accumulators : 1;
    }

    /// <summary>
    /// A weight in the corner of each filter, and pixels of the signs that the last rows of the transforms have: what is amplified the most. All channels are
    /// alike, so that a chain's sum loses the same part of a last place again and again.
    /// </summary>
    private static KernelCall OneSidedTile(KernelCall call, Numbers numbers, NumericType type)
    {
        var layout = new ConvolutionLayout(call, (ConvolutionSpec)call.Spec);
        double[] x = new double[call.LengthOf("x")], weights = new double[call.LengthOf("weights")];
        int[] signs = [1, -1, -1, 1, 1, -1];
        double[] pixels = [.. Enumerable.Range(0, 36).Select(i => signs[i / 6] * signs[i % 6] * (1 - (numbers.Next() / 16)))];
        double weight = 1 + numbers.Next();
        for (int i = 0; i < weights.Length; i += 9)
            weights[i + 8] = Rounding.To(type, weight);
        for (int image = 0; image < layout.Batch; image++)
        {
            for (int channel = 0; channel < layout.InChannels; channel++)
            {
                for (int i = 0; i < 36; i++)
                {
                    if (layout.InX(image, channel, i / 6, i % 6) is >= 0 and var at)
                        x[at] = Rounding.To(type, pixels[i]);
                }
            }
        }

        (call.Vectors["x"], call.Vectors["weights"]) = (x, weights);
        return call.Fill((_, _) => 0);
    }

    /// <summary>
    /// A one at the corner of every channel, under it, and beside it at the top of each column, what is rounded away; every other number is 0. So the window
    /// at the corner loses nearly half of a last place an addition.
    /// </summary>
    private static KernelCall OneSidedWindow(Kernel kernel, KernelCall call, PoolSpec spec)
    {
        var layout = new PoolLayout(call, spec);
        double lost = Math.ScaleB(1 - Math.ScaleB(1, 2 - spec.Element.Precision), -(kernel.Plan.AccumulatorGrid ?? kernel.Plan.Accumulator).Precision);
        double[] x = new double[call.LengthOf("x")];
        foreach ((int at, int image, int channel, int oy, int ox) in layout.Outputs())
        {
            int[] rows = layout.Rows(oy), columns = layout.Columns(ox);
            if (rows.Length == 0 || columns.Length == 0 || rows[0] != 0 || columns[0] != 0)
                continue;
            foreach (int r in rows)
                x[layout.InX(image, channel, r, 0)] = Rounding.To(spec.Element, lost);
            foreach (int c in columns)
                x[layout.InX(image, channel, 0, c)] = Rounding.To(spec.Element, lost);
            x[layout.InX(image, channel, 0, 0)] = 1;
        }

        call.Vectors["x"] = x;
        return call.Fill((_, _) => 0);
    }

    /// <summary>Keys that weigh alike, and of the values that the last query sees the first is 1, the others what is rounded away.</summary>
    private static KernelCall OneSidedValues(Kernel kernel, KernelCall call, AttentionSpec spec)
    {
        var layout = new AttentionShape(call, spec);
        double lost = Math.ScaleB(1 - Math.ScaleB(1, 2 - spec.Element.Precision), -kernel.Plan.Accumulator.Precision);
        (string role, int columns) = spec.Find("valueScales") is null ? ("v", layout.ValueDim) : ("valueScales", 1); // of codes the scales are what is so small
        double[] v = new double[call.LengthOf(role)];
        Array.Fill(v, Rounding.To(spec[role].Type, lost));
        for (int sequence = 0; sequence < layout.Batch && layout.Keys > 0; sequence++)
        {
            for (int head = 0; head < layout.KvHeads; head++)
                v.AsSpan(layout.Scale(sequence, head, layout.First(Math.Max(0, layout.Queries - 1))) * columns, columns).Fill(1);
        }

        call.Vectors[role] = v;
        return call.Fill((role, _) => role is "k" or "v" or "valueScale" ? 1 : 0);
    }

    /// <summary>
    /// Element 0 is in lane 0 of accumulator 0. Whatever else goes there meets it in the chain; the first elements of the
    /// accumulators A/2, A/4, … and of the lanes L/2, L/4, … meet it in the tree.
    /// </summary>
    private static bool OnTheWay(LanePlan plan, int index)
    {
        index = plan is GroupedPlan grouped ? (int)grouped.PositionOf(index) : index;
        (int accumulator, int lane) = plan.PlaceOf(index);
        bool first = index < plan.Lanes * plan.Accumulators;
        return (lane == 0 && accumulator == 0)
            || (first && lane == 0 && int.IsPow2(accumulator))
            || (first && accumulator == 0 && int.IsPow2(lane));
    }
}
