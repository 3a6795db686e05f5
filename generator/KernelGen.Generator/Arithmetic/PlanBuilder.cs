using System.Collections.Immutable;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>From what is asked to which roundings in which order.</summary>
internal static class PlanBuilder
{
    public static ArithmeticPlan Build(KernelSpec spec) => FusedNorm.Of(spec) is { } norm ? Behind((RowPlan)BuildAlone(norm), BuildAlone(spec)) : BuildAlone(spec);

    /// <summary>What follows a norm: neither is another for it.</summary>
    private static ArithmeticPlan Behind(RowPlan norm, ArithmeticPlan plan) => plan with { Norm = norm, Bound = plan.Bound with { Norm = norm.Bound } };

    private static ArithmeticPlan BuildAlone(KernelSpec spec) => spec switch
    {
        DotSpec dot => Lanes(dot, dot.Length, dot.Operation switch
        {
            "Cosine" => Metric.Cosine,
            "SquaredDistance" => Metric.SquaredDistance,
            _ => Metric.Dot,
        }, "a", dot.Operation == "SumOfSquares" ? "a" : "b"),
        OneToManySpec many => Lanes(many, many.Length, many.Metric, "query", "rows"),
        GemvSpec { Transpose: false } gemv => Gemv(gemv),
        GemvSpec gemv => Chain(gemv, gemv.K, "y", Activation.None),
        RowwiseSpec rowwise => Normalize(rowwise),
        AttentionSpec attention => AttentionPlan.Build(attention),
        RowsSpec rows => RowPlans.Build(rows, AccumulatorOf(rows, rows.Length), GridOf(rows)),
        RotarySpec rotary => RotaryPlans.Build(rotary),
        QuantizeSpec quantize => Quantization.Plan(quantize),
        GroupedDenseSpec { QuantisesX: true } grouped => GroupedCodes(grouped),
        GroupedDenseSpec grouped => Grouped(grouped),
        MatrixProductSpec { Operation: "Dense" } dense => Chain(dense, dense.K, "y", dense.Activation),
        MatrixProductSpec product => Chain(product, product.K, "c", product.Activation),
        ConvolutionSpec convolution when WinogradChoice.Of(convolution) is { } outputs => Winograd(convolution, outputs),
        ConvolutionSpec convolution => Chain(convolution, convolution.Terms, "y", convolution.Activation) with
        {
            Order = convolution.ChannelsLast ? TermOrder.TapsThenChannels : TermOrder.ChannelsThenTaps,
        },
        PoolSpec pool => Pool(pool),
        _ => throw new ArgumentException($"There is no plan for {spec.Operation}.", nameof(spec)),
    };

    /// <summary>The accumulator's type.</summary>
    private static NumericType AccumulatorOf(KernelSpec spec, Dimension length) => spec.Element.IsByte ? IntegerSums.AccumulatorOf(spec, length) : spec.Accumulate switch
    {
        Accumulation.Float64 => NumericType.Float64,
        Accumulation.Float32 or Accumulation.Float16 or Accumulation.BFloat16 when spec.Element.Bytes > 4 =>
            throw new ArgumentException($"{spec.Operation} of {spec.Element} cannot accumulate in {spec.Accumulate}: the elements would be rounded first.", nameof(spec)),
        Accumulation.Float32 or Accumulation.Float16 or Accumulation.BFloat16 => NumericType.Float32,
        _ => spec.Element.Computed,
    };

    /// <summary>What the accumulator is rounded to after each step.</summary>
    private static NumericType? GridOf(KernelSpec spec) => spec.Accumulate switch
    {
        Accumulation.Float16 => NumericType.Half,
        Accumulation.BFloat16 => NumericType.BFloat16,
        _ => null,
    };

