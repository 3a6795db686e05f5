using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Softmax, LogSoftmax, LayerNorm and RmsNorm. The largest element is subtracted first, so no exponential overflows; a variance is that of the
/// differences from the mean, so nothing cancels; and a row is scaled by one reciprocal.
/// </summary>
internal static class RowPlans
{
    private const string Value = "value", All = "all", Count = "count";

    public static RowPlan Build(RowsSpec spec, NumericType type, NumericType? grid)
    {
        bool compensated = spec.Accumulate == Accumulation.Compensated;
        (RowPass[] passes, Program map) = spec.Operation switch
        {
            "Softmax" => (new[] { Max(type), Exponentials(type, compensated, grid, "scale", (_, sum) => Reciprocal(sum)) }, Softmax(type)),
            "LogSoftmax" => ([Max(type), Exponentials(type, compensated, grid, "log", Elementary.Log)], LogSoftmax(type)),
            "LayerNorm" => ([Mean(spec, type, compensated, grid), Scale(spec, type, compensated, grid, "mean")], Norm(spec, type)),
            _ => ([Scale(spec, type, compensated, grid, mean: null)], Norm(spec, type)),
        };
        return new RowPlan
        {
            Element = spec.Element,
            Accumulator = type,
            AccumulatorGrid = grid,
            Output = spec.Output,
            Length = spec.Length,
            Accumulators = PlanConstants.LaneAccumulators,
            Passes = new([.. passes]),
            Map = map,
            Bound = ErrorBound.OfLanes(type, grid, spec.Output, compensated, spec.Length, spec.Operation switch
            {
                "Softmax" => BoundForm.Softmax,
                "LogSoftmax" => BoundForm.LogSoftmax,
                "LayerNorm" => BoundForm.LayerNorm,
                _ => BoundForm.RmsNorm,
            }),
        };
    }

    private static RowPass Max(NumericType type)
    {
        var value = new ProgramBuilder(type);
        var finish = new ProgramBuilder(type);
        return new("max", value.Build(value.Input("x")), Reductions.Largest(type, Value), double.NegativeInfinity, finish.Build(finish.Input(All)));
    }

    private static RowPass Exponentials(NumericType type, bool compensated, NumericType? grid, string name, Func<ProgramBuilder, Value, Value> of)
    {
        var value = new ProgramBuilder(type);
        Value x = value.Input("x"), max = value.Input("max");
        var finish = new ProgramBuilder(type);
        return new(name, value.Build(Elementary.ExpBelowZero(value, x - max)), Reductions.Sum(type, compensated, Value, grid), 0, finish.Build(of(finish, finish.Input(All))));
    }

    private static Program Softmax(NumericType type)
    {
        var p = new ProgramBuilder(type);
        return p.Build(p.Input(Value) * p.Input("scale"));
    }

    private static Program LogSoftmax(NumericType type)
    {
        var p = new ProgramBuilder(type);
        return p.Build(p.Input("x") - p.Input("max") - p.Input("log"));
    }

    private static RowPass Mean(RowsSpec spec, NumericType type, bool compensated, NumericType? grid)
    {
        var value = new ProgramBuilder(type);
        var finish = new ProgramBuilder(type);
        return new("mean", value.Build(Element(spec, value)), Reductions.Sum(type, compensated, Value, grid), 0, finish.Build(finish.Input(All) / finish.Input(Count)));
    }

    /// <summary>1 / √(mean square + ε), of the elements or of their differences from the mean.</summary>
    private static RowPass Scale(RowsSpec spec, NumericType type, bool compensated, NumericType? grid, string? mean)
    {
        var value = new ProgramBuilder(type);
        Value element = Element(spec, value);
        var finish = new ProgramBuilder(type);
        Value square = (finish.Input(All) / finish.Input(Count)) + finish.Constant(spec.Epsilon);
        return new(
            "scale", value.Build(mean is null ? element : element - value.Input(mean)), Reductions.Products(type, compensated, Value, Value, grid), 0,
            finish.Build(Reciprocal(finish.Sqrt(square))));
    }

    private static Value Element(RowsSpec spec, ProgramBuilder p)
    {
        Value x = p.Input("x");
        return spec.Find("residual") is null ? x : x + p.Input("residual");
    }

    private static Program Norm(RowsSpec spec, NumericType type)
    {
        var p = new ProgramBuilder(type);
        Value scaled = p.Input(Value) * p.Input("scale"), gamma = p.Input("gamma");
        return p.Build(spec.Find("beta") is null ? scaled * gamma : p.Fma(scaled, gamma, p.Input("beta")));
    }

    private static Value Reciprocal(Value value) => value.Builder.Constant(1) / value;
}
