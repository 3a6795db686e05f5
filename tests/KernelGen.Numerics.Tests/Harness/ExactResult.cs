using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// One number of a result beside its exact value. <paramref name="Error"/> is |computed − exact| (for roots and quotients, not
/// less than it), <paramref name="Allowed"/> what the kernel's bound says.
/// </summary>
internal readonly record struct Checked(Dyadic Error, Dyadic Allowed)
{
    public bool Holds => Error <= Allowed;

    /// <summary>How much of the bound is used.</summary>
    public double Ratio => Error.Sign == 0 ? 0 : Dyadic.Ratio(Error, Allowed);
}

/// <summary>The exact value of what a kernel computes, in integers, against its bound.</summary>
internal static class ExactResult
{
    /// <summary>Bits of roots: their own error is below anything that a bound could hinge on, and counts against the kernel.</summary>
    private const int RootBits = 400;

    /// <summary>Every number of a result, as far as it is finite.</summary>
    public static IEnumerable<Checked> Check(Kernel kernel, KernelCall call, KernelResult result) => (kernel.Spec, kernel.Plan) switch
    {
        (DotSpec { Operation: "Cosine" }, _) => [Cosine(kernel.Plan.Bound, call.Vectors["a"], call.Vectors["b"], result.Returned)],
        (DotSpec, _) => [Sum(kernel, call, result.Returned)],
        (RowwiseSpec, _) => Normalized(kernel.Plan.Bound, call.Vectors["x"], result.Outputs["y"]),
        (GemvSpec gemv, _) => Gemv(kernel, call, gemv, result.Outputs["y"]),
        (_, { Norm: not null }) => ExactNormedDense.Check(kernel, call, result.Outputs["y"]),
        (MatrixProductSpec product, _) => Product(kernel, call, product, result),
        (RowsSpec rows, _) => ExactRows.Check(kernel.Plan.Bound, call, rows, result.Outputs["y"]),
        (RotarySpec rotary, _) => ExactRotation.Check(kernel.Plan.Bound, call, rotary, result.Outputs["y"]),
        (QuantizeSpec quantize, _) => Elements(kernel.Plan.Bound, call, quantize, result),
        (GroupedDenseSpec grouped, _) => Grouped(kernel, call, new GroupLayout(call, grouped), result.Outputs["y"]),
        (ConvolutionSpec convolution, WinogradPlan winograd) => ExactWinograd.Check(winograd, call, convolution, result.Outputs["y"]),
        (ConvolutionSpec convolution, _) => Convolution(kernel, call, convolution, result.Outputs["y"]),
        (PoolSpec pool, _) => Pool(kernel.Plan.Bound, call, pool, result.Outputs["y"]),
        (AttentionSpec attention, _) => ExactAttention.Check(kernel.Plan.Bound, call, attention, result),
        _ => throw new ArgumentException($"{kernel.Spec.Operation} has no bound of its own."),
    };

    private static Checked Sum(Kernel kernel, KernelCall call, double computed)
    {
        double[] a = call.Vectors["a"];
        double[] b = kernel.Spec.Operation == "SumOfSquares" ? a : call.Vectors["b"];
        Dyadic exact = Dyadic.Zero, size = Dyadic.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            Dyadic difference = Dyadic.From(a[i]) - Dyadic.From(b[i]);
            Dyadic term = kernel.Spec.Operation == "SquaredDistance" ? difference * difference : Dyadic.From(a[i]) * Dyadic.From(b[i]);
            exact += term;
            size += Dyadic.Abs(term);
        }