    private static LanePlan Lanes(KernelSpec spec, Dimension length, Metric metric, string a, string b)
    {
        NumericType type = AccumulatorOf(spec, length);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        // The roots and the quotient of whole sums are rounded in double.
        NumericType finishType = metric == Metric.Cosine && spec.Element.IsByte ? NumericType.Float64 : type;
        var finish = new ProgramBuilder(finishType);
        Reduction Products(string left, string right) => PlanBuilder.Products(type, compensated, left, right, GridOf(spec));
        ImmutableArray<Reduction> sums;
        ImmutableArray<string> names;
        Value result;
        switch (metric)
        {
            case Metric.Cosine:
                sums =
                [
                    Products(a, b),
                    Products(a, a),
                    Products(b, b),
                ];
                names = ["ab", "aa", "bb"];
                Value ab = finish.Input("ab");
                Value normA = finish.Sqrt(finish.Input("aa"));
                Value normB;
                if (spec.Find("norms") is null)
                {
                    normB = finish.Sqrt(finish.Input("bb"));
                }
                else
                {
                    // The caller's norms replace the sums over the rows; √ of SumOfSquares gives the very same bits.
                    sums = sums.RemoveAt(2);
                    names = names.RemoveAt(2);
                    normB = finish.Input("norm");
                }

                Value norms = normA * normB;
                Value zero = finish.Constant(0);
                result = finish.Select(finish.Equal(norms, zero), zero, ab / norms);
                break;
            case Metric.SquaredDistance:
                sums = [type == NumericType.Int32 ? IntegerSums.SquaredDifferences(a, b) : Reductions.SquaredDifferences(type, compensated, a, b, GridOf(spec))];
                names = ["dd"];
                result = finish.Input("dd");
                break;
            default:
                sums = [Products(a, b)];
                names = ["ab"];
                result = finish.Input("ab");
                break;
        }

        return new LanePlan
        {
            Element = spec.Element,
            SecondElement = spec[b].Type,
            SecondOperand = b,
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = length,
            Accumulators = PlanConstants.LaneAccumulators,
            Sums = sums,
            SumNames = names,
            Finish = finish.Build(result),
            Bound = spec.Element.IsByte ? ErrorBound.OfExactSums(spec, finishType, length, metric == Metric.Cosine ? BoundForm.Cosine : BoundForm.Exact) : ErrorBound.OfLanes(type, GridOf(spec), spec.Output, compensated, length, metric switch
            {
                Metric.Cosine => BoundForm.Cosine,
                Metric.SquaredDistance => BoundForm.SquaredDistance,
                _ => a == b ? BoundForm.SumOfSquares : BoundForm.SumOfProducts,
            }),
        };
    }

    private static LanePlan Normalize(RowwiseSpec spec)
    {
        NumericType type = AccumulatorOf(spec, spec.Length);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        var finish = new ProgramBuilder(type);
        var map = new ProgramBuilder(type);
        Value x = map.Input("x"), norm = map.Input("norm"), zero = map.Constant(0);
        return new LanePlan
        {
            Element = spec.Element,
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = spec.Length,
            Accumulators = PlanConstants.LaneAccumulators,
            Sums = new([Reductions.Products(type, compensated, "x", "x", GridOf(spec))]),
            SumNames = new(["aa"]),
            Finish = finish.Build(finish.Sqrt(finish.Input("aa"))),
            Map = map.Build(map.Select(map.Equal(norm, zero), zero, x / norm)),
            Bound = ErrorBound.OfLanes(type, GridOf(spec), spec.Output, compensated, spec.Length, BoundForm.Norm),
        };
    }

    /// <summary>Σ a·b, in integers or in floats.</summary>
    private static Reduction Products(NumericType type, bool compensated, string a, string b, NumericType? grid) =>
        type == NumericType.Int32 ? IntegerSums.Products(a, b) : Reductions.Products(type, compensated, a, b, grid);

    private static LanePlan Gemv(GemvSpec spec)
    {
        NumericType type = AccumulatorOf(spec, spec.K);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        (Program finish, Program? withoutRead, int roundings) = Epilogue(spec, type, "ab", "y", Activation.None);
        return new LanePlan
        {
            Element = spec["x"].Type,
            SecondElement = spec["a"].Type,
            SecondOperand = "a",
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = spec.K,
            Accumulators = PlanConstants.LaneAccumulators,
            Sums = new([Products(type, compensated, "x", "a", GridOf(spec))]),
            SumNames = new(["ab"]),
            Finish = finish,
            FinishWithoutRead = withoutRead,
            Bound = spec.Element.IsByte ? ErrorBound.OfExactSums(spec, type, spec.K, BoundForm.Exact) : ErrorBound.OfLanes(type, GridOf(spec), spec.Output, compensated, spec.K, BoundForm.Product, roundings),
        };
    }

