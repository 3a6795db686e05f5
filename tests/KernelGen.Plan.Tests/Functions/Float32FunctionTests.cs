using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>
/// The float functions against the double ones, which <see cref="Float64FunctionTests"/> measures: their error is some 2⁻⁵³ of
/// the result, less than 2⁻²⁴ of what is measured here.
/// </summary>
public class Float32FunctionTests(ITestOutputHelper output)
{
    private const int Chunk = 1 << 16;
    private const double Roundoff = 5.9604644775390625e-8;
    private const double HalfOfSmallest = float.Epsilon / 2.0;

    public static TheoryData<string> Names => [.. Subject.All.Select(subject => subject.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StaysWithinItsBoundAndTheBoundIsNotVacuous(string name) => Measure(name, stride: 1021);

    /// <summary>
    /// 187 million floats of exp, tanh and erf, 70 million of each activation made of them. With KERNELGEN_EVERY_FLOAT set, every
    /// float there is of each: about two minutes a function on two cores, too long for CI.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    [Trait("Category", "Exhaustive")]
    public void StaysWithinItsBoundOnAFineGrid(string name) =>
        Measure(name, Environment.GetEnvironmentVariable("KERNELGEN_EVERY_FLOAT") is { Length: > 0 } ? 1 : name is "exp" or "tanh" or "erf" ? 23 : 61);

    private void Measure(string name, long stride)
    {
        Subject subject = Subject.Named(name);
        FunctionBound bound = subject.Bound(NumericType.Float32);
        Program program = subject.Program(NumericType.Float32);
        Program reference = subject.Program(NumericType.Float64);
        double least = subject.Least, greatest = subject.Greatest;

        long chunks = ((1L << 32) + (Chunk * stride) - 1) / (Chunk * stride);
        var gate = new Lock();
        (double Share, double Relative, float At) worst = default;
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, chunk =>
        {
            float[] arguments = new float[Chunk];
            double[] wide = new double[Chunk];
            for (int i = 0; i < Chunk; i++)
            {
                arguments[i] = BitConverter.UInt32BitsToSingle((uint)(((chunk * Chunk) + i) * stride));
                wide[i] = arguments[i];
            }

            float[] results = ProgramInterpreter.Evaluate(program, [arguments])[0];
            double[] expected = ProgramInterpreter.Evaluate(reference, [wide])[0];
            (double Share, double Relative, float At) worstHere = default;
            for (int i = 0; i < Chunk; i++)
            {
                double exact = expected[i];
                double computed = results[i];
                if (double.IsNaN(exact) || double.IsNaN(computed))
                {
                    if (!(float.IsNaN(arguments[i]) && double.IsNaN(exact) && double.IsNaN(computed)))
                        Assert.Fail($"{name}({arguments[i]:R}) is {computed}");
                    continue;
                }

                if (!(computed >= least && computed <= greatest))
                    Assert.Fail($"{name}({arguments[i]:R}) is {computed:R}");
                double allowed = (((bound.Relative * Math.Abs(exact)) + (bound.Argument * Math.Abs(wide[i]))) * Roundoff) + (bound.Underflow * HalfOfSmallest);
                if (double.IsInfinity(computed))
                {
                    if (!(Math.Abs(exact) + allowed >= float.MaxValue))
                        Assert.Fail($"{name}({arguments[i]:R}) is not ∞");
                    continue;
                }

                double error = Math.Abs(computed - exact);
                if (error > allowed)
                    Assert.Fail($"{name}({arguments[i]:R}) is {computed:R}: {error / allowed:f2} of its bound");

                // Where the result underflows, the last rounding fills the bound by itself.
                if (error > worstHere.Share * allowed && float.IsNormal(results[i]))
                    worstHere = (error / allowed, error / Math.Abs(exact) * Math.Pow(2, 24), arguments[i]);
            }

            lock (gate)
            {
                if (worstHere.Share > worst.Share)
                    worst = worstHere;
            }
        });

        output.WriteLine($"{name} f32: worst {worst.Relative:f3}u relative at {worst.At:R}, {worst.Share:p1} of its bound ({bound.Sentence}), stride {stride}");
        Assert.InRange(worst.Share, 1.0 / 8, 1);
    }
}
