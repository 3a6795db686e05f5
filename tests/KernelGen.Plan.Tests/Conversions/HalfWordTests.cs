using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Plan.Tests.Conversions;

/// <summary>The conversions of 16-bit floats that every target prints: each number up, and every place where rounding down turns.</summary>
public sealed class HalfWordTests
{
    public static TheoryData<string> Types => ["Half", "BFloat16"];

    private static NumericType TypeOf(string name) => name == "Half" ? NumericType.Half : NumericType.BFloat16;

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryNumberWidensExactlyWhateverLiesBesideIt(string name)
    {
        NumericType type = TypeOf(name);
        foreach (uint beside in new uint[] { 0, 0xffff, 0x5a5a })
        {
            float[] lower = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt32BitsToSingle((beside << 16) | (uint)bits))];
            float[] upper = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt32BitsToSingle(((uint)bits << 16) | beside))];
            float[] fromLower = ProgramInterpreter.Evaluate(HalfWords.WidenLower(type), [lower])[0];
            float[] fromUpper = ProgramInterpreter.Evaluate(HalfWords.WidenUpper(type), [upper])[0];
            for (int bits = 0; bits < 1 << 16; bits++)
            {
                double expected = Rounding.FromBits(type, (ulong)bits);
                if (!Rounding.SameBits(expected, fromLower[bits]))
                    Assert.Fail($"{bits:x4} in the lower half gave {fromLower[bits]:R}, expected {expected:R}.");
                if (!Rounding.SameBits(expected, fromUpper[bits]))
                    Assert.Fail($"{bits:x4} in the upper half gave {fromUpper[bits]:R}, expected {expected:R}.");
            }
        }
    }

    [Fact]
    public void EveryFiniteHalfWidensExactlyAtLessCost()
    {
        const int Exponent = 0x7c00;
        int[] finite = [.. Enumerable.Range(0, 1 << 16).Where(bits => (bits & Exponent) != Exponent)];
        foreach ((Program program, Func<int, uint> place) in new (Program, Func<int, uint>)[]
        {
            (HalfWords.WidenLowerFinite, bits => 0x5a5a_0000u | (uint)bits),
            (HalfWords.WidenUpperFinite, bits => ((uint)bits << 16) | 0xa5a5u),
            (HalfWords.WidenSignedFinite, bits => (uint)(short)bits),
        })
        {
            float[] widened = ProgramInterpreter.Evaluate(program, [[.. finite.Select(bits => BitConverter.UInt32BitsToSingle(place(bits)))]])[0];
            for (int i = 0; i < finite.Length; i++)
            {
                double expected = Rounding.FromBits(NumericType.Half, (ulong)finite[i]);
                if (!Rounding.SameBits(expected, widened[i]))
                    Assert.Fail($"{finite[i]:x4} gave {widened[i]:R}, expected {expected:R}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryNumberNarrowsToItself(string name)
    {
        NumericType type = TypeOf(name);
        float[] all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (float)Rounding.FromBits(type, (ulong)bits))];
        AssertNarrows(type, all);
    }

    /// <summary>The middle between two neighbours, and the floats on both its sides: also above the largest number, and around zero.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTieGoesToEven(string name)
    {
        NumericType type = TypeOf(name);
        var places = new List<float>();
        int infinity = type == NumericType.Half ? 0x7c00 : 0x7f80;
        for (int bits = 0; bits < infinity; bits++)
        {
            double low = Rounding.FromBits(type, (ulong)bits);
            double high = bits + 1 == infinity ? 2 * Math.ScaleB(1, Math.ILogB(low)) : Rounding.FromBits(type, (ulong)(bits + 1));
            float middle = (float)((low / 2) + (high / 2));
            foreach (float place in new[] { middle, MathF.BitDecrement(middle), MathF.BitIncrement(middle), MathF.BitIncrement((float)low) })
            {
                places.Add(place);
                places.Add(-place);
            }
        }

        places.AddRange([float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN]);
        AssertNarrows(type, [.. places]);
    }

    /// <summary>Every 61st float of all there are; the places where rounding turns are another test's.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(Types))]
    public void FloatsFromEndToEndNarrowAsTheirDefinitionSays(string name)
    {
        const int Step = 1 << 20, Stride = 61;
        float[] numbers = new float[Step];
        for (long first = 0; first < 1L << 32; first += (long)Step * Stride)
        {
            for (int i = 0; i < Step; i++)
                numbers[i] = BitConverter.UInt32BitsToSingle((uint)(first + ((long)i * Stride)));
            AssertNarrows(TypeOf(name), numbers);
        }
    }

    private static void AssertNarrows(NumericType type, float[] numbers)
    {
        float[] narrowed = ProgramInterpreter.Evaluate(HalfWords.Narrow(type), [numbers])[0];
        var round = new ProgramBuilder(NumericType.Float32);
        float[] rounded = ProgramInterpreter.Evaluate(round.Build(HalfWords.Round(round, type, round.Input("x"))), [numbers])[0];
        for (int i = 0; i < numbers.Length; i++)
        {
            double expected = Rounding.To(type, numbers[i]);
            uint bits = BitConverter.SingleToUInt32Bits(narrowed[i]);
            if (bits > 0xffff || !Rounding.SameBits(expected, Rounding.FromBits(type, bits)))
                Assert.Fail($"{numbers[i]:R} narrowed to {bits:x}, expected {expected:R}.");
            if (!Rounding.SameBits(expected, rounded[i]))
                Assert.Fail($"{numbers[i]:R} was rounded to {rounded[i]:R}, expected {expected:R}.");
        }
    }
}