    /// <summary>A convolution by Winograd's algorithm, with tiles of so many rows and columns.</summary>
    public static WinogradPlan Winograd(ConvolutionSpec spec, int outputs)
    {
        ChainPlan products = Chain(spec, spec.InChannels, "y", spec.Activation);
        var transforms = WinogradTransforms.Of(outputs, products.Accumulator);
        return new WinogradPlan
        {
            Transforms = transforms,
            Products = products,
            Element = products.Element,
            Accumulator = products.Accumulator,
            Output = products.Output,
            Length = spec.InChannels,
            Bound = ErrorBound.OfWinograd(transforms, products.Accumulator, products.Output, spec.InChannels, products.Bound.EpilogueRoundings, spec.Activation),
        };
    }

    private static GroupedPlan Grouped(GroupedDenseSpec spec)
    {
        NumericType type = AccumulatorOf(spec, spec.K);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        (Program finish, _, int roundings) = Epilogue(spec, type, "sum", "y", spec.Activation);
        return new GroupedPlan
        {
            Format = spec.Format,
            GroupSize = spec.GroupSize,
            Weight = GroupedPlan.WeightOf(spec.Format, spec.Find("weightZeroPoints") is not null),
            Element = NumericType.Float32,
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = spec.K,
            Accumulators = PlanConstants.LaneAccumulators,
            Sums = new([Reductions.Products(type, compensated, "x", "weights", GridOf(spec))]),
            SumNames = new(["sum"]),
            Finish = finish,
            Bound = ErrorBound.OfLanes(type, GridOf(spec), spec.Output, compensated, spec.K, BoundForm.Product, roundings, spec.Activation) with
            {
                FactorRoundoff = NumericType.Float32.UnitRoundoff,
            },
        };
    }

    private static GroupedCodesPlan GroupedCodes(GroupedDenseSpec spec)
    {
        NumericType type = NumericType.Float32;
        (Program finish, _, int roundings) = Epilogue(spec, type, "sum", "y", spec.Activation);
        return new GroupedCodesPlan
        {
            Format = spec.Format,
            GroupSize = spec.GroupSize,
            Element = type,
            Accumulator = type,
            Output = spec.Output,
            Length = spec.K,
            Accumulators = 1,
            Sums = new([GroupedCodesPlan.Sum()]),
            SumNames = new(["sum"]),
            Finish = finish,
            Bound = ErrorBound.OfGroups(spec.GroupSize, spec.Output, spec.K, roundings, spec.Activation),
        };
    }

    private static PoolPlan Pool(PoolSpec spec)
    {
        NumericType type = AccumulatorOf(spec, spec.Length);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        var finish = new ProgramBuilder(type);
        Value window = finish.Input("sum");
        if (!spec.IsMax)
            window /= finish.Input("rows") * finish.Input("columns");
        // The count of a window is exact, unless it has more numbers than a significand has values: then it and both its factors are rounded.
        bool isCounted = !(spec.KernelHeight.Fixed is { } height && spec.KernelWidth.Fixed is { } width && (double)height * width > Math.Pow(2, type.Precision));
        return new PoolPlan
        {
            Element = spec.Element,
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = spec.Length,
            Sum = spec.IsMax ? Reductions.LargestOrNaN(type, "x") : Reductions.Sum(type, compensated, "x", GridOf(spec)),
            Start = spec.IsMax ? double.NegativeInfinity : 0,
            Finish = finish.Build(window),
            Bound = spec.IsMax ? ErrorBound.OfMaximum(spec) : ErrorBound.OfMean(type, GridOf(spec), spec.Output, compensated, spec.Length, isCounted ? 1 : 4),
        };
    }

