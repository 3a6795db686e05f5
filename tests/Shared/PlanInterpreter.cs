using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Does what a plan says, a number at a time: the reference that every emitted kernel must equal to the bit.</summary>
internal static class PlanInterpreter
{
    public static KernelResult Run(ArithmeticPlan plan, KernelCall call) => plan.Norm is { } norm ? Run(plan with { Norm = null }, Behind(norm, call)) : (plan, call.Spec) switch
    {
        (LanePlan lanes, DotSpec) => Pair(lanes, call),
        (LanePlan lanes, RowwiseSpec) => Normalize(lanes, call),
        (LanePlan lanes, OneToManySpec many) => many.K is null ? Similarities(lanes, call) : TopK(lanes, call, many),
        (LanePlan lanes, GemvSpec gemv) => Gemv(lanes, call, gemv),
        (RowPlan rows, RowsSpec) => Rows(rows, call),
        (RotaryPlan turns, RotarySpec rotary) => Rotary(turns, call, rotary),
        (QuantizePlan map, QuantizeSpec quantize) => Quantize(map, call, quantize),
        (ChainPlan chain, GemvSpec gemv) => GemvByChains(chain, call, gemv),
        (ChainPlan chain, MatrixProductSpec product) => Product(chain, call, product),
        (GroupedPlan grouped, GroupedDenseSpec dense) => Grouped(grouped, call, dense),
        (GroupedCodesPlan grouped, GroupedDenseSpec dense) => GroupedCodes(grouped, call, dense),
        (WinogradPlan winograd, ConvolutionSpec convolution) => WinogradInterpreter.Run(winograd, call, convolution),
        (ChainPlan chain, ConvolutionSpec convolution) => Convolution(chain, call, convolution),
        (PoolPlan windows, PoolSpec pool) => Pool(windows, call, pool),
        (AttentionPlan rows, AttentionSpec attention) => Attention(rows, call, attention),
        _ => throw new ArgumentException($"No meaning for {call.Spec.Operation} with {plan.GetType().Name}."),
    };

    /// <summary>The same call, of rows of x that have been normalised.</summary>
    private static KernelCall Behind(RowPlan norm, KernelCall call)
    {
        var rows = new KernelCall(FusedNorm.Of(call.Spec)!);
        rows.Sizes[norm.Length.Name] = call.Size(norm.Length);
        foreach (string role in new[] { "x", FusedNorm.Gamma })
            rows.Vectors[role] = call.Vectors[role];
        KernelCall behind = call.Clone();
        behind.Vectors["x"] = Rows(norm, rows).Outputs["y"];
        return behind;
    }

    /// <summary>One sum along the vector. <paramref name="element"/> gives operand number, index → number.</summary>
    public static ulong LaneSum(LanePlan plan, Reduction sum, int length, Func<int, int, double> element)
    {
        int lanes = plan.Lanes, accumulators = plan.Accumulators, states = sum.State.Count, operands = sum.Operands.Count;
        ulong[] state = new ulong[accumulators * lanes * states];
        Span<ulong> inputs = stackalloc ulong[operands + states];
        for (int i = 0; i < length || i % plan.Block != 0; i++)
        {
            (int accumulator, int lane) = plan.PlaceOf(i);
            for (int operand = 0; operand < operands; operand++)
                inputs[operand] = i < length ? Factor(plan, plan.Adjacent, element(operand, i)) : 0;
            Span<ulong> one = Of(accumulator, lane);
            one.CopyTo(inputs[operands..]);
            ScalarInterpreter.Run(sum.Step, inputs, one);
        }

        for (int half = accumulators / 2; half >= 1; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                for (int lane = 0; lane < lanes; lane++)
                    Merge(sum, Of(i, lane), Of(i + half, lane));
            }
        }

        for (int half = lanes / 2; half >= 1; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                Merge(sum, Of(0, lane), Of(0, lane + half));
        }

        return Collapse(sum, Of(0, 0));

