using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>What the bounds say about an argument that is itself in error.</summary>
public class FunctionBoundTests
{
    public static TheoryData<string> Names => [.. Enum.GetNames<Activation>()];

    /// <summary>Differences over 2⁻¹² of the double function, which is accurate to 2⁻⁴⁸ here.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void TheLargestSlopeIsTheLipschitzConstant(string name)
    {
        Activation activation = Enum.Parse<Activation>(name);
        const double step = 1.0 / 4096;
        double[] arguments = [.. Enumerable.Range(-20 * 4096, 40 * 4096).Select(i => i * step)];
        double[] results = ProgramInterpreter.Evaluate(Build(activation, NumericType.Float64), [arguments])[0];
        double steepest = 0;
        for (int i = 1; i < results.Length; i++)
            steepest = Math.Max(steepest, Math.Abs(results[i] - results[i - 1]) / step);

        FunctionBound bound = Activations.Bound(activation, NumericType.Float64);
        Assert.InRange(steepest, bound.Lipschitz * 0.999, bound.Lipschitz + Math.Pow(2, -35));
        Assert.Equal(bound.AtZero, ProgramInterpreter.Evaluate(Build(activation, NumericType.Float64), 0.0)[0]);
    }

    /// <summary>Sums in error by all that their bound allows, and how far their activation then is off.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void AnErrorOfTheArgumentStaysWithinTheBoundAfter(string name)
    {
        Activation activation = Enum.Parse<Activation>(name);
        const double coefficient = 1e-5;
        NumericType type = NumericType.Float32;
        FunctionBound bound = Activations.Bound(activation, type);
        double after = bound.CoefficientAfter(coefficient, type);
        double term = bound.AbsoluteTermAfter(0, type);

        var random = new Random(3);
        double[] exactSums = [.. Enumerable.Range(0, 20_000).Select(i => (random.NextDouble() - 0.5) * (i % 2 == 0 ? 4 : 30))];
        double[] magnitudes = [.. exactSums.Select(sum => Math.Abs(sum) * (1 + (random.NextDouble() * 2)))];
        float[] sums = [.. exactSums.Zip(magnitudes, (sum, magnitude) => (float)(sum + (coefficient * 0.99 * magnitude * (random.Next(2) == 0 ? 1 : -1))))];
        double[] exact = ProgramInterpreter.Evaluate(Build(activation, NumericType.Float64), [exactSums])[0];
        float[] computed = ProgramInterpreter.Evaluate(Build(activation, type), [sums])[0];
        double worst = 0;
        for (int i = 0; i < sums.Length; i++)
            worst = Math.Max(worst, Math.Abs(computed[i] - exact[i]) / ((after * magnitudes[i]) + term));

        Assert.InRange(worst, 1.0 / 8, 1);
    }

    private static Program Build(Activation activation, NumericType type)
    {
        var p = new ProgramBuilder(type);
        return p.Build(Activations.Apply(activation, p, p.Input("x")));
    }
}
