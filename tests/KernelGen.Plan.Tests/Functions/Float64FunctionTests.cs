using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>The double functions against <see cref="BigReal"/>.</summary>
public class Float64FunctionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Subject.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StaysWithinItsBoundAndTheBoundIsNotVacuous(string name) => Measure(name, 20_000);

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    [Trait("Category", "Exhaustive")]
    public void StaysWithinItsBoundEverywhereItIsTried(string name) => Measure(name, 300_000);

    private void Measure(string name, int count)
    {
        Subject subject = Subject.Named(name);
        FunctionBound bound = subject.Bound(NumericType.Float64);
        double[] arguments = Arguments(count);
        double[] results = ProgramInterpreter.Evaluate(subject.Program(NumericType.Float64), [arguments])[0];
        var gate = new Lock();
        (double Share, double Relative, double At) worst = default;

        Parallel.For(0, arguments.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            double x = arguments[i];
            double computed = results[i];
            if (!(computed >= subject.Least && computed <= subject.Greatest))
                Assert.Fail($"{name}({x:R}) is {computed:R}");
            BigReal exact = subject.Exact(BigReal.Of(x));
            if (double.IsInfinity(computed))
            {
                // Rounded to ∞: what lies half a place above the largest number may, and what the bound blurs into it.
                double share = (BigReal.Abs(exact) / BigReal.Of(double.MaxValue)).Approximate();
                Assert.True(share >= 1 - (bound.Relative * Math.Pow(2, -53)), $"{name}({x:R}) is not ∞");
                return;
            }

            BigReal error = BigReal.Abs(BigReal.Of(computed) - exact);
            BigReal allowed = ((BigReal.Of(bound.Relative) * BigReal.Abs(exact)) + (BigReal.Of(bound.Argument) * BigReal.Abs(BigReal.Of(x)))) * BigReal.Of(Math.Pow(2, -53));

            // Half of the smallest number is no double: half of the count times the whole.
            allowed += BigReal.Of(bound.Underflow / 2) * BigReal.Of(double.Epsilon);
            if (error.Sign == 0)
                return;
            double used = (error / allowed).Approximate();
            if (!(used <= 1))
                Assert.Fail($"{name}({x:R}) is {computed:R}: {used:f2} of its bound");

            // Where the result underflows, the last rounding fills the bound by itself.
            if (!double.IsNormal(computed))
                return;
            lock (gate)
            {
                if (used > worst.Share)
                    worst = (used, (error / BigReal.Abs(exact)).Approximate() * Math.Pow(2, 53), x);
            }
        });

        output.WriteLine($"{name} f64: worst {worst.Relative:f3}u relative at {worst.At:R}, {worst.Share:p1} of its bound ({bound.Sentence})");
        Assert.InRange(worst.Share, 1.0 / 8, 1);
    }

    /// <summary>Magnitudes of every order, the range where things happen, and the edges of ranges.</summary>
    private static double[] Arguments(int count)
    {
        var random = new Random(20240501);
        double[] edges =
        [
            0.0, -0.0, double.Epsilon, 2.2250738585072014e-308, 2.225073858507201e-308, 1e-300, 1e-20, 1e-8, 0.34657359027997264, 0.3465735902799727, 1, 1.0000000000000002,
            3, 5.9375, 19.06, 20, 36.7, 38.5, 38.625, 300, 708.3964185322641, 709.782712893384, 709.7827128933841, 745.1332191019411, 745.1332191019412, 746, 752, 1e4,
        ];
        List<double> all = [.. edges, .. edges.Select(edge => -edge)];
        while (all.Count < count)
        {
            double x = random.Next(4) switch
            {
                0 => (random.NextDouble() - 0.5) * 1500,
                1 => (random.NextDouble() - 0.5) * 80,
                2 => (random.NextDouble() - 0.5) * 8,
                _ => Math.ScaleB(random.NextDouble() + 1, random.Next(-60, 6)) * (random.Next(2) == 0 ? -1 : 1),
            };
            all.Add(x);
        }

        return [.. all];
    }
}
