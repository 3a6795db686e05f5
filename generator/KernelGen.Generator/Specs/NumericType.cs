namespace KernelGen.Generator.Specs;

/// <summary>An element or accumulator type: one row each. A new type is a row here and a conversion in each dialect.</summary>
internal sealed record NumericType
{
    private NumericType(string keyword, string metadataName, int bytes, int precision, int minimumExponent, double maximum)
    {
        Keyword = keyword;
        MetadataName = metadataName;
        Bytes = bytes;
        Precision = precision;
        SmallestExponent = minimumExponent;
        Maximum = maximum;
    }

    /// <summary>How C# spells it.</summary>
    public string Keyword { get; }

    /// <summary>Its full name in metadata, by which Parsing recognises it.</summary>
    public string MetadataName { get; }

    public int Bytes { get; }

    /// <summary>Bits of the significand, the hidden one included: 24 for float.</summary>
    public int Precision { get; }

    /// <summary>The smallest positive value is two to this power: −149 for float.</summary>
    public int SmallestExponent { get; }

    /// <summary>The largest finite value.</summary>
    public double Maximum { get; }

    /// <summary>Unit roundoff u: half of the gap between 1 and the next value.</summary>
    public double UnitRoundoff => Math.Pow(2, -Precision);

    /// <summary>A short name for file and class names: F32, F64.</summary>
    public string ShortName => "F" + (Bytes * 8);

    public static readonly NumericType Float32 = new("float", "System.Single", 4, 24, -149, float.MaxValue);
    public static readonly NumericType Float64 = new("double", "System.Double", 8, 53, -1074, double.MaxValue);

    /// <summary>The element types that kernels of today take, in the order in which messages list them.</summary>
    public static readonly EquatableArray<NumericType> Elements = new([Float32, Float64]);

    public override string ToString() => Keyword;
}
