using KernelGen.Generator.Specs;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Inputs by kind; each a function of its seed alone, the same on every machine.</summary>
internal sealed class Numbers(int seed)
{
    private ulong state = (ulong)seed;

    /// <summary>Between −1 and 1, with all bits of the significand in use.</summary>
    public double Even() => (Next() * 2) - 1;

    /// <summary>−8 … 8: sums of products are exact, in whatever order.</summary>
    public double Whole() => Math.Round(Even() * 8);

    /// <summary>Signed, of sizes from 2^−span to 2^span: sums cancel and absorb.</summary>
    public double Wide(int span) => Even() * Math.ScaleB(1, (int)Math.Round(Even() * span));

    /// <summary>Powers of two, up and down, whose products and short sums a type holds.</summary>
    public static int SpanOf(NumericType type) => type.Bytes == 8 ? 250 : type.Maximum < 1e6 ? 4 : 30;

    /// <summary>Even numbers, with every kind of special number strewn in.</summary>
    public double Special(NumericType type)
    {
        double tiny = Math.ScaleB(1, type.SmallestExponent);
        return (int)(Next() * 24) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => double.NegativeInfinity,
            3 or 4 => -0.0,
            5 or 6 => 0,
            7 => tiny,
            8 => -tiny * Math.Round(Next() * 1000),
            9 => type.Maximum,
            10 => -type.Maximum,
            _ => Even(),
        };
    }

    /// <summary>Zeros of both signs, mostly −0, and now and then a number.</summary>
    public double Zeros() => (int)(Next() * 8) switch { 0 => Even(), 1 => 0, _ => -0.0 };

    /// <summary>Subnormal and just normal numbers.</summary>
    public double Tiny(NumericType type) => Math.ScaleB(Math.Round(Even() * (1 << 26)), type.SmallestExponent);

    /// <summary>From 0 to 1 (splitmix64; the library's Random promises no sequence).</summary>
    public double Next()
    {
        ulong z = state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public int Below(int limit) => (int)(Next() * limit);
}