    /// <summary>A product of 8-bit integers: exact sums, which are the result, or are scaled and rounded to it.</summary>
    private static ChainPlan IntegerChain(KernelSpec spec, Dimension length, string a, string b, string result, Activation activation)
    {
        NumericType type = AccumulatorOf(spec, length);
        bool isExact = spec.Output is { IsInteger: true, IsByte: false };
        var sum = new ProgramBuilder(type);
        (Program epilogue, int roundings) = isExact ? (sum.Build(sum.Input("sum")), 0) : Requantization.Epilogue(spec, a, b, result, activation);
        return new ChainPlan
        {
            Element = spec.Operands.Count == 0 ? spec.Element : spec[a].Type,
            SecondElement = spec.Operands.Count == 0 ? spec.Element : spec[b].Type,
            Accumulator = type,
            Output = spec.Output,
            Length = length,
            Sum = Products(type, compensated: false, "a", "b", null),
            Epilogue = epilogue,
            Bound = ErrorBound.OfExactSums(
                spec, epilogue.Type, length, isExact ? BoundForm.Exact : spec.Output.IsByte ? BoundForm.Requantised : BoundForm.Product, roundings, activation),
        };
    }

    private static ChainPlan Chain(KernelSpec spec, Dimension length, string result, Activation activation)
    {
        if (spec.Element.IsByte)
        {
            (string a, string b) = spec is GemvSpec ? ("x", "a") : spec.Operation == "Gemm" ? ("a", "b") : ("x", "weights");
            return IntegerChain(spec, length, a, b, result, activation);
        }

        NumericType type = AccumulatorOf(spec, length);
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        (Program epilogue, Program? withoutRead, int roundings) = Epilogue(spec, type, "sum", result, activation);
        return new ChainPlan
        {
            Element = spec.Element,
            Accumulator = type,
            AccumulatorGrid = GridOf(spec),
            Output = spec.Output,
            Length = length,
            Sum = Reductions.Products(type, compensated, "a", "b", GridOf(spec)),
            Epilogue = epilogue,
            EpilogueWithoutRead = withoutRead,
            Gated = activation == Activation.GatedSilu,
            Bound = ErrorBound.OfChain(type, GridOf(spec), spec.Output, compensated, length, BoundForm.Product, roundings, activation),
        };
    }

    /// <summary>
    /// fma(alpha, sum, beta·c), then + bias, then + residual, then the activation; what the kernel does not have is left out,
    /// which is the same as alpha = 1 or adding nothing at all. Gated: silu(gate + gateBias) · (sum + bias) + residual.
    /// </summary>
    private static (Program Full, Program? WithoutRead, int Roundings) Epilogue(
        KernelSpec spec, NumericType type, string sumName, string resultName, Activation activation)
    {
        bool hasBeta = spec.Find("beta") is not null;
        (Program full, int roundings) = Write(hasBeta);
        return (full, hasBeta ? Write(false).Program : null, roundings);

        (Program Program, int Roundings) Write(bool read)
        {
            var p = new ProgramBuilder(type);
            int count = 0;
            bool gated = activation == Activation.GatedSilu;
            Value? gate = gated ? p.Input("gate") : null;
            Value value = p.Input(sumName);
            Value? alpha = spec.Find("alpha") is null ? null : p.Input("alpha");
            if (read)
            {
                Value addend = p.Input("beta") * p.Input(resultName == "c" ? "c" : "y");
                value = alpha is { } scale ? p.Fma(scale, value, addend) : value + addend;
                count += 2;
            }
            else if (alpha is { } scale)
            {
                value = scale * value;
                count++;
            }

            if (spec.Find("bias") is not null)
            {
                if (gate is { } unbiased)
                    gate = unbiased + p.Input("gateBias");
                value += p.Input("bias");
                count++;
            }

            if (gate is { } g)
            {
                value = Activations.Apply(Activation.Silu, p, g) * value;
                count++;
            }

            if (spec.Find("residual") is not null)
            {
                value += p.Input("residual");
                count++;
            }

            if (!gated)
                value = Activations.Apply(activation, p, value);
            return (p.Build(value), count);
        }
    }
}
