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
}
