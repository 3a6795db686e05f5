using System.Numerics;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests.Functions;

/// <summary>NaN, infinities, zeros, and the functions that round nothing.</summary>
public class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>A function's values at −∞, −0, +0, +∞.</summary>
    public static TheoryData<string, double, double, double, double> Limits => new()
    {
        { "exp", 0, 1, 1, Infinity },
        { "tanh", -1, -0.0, 0, 1 },
        { "erf", -1, -0.0, 0, 1 },
        { nameof(Activation.Relu), 0, -0.0, 0, Infinity },
        { nameof(Activation.LeakyRelu), -Infinity, -0.0, 0, Infinity },
        { nameof(Activation.Relu6), 0, -0.0, 0, 6 },
        { nameof(Activation.Gelu), -0.0, -0.0, 0, Infinity },
        { nameof(Activation.GeluTanh), -0.0, -0.0, 0, Infinity },
        { nameof(Activation.Silu), -0.0, -0.0, 0, Infinity },
        { nameof(Activation.GatedSilu), -0.0, -0.0, 0, Infinity },
        { nameof(Activation.Sigmoid), 0, 0.5, 0.5, 1 },
        { nameof(Activation.Tanh), -1, -0.0, 0, 1 },
        { nameof(Activation.HardSwish), -0.0, -0.0, 0, Infinity },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void LimitsAndSignsOfZero(string name, double atMinusInfinity, double atMinusZero, double atZero, double atInfinity)
    {
        double[] arguments = [-Infinity, -0.0, 0, Infinity];
        double[] expected = [atMinusInfinity, atMinusZero, atZero, atInfinity];
        for (int i = 0; i < arguments.Length; i++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected[i]), BitConverter.DoubleToInt64Bits(Run(name, NumericType.Float64, arguments[i])));
            Assert.Equal(BitConverter.SingleToInt32Bits((float)expected[i]), BitConverter.SingleToInt32Bits(Run(name, NumericType.Float32, (float)arguments[i])));
        }
    }

    /// <summary>Whatever its sign and payload: the bits of a NaN must not be taken for those of an exponent.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public void NaNStaysNaN(string name, double atMinusInfinity, double atMinusZero, double atZero, double atInfinity)
    {
        _ = (atMinusInfinity, atMinusZero, atZero, atInfinity);
        foreach (ulong bits in new ulong[] { 0x7FF8000000000000, 0xFFF8000000000000, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x7FF800000000ABCD })
            Assert.True(double.IsNaN(Run(name, NumericType.Float64, BitConverter.UInt64BitsToDouble(bits))));
        foreach (uint bits in new uint[] { 0x7FC00000, 0xFFC00000, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FC0ABCD })
            Assert.True(float.IsNaN(Run(name, NumericType.Float32, BitConverter.UInt32BitsToSingle(bits))));
    }

    /// <summary>The largest finite arguments overflow nothing on their way.</summary>
    [Theory]
    [InlineData(nameof(Activation.LeakyRelu))]
    [InlineData(nameof(Activation.Gelu))]
    [InlineData(nameof(Activation.GeluTanh))]
    [InlineData(nameof(Activation.Silu))]
    [InlineData(nameof(Activation.HardSwish))]
    public void TheLargestNumberIsKept(string name)
    {
        Assert.Equal(float.MaxValue, Run(name, NumericType.Float32, float.MaxValue));
        Assert.Equal(double.MaxValue, Run(name, NumericType.Float64, double.MaxValue));
    }

    [Fact]
    public void ExactFunctionsRoundNothing()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            double wide = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (i % 2 == 0)
                (x, wide) = ((random.NextSingle() - 0.3f) * 10, (random.NextDouble() - 0.3) * 10);
            Exact(NumericType.Float32, x);
            Exact(NumericType.Float64, wide);
        }

        static void Exact<T>(NumericType type, T x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            T relu = T.Zero > x ? T.Zero : x;
            T six = T.CreateChecked(6);
            Assert.Equal(relu, Run(nameof(Activation.Relu), type, x));
            Assert.Equal(relu > six ? six : relu, Run(nameof(Activation.Relu6), type, x));
            Assert.Equal(x, Run(nameof(Activation.None), type, x));
            Assert.Equal(T.IsNegative(x) ? x * T.CreateChecked(0.01) : x, Run(nameof(Activation.LeakyRelu), type, x));
        }
    }

    /// <summary>
    /// In steps of 1/2000 no function falls that should not. For tanh only to 8.5: just before it reaches 1, its sum E + 2 lies halfway
    /// between two numbers, and the result is sometimes 1, sometimes the number below.
    /// </summary>
    [Theory]
    [InlineData("exp", 110)]
    [InlineData("tanh", 8.5)]
    [InlineData("erf", 10)]
    [InlineData(nameof(Activation.Sigmoid), 110)]
    public void DoesNotFall(string name, double limit)
    {
        int steps = (int)(limit * 2000);
        float[] arguments = [.. Enumerable.Range(-steps, (2 * steps) + 1).Select(i => i / 2000f)];
        float[] results = ProgramInterpreter.Evaluate(Program(name, NumericType.Float32), [arguments])[0];
        for (int i = 1; i < results.Length; i++)
            if (!(results[i] >= results[i - 1]))
                Assert.Fail($"{name} falls at {arguments[i]:R}");
    }

    private static T Run<T>(string name, NumericType type, T x)
        where T : unmanaged, IFloatingPointIeee754<T>
        => ProgramInterpreter.Evaluate(Program(name, type), x)[0];

    private static Program Program(string name, NumericType type)
    {
        var p = new ProgramBuilder(type);
        Value x = p.Input("x");
        return p.Build(name switch
        {
            "exp" => Elementary.Exp(p, x),
            "tanh" => Elementary.Tanh(p, x),
            "erf" => Elementary.Erf(p, x),
            _ => Activations.Apply(Enum.Parse<Activation>(name), p, x),
        });
    }
}
