using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests;

public class ProgramInterpreterTests
{
    [Fact]
    public void OneProgramOverManyNumbersEqualsEachAlone()
    {
        var p = new ProgramBuilder(NumericType.Float32);
        Value a = p.Input("a");
        Value b = p.Input("b");
        Program program = p.Build(p.Select(a < b, p.Fma(a, b, p.Constant(0.1)), p.XorBits(a, b)), p.Max(a, b), (a - b) / (a + b) * p.Abs(a));

        var random = new Random(1);
        float[] left = [.. Enumerable.Range(0, 3000).Select(_ => random.NextSingle() - 0.5f)];
        float[] right = [.. Enumerable.Range(0, 3000).Select(_ => random.NextSingle() - 0.5f)];
        float[][] together = ProgramInterpreter.Evaluate(program, [left, right]);
        for (int i = 0; i < left.Length; i++)
        {
            float[] alone = ProgramInterpreter.Evaluate(program, left[i], right[i]);
            Assert.Equal(left[i] < right[i]
                ? MathF.FusedMultiplyAdd(left[i], right[i], 0.1f)
                : BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(left[i]) ^ BitConverter.SingleToUInt32Bits(right[i])), alone[0]);
            Assert.Equal(alone[0], together[0][i]);
            Assert.Equal(MathF.Max(left[i], right[i]), together[1][i]);
            Assert.Equal(alone[2], together[2][i]);
        }
    }

    public static TheoryData<string> Operations =>
        [.. Enum.GetNames<Op>().Except(["Input", "Constant", "DotPairs", "DotQuads", "MultiplyAddBytes", "SubtractHalves"])];

    /// <summary>Whole vectors, and the rest behind them, of any bits.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void AnOperationOverManyNumbersEqualsItOnEach(string operation)
    {
        bool isArithmetic = operation is "Add" or "Subtract" or "Multiply" or "Divide" or "FusedMultiplyAdd" or "SquareRoot";
        var random = new Random(2);
        ulong[][] bits = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 1500).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).ToArray())];
        if (operation == "Select")
            bits[0] = [.. bits[0].Select(number => number % 2 == 0 ? 0 : ulong.MaxValue)];
        if (operation == "EqualTo")
            bits[1] = [.. bits[0].Zip(bits[1], (a, b) => b % 2 == 0 ? a : b)];
        Check(NumericType.Float32, [.. bits.Select(column => column.Select(number => BitConverter.UInt32BitsToSingle((uint)number)).ToArray())]);
        Check(NumericType.Float64, [.. bits.Select(column => column.Select(BitConverter.UInt64BitsToDouble).ToArray())]);

        static string Bits<T>(T number) => number is float single ? $"{BitConverter.SingleToUInt32Bits(single):x}" : $"{BitConverter.DoubleToUInt64Bits((double)(object)number!):x}";

        void Check<T>(NumericType type, T[][] columns)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            Instruction[] body = [new(Op.Input, 0), new(Op.Input, 1), new(Op.Input, 2), new(Enum.Parse<Op>(operation), 0, 1, 2, Bits: 5)];
            var program = new Program(type, new(["a", "b", "c"]), new([.. body]), new([3]));
            T[] together = ProgramInterpreter.Evaluate(program, columns)[0];
            for (int i = 0; i < together.Length; i++)
            {
                T alone = ProgramInterpreter.Evaluate(program, columns[0][i], columns[1][i], columns[2][i])[0];

                // Which NaN arithmetic gives is promised nowhere.
                Assert.Equal(T.IsNaN(alone) && isArithmetic ? "NaN" : Bits(alone), T.IsNaN(together[i]) && isArithmetic ? "NaN" : Bits(together[i]));
            }
        }
    }
}