        Span<ulong> Of(int accumulator, int lane) => state.AsSpan(((accumulator * lanes) + lane) * states, states);
    }

    /// <summary>One unbroken chain. <paramref name="a"/> and <paramref name="b"/> give index → number.</summary>
    public static ulong ChainSum(ChainPlan plan, int length, Func<int, double> a, Func<int, double> b)
    {
        ulong[] state = new ulong[plan.Sum.State.Count];
        for (int k = 0; k < length; k++)
            ChainStep(plan, state, a(k), b(k));
        return Collapse(plan.Sum, state);
    }

    /// <summary>One step of a chain: the state, and one element of each operand.</summary>
    public static void ChainStep(ChainPlan plan, ulong[] state, double a, double b)
    {
        Span<ulong> inputs = stackalloc ulong[2 + state.Length];
        inputs[0] = Factor(plan, plan.Adjacent, a);
        inputs[1] = Factor(plan, plan.Adjacent, b);
        state.CopyTo(inputs[2..]);
        ScalarInterpreter.Run(plan.Sum.Step, inputs, state);
    }

    /// <summary>The result of a chain whose epilogue takes the sum alone.</summary>
    public static double ChainResult(ChainPlan plan, ulong[] state)
    {
        ulong sum = Collapse(plan.Sum, state);
        return Round(plan, plan.Epilogue, Finish(plan.Epilogue, name => name == "sum" ? sum : throw new ArgumentException($"The epilogue asks for '{name}'.")));
    }

    private static void Merge(Reduction sum, Span<ulong> left, ReadOnlySpan<ulong> right)
    {
        Span<ulong> inputs = stackalloc ulong[left.Length + right.Length];
        left.CopyTo(inputs);
        right.CopyTo(inputs[left.Length..]);
        ScalarInterpreter.Run(sum.Merge, inputs, left);
    }

    private static ulong Collapse(Reduction sum, ReadOnlySpan<ulong> state) => Result(sum.Collapse, state);

    /// <summary>Runs a program whose inputs are given by name.</summary>
    private static ulong Finish(Program program, Func<string, ulong> input)
    {
        ReadOnlySpan<string> names = program.Inputs.Items.AsSpan();
        Span<ulong> inputs = stackalloc ulong[names.Length];
        for (int i = 0; i < names.Length; i++)
            inputs[i] = input(names[i]);
        return Result(program, inputs);
    }

    private static ulong Result(Program program, ReadOnlySpan<ulong> inputs)
    {
        Span<ulong> result = stackalloc ulong[1];
        ScalarInterpreter.Run(program, inputs, result);
        return result[0];
    }

    private static double Round(ArithmeticPlan plan, Program program, ulong result) =>
        Rounding.To(plan.Output, Rounding.FromBits(program.Type, result));

    /// <summary>An element as the step takes it; an 8-bit integer as the lower of two 16-bit halves.</summary>
    private static ulong Factor(ArithmeticPlan plan, bool adjacent, double number) => Rounding.ToBits(plan.Accumulator, number) & (adjacent ? 0xffff : ulong.MaxValue);

    /// <summary>A sum as a number of what follows it.</summary>
    private static ulong Converted(ArithmeticPlan plan, Program program, ulong sum) =>
        program.Type == plan.Accumulator ? sum : Rounding.ToBits(program.Type, Rounding.FromBits(plan.Accumulator, sum));

    /// <summary>The plan's sums over one pair of vectors, then Finish; <paramref name="vector"/> gives an operand's numbers by its name.</summary>
    private static ulong Sums(LanePlan plan, Program finish, int length, Func<string, Func<int, double>> vector, Func<string, double> scalar)
    {
        var sums = new Dictionary<string, ulong>();
        for (int i = 0; i < plan.Sums.Count; i++)
        {
            Reduction sum = plan.Sums[i];
            Func<int, double>[] operands = [.. sum.Operands.Items.Select(vector)];
            sums.Add(plan.SumNames[i], LaneSum(plan, sum, length, (operand, index) => operands[operand](index)));
        }

        return Finish(finish, name => sums.TryGetValue(name, out ulong sum) ? Converted(plan, finish, sum) : Rounding.ToBits(finish.Type, scalar(name)));
    }

    private static double NoScalar(string name) => throw new ArgumentException($"The plan asks for '{name}', which the kernel does not have.");

    private static KernelResult Pair(LanePlan plan, KernelCall call)
    {
        int length = call.Size(plan.Length);
        ulong result = Sums(plan, plan.Finish, length, name => Elements(call, name), NoScalar);
        return new KernelResult(Round(plan, plan.Finish, result), new Dictionary<string, double[]>());
    }

    private static Func<int, double> Elements(KernelCall call, string role)
    {
        double[] elements = call.Vectors[role];
        return i => elements[i];
    }

    private static KernelResult Normalize(LanePlan plan, KernelCall call)
    {
        double[] x = call.Vectors["x"];
        ulong norm = Sums(plan, plan.Finish, x.Length, name => Elements(call, name), NoScalar);
        double[] y = [.. x.Select(element => Round(plan, plan.Map!, Finish(plan.Map!, name => name == "x" ? Rounding.ToBits(plan.Accumulator, element) : norm)))];
        return Outputs(0, ("y", y));
    }

    private static KernelResult Rows(RowPlan plan, KernelCall call)
    {
        int length = call.Size(plan.Length);
        double[] y = new double[call.Vectors["x"].Length];
        ulong[] values = new ulong[length];
        for (int first = 0; first < y.Length; first += length)
        {
            var numbers = new Dictionary<string, ulong>();
            foreach (RowPass pass in plan.Passes)
            {
                for (int i = 0; i < length; i++)
                    values[i] = Finish(pass.Value, name => Input(name, i));
                ulong all = RowReduction(plan, pass, values);
                numbers.Add(pass.Name, Finish(pass.Finish, name => name switch
                {
                    "all" => all,
                    "count" => Rounding.ToBits(plan.Accumulator, plan.Accumulator == NumericType.Float32 ? (float)length : length),
                    _ => numbers[name],
                }));
            }

            for (int i = 0; i < length; i++)
                y[first + i] = Round(plan, plan.Map, Finish(plan.Map, name => name == "value" ? values[i] : Input(name, i)));

            ulong Input(string name, int i) => numbers.TryGetValue(name, out ulong number) ? number
                : Rounding.ToBits(plan.Accumulator, call.Vectors[name][name is "gamma" or "beta" ? i : first + i]);
        }

        return Outputs(0, ("y", y));
    }

    private static KernelResult Rotary(RotaryPlan plan, KernelCall call, RotarySpec spec)
    {
        int headDim = call.Size(spec.HeadDim), heads = call.Size(spec.Heads), half = call.Size(spec.RotaryDim) / 2;
        double[] x = call.Vectors["x"], positions = call.Vectors["positions"], y = [.. x.Select(element => Rounding.To(plan.Output, element))];
        ulong[] found = new ulong[2];
        for (int token = 0; token < positions.Length; token++)
        {
            for (int i = 0; i < half; i++)
            {
                double cos, sin;
                if (plan.Angle is { } angle)
                {
                    ScalarInterpreter.Run(angle, [.. new[] { positions[token], plan.High[i], plan.Low[i] }.Select(number => Rounding.ToBits(NumericType.Float64, number))], found);
                    (cos, sin) = (Rounding.To(plan.Accumulator, Rounding.FromBits(NumericType.Float64, found[0])), Rounding.To(plan.Accumulator, Rounding.FromBits(NumericType.Float64, found[1])));
                }
                else
                {
                    int at = ((int)positions[token] * half) + i;
                    (cos, sin) = (call.Vectors["cos"][at], call.Vectors["sin"][at]);
                }

                for (int head = 0; head < heads; head++)
                {
                    (int one, int two) = RotaryPair(spec, ((token * heads) + head) * headDim, half, i);
                    y[one] = Turned(plan.First, one, two);
                    y[two] = Turned(plan.Second, two, one);
                }

                double Turned(Program program, int own, int other) => Round(plan, program, Finish(program, name => Rounding.ToBits(plan.Accumulator, name switch
                {
                    "own" => x[own],
                    "other" => x[other],
                    "cos" => cos,
                    _ => sin,
                })));
            }
        }

        return Outputs(0, ("y", y));
    }

    /// <summary>Where the elements of a head's pair lie.</summary>
    public static (int One, int Two) RotaryPair(RotarySpec spec, int head, int half, int pair) =>
        spec.IsInterleaved ? (head + (2 * pair), head + (2 * pair) + 1) : (head + pair, head + half + pair);

    private static ulong RowReduction(RowPlan plan, RowPass pass, ulong[] values)
    {
        int all = plan.Lanes * plan.Accumulators, states = pass.Reduction.State.Count;
        ulong[][] state = [.. Enumerable.Range(0, all).Select(_ => new ulong[states])];
        ulong[] inputs = new ulong[1 + states];
        foreach (ulong[] lane in state)
            lane[0] = Rounding.ToBits(plan.Accumulator, pass.Start);
        for (int i = 0; i < values.Length; i++)
        {
            inputs[0] = values[i];
            state[i % all].CopyTo(inputs, 1);
            ScalarInterpreter.Run(pass.Reduction.Step, inputs, state[i % all]);
        }

        for (int half = all / 2; half >= 1; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                Merge(pass.Reduction, state[lane], state[lane + half]);
        }

        return Collapse(pass.Reduction, state[0]);
    }

    /// <summary>x and each row of weights, in the order of the plan and filled up to wholes.</summary>
    private static KernelResult Grouped(GroupedPlan plan, KernelCall call, GroupedDenseSpec spec)
    {
        var layout = new GroupLayout(call, spec);
        int padded = (int)GroupedPlan.Padded(layout.K);
        double[] x = call.Vectors["x"];
        double[] y = (double[])call.Vectors[call.SameAs.GetValueOrDefault("y", "y")].Clone();
        double[][] rows = [.. Enumerable.Range(0, layout.M).Select(m => Ordered(i => i < layout.K ? x[(m * layout.K) + i] : 0))];
        for (int n = 0; n < layout.N; n++)
        {
            int output = n;
            double[] weights = Ordered(i => Weight(output, i));
            for (int m = 0; m < layout.M; m++)
            {
                int at = (m * layout.N) + n;
                double[] row = rows[m];
                ulong sum = LaneSum(plan, plan.Sums[0], padded, (operand, i) => operand == 0 ? row[i] : weights[i]);
                y[at] = Round(plan, plan.Finish, Finish(plan.Finish, name => name switch
                {
                    "sum" => sum,
                    "bias" => Rounding.ToBits(plan.Accumulator, call.Vectors[name][output]),
                    _ => Rounding.ToBits(plan.Accumulator, call.Vectors[name][at]),
                }));
            }
        }

        return Outputs(0, ("y", y));

        double[] Ordered(Func<int, double> element)
        {
            double[] ordered = new double[padded];
            for (int i = 0; i < padded; i++)
                ordered[plan.PositionOf(i)] = element(i);
            return ordered;
        }

        double Weight(int output, int element)
        {
            (double code, double zeroPoint, double scale) = layout.Weight(output, element);
            ulong weight = Finish(plan.Weight, name => Rounding.ToBits(NumericType.Float32, name switch { "code" => code, "scale" => scale, _ => zeroPoint }));
            return Rounding.FromBits(NumericType.Float32, weight);
        }
    }

    /// <summary>Each row of x in codes first; then of every lane the sum of what it has of each group.</summary>
    private static KernelResult GroupedCodes(GroupedCodesPlan plan, KernelCall call, GroupedDenseSpec spec)
    {
        var layout = new GroupLayout(call, spec);
        double[] x = call.Vectors["x"];
        double[] y = (double[])call.Vectors[call.SameAs.GetValueOrDefault("y", "y")].Clone();
        (int[] Codes, double[] Scales)[] rows = [.. Enumerable.Range(0, layout.M).Select(m => QuantisedRow.Of(x.AsSpan(m * layout.K, layout.K), plan.GroupSize))];
        for (int n = 0; n < layout.N; n++)
        {
            // Lane by lane what a group's weights are worth.
            var weights = new (double Code, double ZeroPoint, double Scale)[layout.Groups * plan.GroupSize];
            for (int i = 0; i < weights.Length; i++)
                weights[i] = layout.Weight(n, i);
            for (int m = 0; m < layout.M; m++)
            {
                int output = n, at = (m * layout.N) + n;
                (int[] codes, double[] scales) = rows[m];
                double[] products = new double[layout.Groups * plan.Lanes];
                for (int i = 0; i < weights.Length; i++)
                    products[(i / plan.GroupSize * plan.Lanes) + (i % GroupedCodesPlan.Whole / 2)] += codes[i] * (weights[i].Code - weights[i].ZeroPoint);
                ulong sum = LaneSum(plan, plan.Sums[0], products.Length, (operand, i) => operand switch
                {
                    0 => products[i],
                    1 => scales[i / plan.Lanes],
                    _ => weights[i / plan.Lanes * plan.GroupSize].Scale,
                });
                y[at] = Round(plan, plan.Finish, Finish(plan.Finish, name => name switch
                {
                    "sum" => sum,
                    "bias" => Rounding.ToBits(plan.Accumulator, call.Vectors[name][output]),
                    _ => Rounding.ToBits(plan.Accumulator, call.Vectors[name][at]),
                }));
            }
        }

        return Outputs(0, ("y", y));
    }

    private static double[] Scores(LanePlan plan, KernelCall call)
    {
        int length = call.Size(plan.Length);
        double[] scores = new double[call.Sizes["Rows"]];
        for (int row = 0; row < scores.Length; row++)
        {
            int first = row * length;
            scores[row] = Round(plan, plan.Finish, Sums(
                plan,
                plan.Finish,
                length,
                name => name == "rows" ? i => call.Vectors["rows"][first + i] : Elements(call, name),
                name => name == "norm" ? call.Vectors["norms"][row] : NoScalar(name)));
        }

        return scores;
    }

    private static KernelResult Similarities(LanePlan plan, KernelCall call) => Outputs(0, ("scores", Scores(plan, call)));

    private static KernelResult TopK(LanePlan plan, KernelCall call, OneToManySpec spec)
    {
        // Rows without elements can't be counted by the elements: there are none.
        double[] scores = call.Size(plan.Length) == 0 ? [] : Scores(plan, call);
        double[] indices = (double[])call.Vectors["indices"].Clone();
        double[] best = (double[])call.Vectors["scores"].Clone();

        // Best first, NaN last, ties by the lower index: the sort is stable.
        int[] order = [.. Enumerable.Range(0, scores.Length)
            .OrderBy(i => double.IsNaN(scores[i]))
            .ThenBy(i => double.IsNaN(scores[i]) ? 0 : spec.Metric == Generator.Specs.Metric.SquaredDistance ? scores[i] : -scores[i])];
        int found = Math.Min(call.Size(spec.K!), scores.Length);
        for (int i = 0; i < found; i++)
            (indices[i], best[i]) = (order[i], scores[order[i]]);
        return Outputs(found, ("indices", indices), ("scores", best));
    }

    private static KernelResult Gemv(LanePlan plan, KernelCall call, GemvSpec spec)
    {
        int length = call.Size(spec.K);
        double[] a = call.Vectors["a"];
        double[] y = new double[call.Size(spec.M)];
        Program finish = ReadsResult(call) ? plan.Finish : plan.FinishWithoutRead ?? plan.Finish;
        for (int m = 0; m < y.Length; m++)
        {
            int first = m * length;
            y[m] = Round(plan, finish, Sums(
                plan, finish, length, name => name == "a" ? i => a[first + i] : Elements(call, name), name => EpilogueInput(call, name, m, m, m)));
        }

        return Outputs(0, ("y", y));
    }

    private static KernelResult GemvByChains(ChainPlan plan, KernelCall call, GemvSpec spec)
    {
        int rows = call.Size(spec.M);
        double[] a = call.Vectors["a"], x = call.Vectors["x"];
        double[] y = new double[rows];
        for (int m = 0; m < rows; m++)
        {
            ulong sum = ChainSum(plan, call.Size(spec.K), k => a[(k * rows) + m], k => x[k]);
            y[m] = Epilogue(plan, call, sum, null, m, m, m);
        }

        return Outputs(0, ("y", y));
    }

    private static KernelResult Product(ChainPlan plan, KernelCall call, MatrixProductSpec spec)
    {
        var layout = new MatrixLayout(call, spec);
        bool dense = spec.Operation == "Dense";
        double[] a = call.Vectors[dense ? "x" : "a"], b = call.Vectors[dense ? "weights" : "b"];
        Func<int, double> zeroA = ZeroPoint(call, dense ? "x" : "a"), zeroB = ZeroPoint(call, dense ? "weight" : "b");
        string output = dense ? "y" : "c";
        double[] c = (double[])call.Vectors[call.SameAs.GetValueOrDefault(output, output)].Clone();
        for (int matrix = 0; matrix < layout.Batch; matrix++)
        {
            for (int m = 0; m < layout.M; m++)
            {
                for (int n = 0; n < layout.N; n++)
                {
                    int at = layout.C.Index(matrix, m, n);
                    ulong? gate = plan.Gated ? Sum(matrix, m, n) : null;
                    ulong sum = Sum(matrix, m, plan.Gated ? layout.N + n : n);
                    c[at] = Epilogue(plan, call, sum, gate, at, plan.Gated ? layout.N + n : n, n);
                }
            }
        }

        return Outputs(0, (output, c));

        ulong Sum(int matrix, int m, int column) => ChainSum(
            plan, layout.K, k => a[layout.A.Index(matrix, m, k)] - zeroA(0), k => b[layout.B.Index(matrix, k, column)] - zeroB(column));
    }

    /// <summary>A tap on padding is a term: its zero is multiplied.</summary>
    private static KernelResult Convolution(ChainPlan plan, KernelCall call, ConvolutionSpec spec)
    {
        var layout = new ConvolutionLayout(call, spec);
        double[] x = call.Vectors["x"], weights = call.Vectors["weights"];
        double[] y = (double[])call.Vectors[call.SameAs.GetValueOrDefault("y", "y")].Clone();
        double zeroX = ZeroPoint(call, "x")(0);
        Func<int, double> zeroWeights = ZeroPoint(call, "weight");
        foreach ((int at, int image, int channel, int row, int column) in layout.Outputs())
        {
            (int InX, int InWeights)[] terms = [.. layout.TermsOf(image, channel, row, column, plan.Order)];
            ulong sum = ChainSum(plan, terms.Length, k => terms[k].InX < 0 ? 0 : x[terms[k].InX] - zeroX, k => weights[terms[k].InWeights] - zeroWeights(channel));
            y[at] = Epilogue(plan, call, sum, null, at, channel, 0);
        }

        return Outputs(0, ("y", y));
    }

    /// <summary>Each column of a window, then the columns; what is padding is no term.</summary>
    private static KernelResult Pool(PoolPlan plan, KernelCall call, PoolSpec spec)
    {
        var layout = new PoolLayout(call, spec);
        double[] x = call.Vectors["x"], y = (double[])call.Vectors["y"].Clone();
        ulong start = Rounding.ToBits(plan.Accumulator, plan.Start);
        ulong[] sum = new ulong[plan.Sum.State.Count], column = new ulong[sum.Length];
        foreach ((int at, int image, int channel, int oy, int ox) in layout.Outputs())
        {
            int[] rows = layout.Rows(oy), columns = layout.Columns(ox);
            Array.Fill(sum, start);
            foreach (int c in columns)
            {
                Array.Fill(column, start);
                foreach (int r in rows)
                    ScalarInterpreter.Run(plan.Sum.Step, [Rounding.ToBits(plan.Accumulator, x[layout.InX(image, channel, r, c)]), .. column], column);
                Merge(plan.Sum, sum, column);
            }

            ulong whole = Collapse(plan.Sum, sum);
            y[at] = Round(plan, plan.Finish, Finish(plan.Finish, name => name == "sum" ? whole : Rounding.ToBits(plan.Accumulator, Math.Max(1, (name == "rows", spec.CountsAll) switch
            {
                (true, true) => layout.KernelHeight,
                (false, true) => layout.KernelWidth,
                (true, false) => rows.Length,
                _ => columns.Length,
            }))));
        }

        return Outputs(0, ("y", y));
    }

    /// <summary>Each row by itself, block after block of the keys that it sees.</summary>
    private static KernelResult Attention(AttentionPlan plan, KernelCall call, AttentionSpec spec)
    {
        var layout = new AttentionShape(call, spec);
        double[] q = call.Vectors["q"], k = call.Vectors["k"], v = call.Vectors["v"], output = (double[])call.Vectors["output"].Clone();
        double[]? mask = call.Vectors.GetValueOrDefault("mask"), slopes = call.Vectors.GetValueOrDefault("alibiSlopes"), probabilities = plan.Probability is null ? null : new double[call.LengthOf("probabilities")];
        double none = spec.Mask is { Type.IsInteger: true } ? 0 : double.NegativeInfinity;
        ulong scale = Finish(plan.Scale, _ => Rounding.ToBits(plan.Accumulator, layout.HeadDim)), lowest = Rounding.ToBits(plan.Accumulator, double.NegativeInfinity);
        foreach ((int sequence, int head, int query) in layout.Rows())
        {
            int kvHead = layout.KvHead(head), seen = layout.Seen(query), atQ = layout.Q(sequence, head, query);
            ulong[] state = [lowest, 0], values = new ulong[layout.ValueDim];
            var kept = new Dictionary<int, ulong>();
            for (int block = 0; block < seen; block += PlanConstants.AttentionBlock)
            {
                int start = Math.Max(block, layout.First(query)), count = Math.Min(block + PlanConstants.AttentionBlock, seen) - start;
                if (count <= 0 || (mask is not null && Enumerable.Range(start, count).All(key => mask[layout.Mask(sequence, head, query, key)] == none)))
                    continue;
                ulong[] scores = [.. Enumerable.Range(0, count).Select(j => Score(start, j))];
                for (int j = 0; j < count; j++)
                    kept.Add(start + j, scores[j]);
                ulong max = LaneReduction(plan.Largest, plan.Lanes, lowest, scores), reference = Finish(plan.Reference, _ => max);
                ulong[] weights = [.. scores.Select(score => Finish(plan.Weight, name => name == "score" ? score : reference))];
                ulong total = LaneReduction(plan.Total, plan.Lanes, 0, weights);
                if (plan.Scaled is { } scaled)
                    weights = [.. weights.Select((weight, j) => Finish(scaled, name => name == "weight" ? weight : ScaleOf("valueScale", start + j)))];
                ulong[] merged = new ulong[4];
                ScalarInterpreter.Run(plan.Merge, [.. plan.Merge.Inputs.Items.Select(name => name switch { "max" => state[0], "sum" => state[1], "blockMax" => max, _ => total })], merged);
                (state[0], state[1]) = (merged[0], merged[1]);
                for (int c = 0; c < values.Length; c++)
                {
                    int column = c;
                    ulong before = values[c], value = ChainSum(plan.Products, count, j => Rounding.FromBits(plan.Accumulator, weights[j]), j => v[layout.V(sequence, kvHead, start + j) + column]);
                    values[c] = Finish(plan.MergeValue, name => name switch { "value" => before, "factor" => merged[2], "blockValue" => value, _ => merged[3] });
                }
            }

            ulong share = Finish(plan.Share, _ => state[1]), most = Finish(plan.Reference, _ => state[0]);
            for (int c = 0; c < values.Length; c++)
            {
                ulong value = values[c];
                output[layout.Output(sequence, head, query) + c] = Round(plan, plan.Result, Finish(plan.Result, name => name == "share" ? share : value));
            }

            for (int key = 0; probabilities is not null && key < layout.Keys; key++)
            {
                ulong score = kept.GetValueOrDefault(key, lowest);
                probabilities[layout.Probability(sequence, head, query, key)] = Rounding.FromBits(plan.Accumulator, Finish(plan.Probability!, name => name switch { "score" => score, "reference" => most, _ => share }));
            }

            ulong ScaleOf(string role, int key) => Rounding.ToBits(plan.Accumulator, call.Scalars.TryGetValue(role, out double one) ? one : call.Vectors[role + "s"][layout.Scale(sequence, kvHead, key)]);

            ulong Score(int start, int j)
            {
                int atK = layout.K(sequence, kvHead, start + j);
                ulong sum = ChainSum(plan.Products, layout.HeadDim, p => q[atQ + p], p => k[atK + p]);
                return Finish(plan.Score, name => name switch
                {
                    "sum" => sum,
                    "scale" => scale,
                    "keyScale" => ScaleOf("keyScale", start + j),
                    "slope" => Rounding.ToBits(plan.Accumulator, slopes![head]),
                    "start" => Rounding.ToBits(plan.Accumulator, layout.Distance(query, start)),
                    "offset" => Rounding.ToBits(plan.Accumulator, j),
                    _ => Rounding.ToBits(plan.Accumulator, mask![layout.Mask(sequence, head, query, start + j)]),
                });
            }
        }

        return probabilities is null ? Outputs(0, ("output", output)) : Outputs(0, ("output", output), ("probabilities", probabilities));
    }

    /// <summary>Number i in lane i mod lanes; the lanes half onto half.</summary>
    private static ulong LaneReduction(Reduction reduction, int lanes, ulong start, ulong[] numbers)
    {
        ulong[][] state = [.. Enumerable.Range(0, lanes).Select(_ => new[] { start })];
        for (int i = 0; i < numbers.Length; i++)
            ScalarInterpreter.Run(reduction.Step, [numbers[i], state[i % lanes][0]], state[i % lanes]);
        for (int half = lanes / 2; half >= 1; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                Merge(reduction, state[lane], state[lane + half]);
        }

        return Collapse(reduction, state[0]);
    }

    public static double Epilogue(ChainPlan plan, KernelCall call, ulong sum, ulong? gate, int at, int biasAt, int gateBiasAt)
    {
        Program program = ReadsResult(call) ? plan.Epilogue : plan.EpilogueWithoutRead ?? plan.Epilogue;
        return Round(plan, program, Finish(program, name => name switch
        {
            "sum" => Converted(plan, program, sum),
            "gate" => gate!.Value,
            _ => Rounding.ToBits(program.Type, EpilogueInput(call, name, at, biasAt, gateBiasAt)),
        }));
    }

    /// <summary>The zero point of a factor's columns.</summary>
    public static Func<int, double> ZeroPoint(KernelCall call, string name) =>
        call.Vectors.TryGetValue(name + "ZeroPoints", out double[]? each) ? column => each[column] : _ => call.Scalars.GetValueOrDefault(name + "ZeroPoint");

    private static double EpilogueInput(KernelCall call, string name, int at, int biasAt, int gateBiasAt) => name switch
    {
        _ when call.Scalars.TryGetValue(name, out double scalar) => scalar,
        "weightScales" or "bScales" => call.Vectors[name][biasAt],
        "bias" => call.Vectors["bias"][biasAt],
        "gateBias" => call.Vectors["bias"][gateBiasAt],
        "c" or "y" or "residual" => call.Vectors[name][at],
        _ => NoScalar(name),
    };

    /// <summary>Whether the kernel reads its result: beta is there and is not ±0.</summary>
    private static bool ReadsResult(KernelCall call) => call.Scalars.TryGetValue("beta", out double beta) && beta != 0;

    private static KernelResult Quantize(QuantizePlan plan, KernelCall call, QuantizeSpec spec)
    {
        double[] x = call.Vectors["x"], y = new double[x.Length];
        var found = new List<double[]>();
        foreach ((int first, int count, int block) in QuantizeLayout.Blocks(call, spec))
        {
            ulong scale, zeroPoint;
            if (plan.Search is { } search)
            {
                ulong[] state = new ulong[search.State.Count], results = new ulong[search.Scale.Results.Count];
                for (int i = first; i < first + count; i++)
                    ScalarInterpreter.Run(search.Step, [Rounding.ToBits(NumericType.Float32, x[i]), .. state], state);
                ScalarInterpreter.Run(search.Scale, state, results);
                (scale, zeroPoint) = (results[0], results[^1]);
                found.Add([.. results.Select(result => Rounding.FromBits(NumericType.Float32, result))]);
            }
            else
            {
                (scale, zeroPoint) = (Number("scale", block), Number("zeroPoint", block));
            }

            for (int i = first; i < first + count; i++)
            {
                y[i] = Round(plan, plan.Map, Finish(plan.Map, name => name switch
                {
                    "x" => Rounding.ToBits(NumericType.Float32, x[i]),
                    "scale" => scale,
                    _ => zeroPoint,
                }));
            }
        }

        var outputs = new Dictionary<string, double[]> { ["y"] = y };
        if (plan.Search is not null)
            outputs.Add("scales", [.. found.Select(results => results[0])]);
        if (plan.Search is { State.Count: 2 })
            outputs.Add("zeroPoints", [.. found.Select(results => results[1])]);
        return new(0, outputs);

        ulong Number(string name, int block) => Rounding.ToBits(NumericType.Float32, QuantizeLayout.Number(call, name, block));
    }

    private static KernelResult Outputs(double returned, params (string Role, double[] Elements)[] outputs) =>
        new(returned, outputs.ToDictionary(output => output.Role, output => output.Elements));
}
