using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>A function under test: how it is built, what it promises, and what it ought to be.</summary>
internal sealed record Subject(
    string Name, Func<ProgramBuilder, Value, Value> Build, Func<NumericType, FunctionBound> Bound, Func<BigReal, BigReal> Exact, double Least, double Greatest)
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>2·√(2/π), to the precision of the yardstick.</summary>
    private static readonly BigReal GeluScale = BigReal.Whole(2) * BigReal.Sqrt(BigReal.Whole(2) / BigReal.Pi);

    public static readonly IReadOnlyList<Subject> All =
    [
        new("exp", Elementary.Exp, FunctionBounds.Exp, BigReal.Exp, 0, Infinity),
        new("exp below zero", (p, x) => Elementary.ExpBelowZero(p, -p.Abs(x)), FunctionBounds.ExpBelowZero, x => BigReal.Exp(-BigReal.Abs(x)), 0, 1),
        new("log from one", (p, x) => Elementary.Log(p, FromOne(p, x)), FunctionBounds.Log, x => BigReal.Log(FromOne(x)), 0, 90),
        new("tanh", Elementary.Tanh, FunctionBounds.Tanh, BigReal.Tanh, -1, 1),
        new("erf", Elementary.Erf, FunctionBounds.Erf, BigReal.Erf, -1, 1),
        Of(Activation.LeakyRelu, x => x.Sign < 0 ? x / BigReal.Whole(100) : x, -Infinity),
        Of(Activation.Gelu, x => x * BigReal.Phi(x), -0.17),
        Of(Activation.GeluTanh, x => x * BigReal.Logistic(GeluScale * (x + (x * x * x * BigReal.Whole(44715) / BigReal.Whole(1_000_000)))), -0.1701),
        Of(Activation.Silu, x => x * BigReal.Logistic(x), -0.2785),
        Of(Activation.Sigmoid, BigReal.Logistic, 0, 1),
        Of(Activation.HardSwish, x => (x + BigReal.Whole(3)).Sign <= 0 ? BigReal.Whole(0)
            : (x - BigReal.Whole(3)).Sign >= 0 ? x : x * (x + BigReal.Whole(3)) / BigReal.Whole(6), -0.3751),
    ];

    /// <summary>|x|, from 1 to 10³⁸, which is what a sum of exponentials can be.</summary>
    private static Value FromOne(ProgramBuilder p, Value x)
    {
        Value a = p.Abs(x), one = p.Constant(1), most = p.Constant(MostLog);
        return p.Select(a < one, one, p.Select(most < a, most, a));
    }

    private static BigReal FromOne(BigReal x) => (BigReal.Abs(x) - BigReal.Whole(1)).Sign < 0 ? BigReal.Whole(1) : (BigReal.Abs(x) - BigReal.Of(MostLog)).Sign > 0 ? BigReal.Of(MostLog) : BigReal.Abs(x);

    /// <summary>2¹²⁶.</summary>
    private const double MostLog = 85070591730234615865843651857942052864.0;

    public static Subject Named(string name) => All.Single(subject => subject.Name == name);

    public Program Program(NumericType type)
    {
        var p = new ProgramBuilder(type);
        return p.Build(Build(p, p.Input("x")));
    }

    private static Subject Of(Activation activation, Func<BigReal, BigReal> exact, double least, double greatest = Infinity) => new(
        activation.ToString(), (p, x) => Activations.Apply(activation, p, x), type => Activations.Bound(activation, type), exact, least, greatest);
}