        return Against(kernel.Plan.Bound, a.Length, size, exact, computed);
    }

    private static Checked Against(ErrorBound bound, int length, Dyadic size, Dyadic exact, double computed, double scale = 1) => new(
        Dyadic.Abs(Dyadic.From(computed) - exact),
        (Dyadic.From(bound.Coefficient(length)) * size) + Dyadic.From(bound.AbsoluteTerm(length)) * Dyadic.From(Math.Max(1, Math.Abs(scale))));

    private static Checked Cosine(ErrorBound bound, double[] a, double[] b, double computed)
    {
        Dyadic ab = Dyadic.Zero, aa = Dyadic.Zero, bb = Dyadic.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            (Dyadic x, Dyadic y) = (Dyadic.From(a[i]), Dyadic.From(b[i]));
            (ab, aa, bb) = (ab + (x * y), aa + (x * x), bb + (y * y));
        }

        Dyadic allowed = Dyadic.From(bound.Coefficient(a.Length));
        (Dyadic lower, Dyadic upper) = Dyadic.SquareRoot(aa * bb, RootBits);
        if (upper.Sign == 0)
            return new Checked(Dyadic.Abs(Dyadic.From(computed)), allowed);

        // |computed − ab/r| ≤ C is |computed·r − ab| ≤ C·r.
        Dyadic error = Dyadic.Abs((Dyadic.From(computed) * lower) - ab);
        Dyadic other = Dyadic.Abs((Dyadic.From(computed) * upper) - ab);
        return new Checked(error < other ? other : error, allowed * lower);
    }

    private static IEnumerable<Checked> Normalized(ErrorBound bound, double[] x, double[] y)
    {
        Dyadic squares = Dyadic.Zero;
        foreach (double element in x)
            squares += Dyadic.From(element) * Dyadic.From(element);
        (Dyadic lower, Dyadic upper) = Dyadic.SquareRoot(squares, RootBits);
        for (int i = 0; i < x.Length; i++)
        {
            (Dyadic element, Dyadic computed) = (Dyadic.From(x[i]), Dyadic.From(y[i]));
            Dyadic error = Dyadic.Abs((computed * lower) - element), other = Dyadic.Abs((computed * upper) - element);
            yield return new Checked(error < other ? other : error,
                (Dyadic.From(bound.Coefficient(x.Length)) * Dyadic.Abs(element)) + (Dyadic.From(bound.AbsoluteTerm(x.Length)) * lower));
        }
    }

    private static IEnumerable<Checked> Gemv(Kernel kernel, KernelCall call, GemvSpec spec, double[] y)
    {
        int length = call.Size(spec.K), rows = call.Size(spec.M);
        double[] a = call.Vectors["a"], x = call.Vectors["x"];
        for (int m = 0; m < y.Length; m++)
            yield return Element(kernel, call, length, k => a[spec.Transpose ? (k * rows) + m : (m * length) + k], k => x[k], m, m, y[m]);
    }

    private static IEnumerable<Checked> Product(Kernel kernel, KernelCall call, MatrixProductSpec spec, KernelResult result)
    {
        var layout = new MatrixLayout(call, spec);
        bool dense = spec.Operation == "Dense";
        Func<int, double> zeroA = PlanInterpreter.ZeroPoint(call, dense ? "x" : "a"), zeroB = PlanInterpreter.ZeroPoint(call, dense ? "weight" : "b");
        double[] a = call.Vectors[dense ? "x" : "a"], b = call.Vectors[dense ? "weights" : "b"], c = result.Outputs[dense ? "y" : "c"];
        for (int matrix = 0; matrix < layout.Batch; matrix++)
        {
            for (int m = 0; m < layout.M; m++)
            {
                for (int n = 0; n < layout.N; n++)
                {
                    int at = layout.C.Index(matrix, m, n);
                    yield return Element(
                        kernel, call, layout.K, k => a[layout.A.Index(matrix, m, k)] - zeroA(0), k => b[layout.B.Index(matrix, k, n)] - zeroB(n), at, n, c[at]);
                }
            }
        }
    }

    /// <summary>A code less its zero point, times its scale, is a double exactly.</summary>
    private static IEnumerable<Checked> Grouped(Kernel kernel, KernelCall call, GroupLayout layout, double[] y)
    {
        double[] x = call.Vectors["x"];
        for (int at = 0; at < y.Length; at++)
        {
            (int m, int n) = (at / layout.N, at % layout.N);
            Checked rounded = Element(kernel, call, layout.K, k => x[(m * layout.K) + k], Weight, at, n, y[at]);
            yield return kernel.Plan is GroupedCodesPlan plan ? WithSteps(plan, rounded, x.AsSpan(m * layout.K, layout.K), Weight) : rounded;

            double Weight(int k) => layout.Weight(n, k) is var w ? (w.Code - w.ZeroPoint) * w.Scale : 0;
        }
    }

    /// <summary>127 times an error and what is allowed of it, so that a step, 1 / 127 of the largest magnitude in a group, is a number that can be written.</summary>
    private static Checked WithSteps(GroupedCodesPlan plan, Checked rounded, ReadOnlySpan<double> x, Func<int, double> weight)
    {
        Dyadic steps = Dyadic.Zero, whole = Dyadic.From(GroupedCodesPlan.LargestCode);
        double least = Math.ScaleB(GroupedCodesPlan.LargestCode, GroupedCodesPlan.SmallestScaleExponent);
        for (int k = 0; k < x.Length; k++)
            steps += Dyadic.From(Math.Max(QuantisedRow.LargestOfGroup(x, k, plan.GroupSize), least)) * Dyadic.Abs(Dyadic.From(weight(k)));
        return new(whole * rounded.Error, (whole * rounded.Allowed) + (Dyadic.From(ErrorBound.StepShare) * (Dyadic.From(1) + Dyadic.From(plan.Bound.Coefficient(x.Length))) * steps));
    }

    private static IEnumerable<Checked> Convolution(Kernel kernel, KernelCall call, ConvolutionSpec spec, double[] y)
    {
        var layout = new ConvolutionLayout(call, spec);
        double[] x = call.Vectors["x"], weights = call.Vectors["weights"];
        double zeroX = PlanInterpreter.ZeroPoint(call, "x")(0);
        Func<int, double> zeroWeights = PlanInterpreter.ZeroPoint(call, "weight");
        foreach ((int at, int image, int channel, int row, int column) in layout.Outputs())
        {
            (int InX, int InWeights)[] terms = [.. layout.TermsOf(image, channel, row, column, TermOrder.Given)];
            yield return Element(
                kernel, call, terms.Length, k => terms[k].InX < 0 ? 0 : x[terms[k].InX] - zeroX, k => weights[terms[k].InWeights] - zeroWeights(channel), at, channel, y[at]);
        }
    }

    /// <summary>n times the error of a mean, and what is allowed of it: Σ x is a number that can be written, and Σ x / n need not be. A maximum is exact.</summary>
    private static IEnumerable<Checked> Pool(ErrorBound bound, KernelCall call, PoolSpec spec, double[] y)
    {
        var layout = new PoolLayout(call, spec);
        double[] x = call.Vectors["x"];
        int length = layout.KernelHeight + layout.KernelWidth;
        foreach ((int at, int image, int channel, int oy, int ox) in layout.Outputs())
        {
            int[] rows = layout.Rows(oy), columns = layout.Columns(ox);
            double[] numbers = [.. from r in rows from c in columns select x[layout.InX(image, channel, r, c)]];
            if (spec.IsMax)
            {
                yield return new(y[at] == numbers.Append(double.NegativeInfinity).Max() ? Dyadic.Zero : Dyadic.From(1), Dyadic.Zero);
                continue;
            }

            Dyadic sum = Dyadic.Zero, size = Dyadic.Zero, count = Dyadic.From(Math.Max(1, spec.CountsAll ? layout.KernelHeight * layout.KernelWidth : numbers.Length));
            foreach (double number in numbers)
                (sum, size) = (sum + Dyadic.From(number), size + Dyadic.Abs(Dyadic.From(number)));
            yield return new(
                Dyadic.Abs((Dyadic.From(y[at]) * count) - sum), (Dyadic.From(bound.Coefficient(length)) * size) + (Dyadic.From(bound.AbsoluteTerm(length)) * count));
        }
    }

    /// <summary>Σ a·b · scales + bias + residual, in steps of a requantised result, which a clamp may have moved without a limit.</summary>
    private static Checked Quantised(Kernel kernel, KernelCall call, int length, Func<int, double> a, Func<int, double> b, int at, int biasAt, double computed)
    {
        Dyadic sum = Dyadic.Zero;
        for (int k = 0; k < length; k++)
            sum += Dyadic.From(a(k)) * Dyadic.From(b(k));
        foreach (string name in new[] { "xScale", "aScale", "weightScale", "bScale" })
            sum *= Dyadic.From(call.Scalars.GetValueOrDefault(name, 1));
        foreach (string name in new[] { "weightScales", "bScales" })
            sum *= Dyadic.From(call.Vectors.TryGetValue(name, out double[]? scales) ? scales[biasAt] : 1);
        Dyadic size = Dyadic.Abs(sum);
        foreach ((string name, int index) in new[] { ("bias", biasAt), ("residual", at) })
        {
            Dyadic addend = Dyadic.From(call.Vectors.TryGetValue(name, out double[]? addends) ? addends[index] : 0);
            (sum, size) = (sum + addend, size + Dyadic.Abs(addend));
        }

        NumericType output = kernel.Spec.Output;
        if (!output.IsByte)
            return Against(kernel.Plan.Bound, length, size, sum, computed);
        if (computed == output.Minimum || computed == output.Maximum)
            return new Checked(Dyadic.Zero, Dyadic.Zero);
        string result = kernel.Spec.Operation == "Gemm" ? "c" : "y";
        Dyadic step = Dyadic.From(call.Scalars[result + "Scale"]);
        Dyadic error = Dyadic.Abs((Dyadic.From(computed - call.Scalars.GetValueOrDefault(result + "ZeroPoint")) * step) - sum);
        return new Checked(error, (Dyadic.From(0.5) * step) + (Dyadic.From(kernel.Plan.Bound.Coefficient(length)) * size) + (Dyadic.From(kernel.Plan.Bound.AbsoluteTerm(length)) * step));
    }

    /// <summary>Each element by itself, in steps of its scale where those are what it is quantised to.</summary>
    private static IEnumerable<Checked> Elements(ErrorBound bound, KernelCall call, QuantizeSpec spec, KernelResult result)
    {
        double[] x = call.Vectors["x"], y = result.Outputs["y"];
        foreach ((int first, int count, int block) in QuantizeLayout.Blocks(call, spec))
        {
            double number = spec.IsDynamic ? result.Outputs["scales"][block] : QuantizeLayout.Number(call, "scale", block);
            double zero = result.Outputs.TryGetValue("zeroPoints", out double[]? found) ? found[block] : QuantizeLayout.Number(call, "zeroPoint", block);
            Dyadic scale = Dyadic.From(number);
            for (int i = first; i < first + count; i++)
            {
                if (!spec.IsQuantize)
                {
                    Dyadic exact = Dyadic.From(x[i] - zero) * scale;
                    yield return Against(bound, 1, Dyadic.Abs(exact), exact, y[i]);
                    continue;
                }

                // In a range that was found no element is clamped by more than a few roundings of 255 steps: see QuantizeAttribute.
                Dyadic error = Dyadic.Abs((Dyadic.From(y[i] - zero) * scale) - Dyadic.From(x[i]));
                if (spec.IsDynamic)
                    yield return new(error, Dyadic.From(0.5 + Math.ScaleB(1, -13)) * scale);
                else if (y[i] != spec.Output.Minimum && y[i] != spec.Output.Maximum)
                    yield return new(error, (Dyadic.From(0.5) * scale) + (Dyadic.From(bound.Coefficient(1)) * Dyadic.From(Math.Abs(x[i]))));
            }
        }
    }

    /// <summary>alpha·Σ a·b + beta·c + bias + residual, of what the kernel has.</summary>
    private static Checked Element(Kernel kernel, KernelCall call, int length, Func<int, double> a, Func<int, double> b, int at, int biasAt, double computed)
    {
        double alpha = call.Scalars.GetValueOrDefault("alpha", 1), beta = call.Scalars.GetValueOrDefault("beta");
        Dyadic exact = Dyadic.Zero, size = Dyadic.Zero;
        if (kernel.Spec.Element.IsByte)
            return Quantised(kernel, call, length, a, b, at, biasAt, computed);
        for (int k = 0; k < length; k++)
            Add(Dyadic.From(alpha) * Dyadic.From(a(k)) * Dyadic.From(b(k)));
        if (beta != 0)
            Add(Dyadic.From(beta) * Dyadic.From(call.Vectors[call.Vectors.ContainsKey("c") ? "c" : "y"][at]));
        if (call.Vectors.TryGetValue("bias", out double[]? bias))
            Add(Dyadic.From(bias[biasAt]));
        if (call.Vectors.TryGetValue("residual", out double[]? residual))
            Add(Dyadic.From(residual[at]));
        // Of a sum that the output's type does not hold nothing is said.
        return double.IsInfinity(computed) && size > Dyadic.From(kernel.Spec.Output.Maximum)
            ? new(Dyadic.Zero, Dyadic.Zero)
            : Against(kernel.Plan.Bound, length, size, exact, computed, alpha);

        void Add(Dyadic term)
        {
            exact += term;
            size += Dyadic.Abs(term);
        }
    }
}
