namespace KernelGen.Generator.Specs;

/// <summary>An element or accumulator type: one row each. A new type is a row here and its conversions in Arithmetic.</summary>
internal sealed record NumericType
{
    private NumericType(string name, string keyword, string metadataName, string shortName, int bytes, int precision, int minimumExponent, double maximum)
    {
        Name = name;
        Keyword = keyword;
        ShortName = shortName;
        MetadataName = metadataName;
        Bytes = bytes;
        Precision = precision;
        SmallestExponent = minimumExponent;
        Maximum = maximum;
    }

    /// <summary>How people and their code call it: float, Half.</summary>
    public string Name { get; }

    /// <summary>How emitted code spells it.</summary>
    public string Keyword { get; }

    /// <summary>Its full name in metadata, by which Parsing recognises it.</summary>
    public string MetadataName { get; }

    public int Bytes { get; }

    /// <summary>Whole numbers, which are computed with exactly.</summary>
    public bool IsInteger { get; private init; }

    /// <summary>Bits of the significand, the hidden one included: 24 for float. Of an integer the bits of its magnitude.</summary>
    public int Precision { get; }

    /// <summary>The smallest positive value is two to this power: −149 for float.</summary>
    public int SmallestExponent { get; }

    /// <summary>The largest finite value.</summary>
    public double Maximum { get; }

    /// <summary>The least finite value.</summary>
    public double Minimum => !IsInteger ? -Maximum : this == Byte || this == Bool ? 0 : -Maximum - 1;

    /// <summary>Unit roundoff u: half of the gap between 1 and the next value. Integers are exact.</summary>
    public double UnitRoundoff => IsInteger ? 0 : Math.Pow(2, -Precision);

    /// <summary>A short name for file and class names: F32, BF16.</summary>
    public string ShortName { get; }

    /// <summary>A 16-bit float: its numbers are computed with as floats, and converted at both ends.</summary>
    public bool IsHalfWord => Bytes == 2;

    /// <summary>An 8-bit integer: products of its numbers are summed exactly.</summary>
    public bool IsByte => Bytes == 1 && this != Bool;

    /// <summary>The type that its numbers are computed with where nothing else is asked for.</summary>
    public NumericType Computed => IsHalfWord ? Float32 : IsByte ? Int32 : this;

    public static readonly NumericType Float32 = new("float", "float", "System.Single", "F32", 4, 24, -149, float.MaxValue);
    public static readonly NumericType Float64 = new("double", "double", "System.Double", "F64", 8, 53, -1074, double.MaxValue);
    public static readonly NumericType Half = new("Half", "global::System.Half", "System.Half", "F16", 2, 11, -24, 65504);
    public static readonly NumericType BFloat16 =
        new("BFloat16", "global::KernelGen.BFloat16", "KernelGen.BFloat16", "BF16", 2, 8, -133, 3.3895313892515355e38);

    /// <summary>The framework's own, from .NET 11 on: the same numbers under another name.</summary>
    public static readonly NumericType SystemBFloat16 =
        new("BFloat16", "global::System.Numerics.BFloat16", "System.Numerics.BFloat16", "BF16", 2, 8, -133, 3.3895313892515355e38);

    public static readonly NumericType SByte = new("sbyte", "sbyte", "System.SByte", "I8", 1, 7, 0, sbyte.MaxValue) { IsInteger = true };
    public static readonly NumericType Byte = new("byte", "byte", "System.Byte", "U8", 1, 8, 0, byte.MaxValue) { IsInteger = true };

    /// <summary>A flag, 0 or 1: of a mask, and no kernel's element.</summary>
    public static readonly NumericType Bool = new("bool", "bool", "System.Boolean", "B", 1, 1, 0, 1) { IsInteger = true };

    public static readonly NumericType Int32 = new("int", "int", "System.Int32", "I32", 4, 31, 0, int.MaxValue) { IsInteger = true };
    public static readonly NumericType Int64 = new("long", "long", "System.Int64", "I64", 8, 63, 0, long.MaxValue) { IsInteger = true };

    /// <summary>The floats that every kernel takes, in the order in which messages list them.</summary>
    public static readonly EquatableArray<NumericType> Floats = new([Float32, Float64, Half, BFloat16, SystemBFloat16]);

    /// <summary>Those that a float holds.</summary>
    public static readonly EquatableArray<NumericType> NarrowFloats = new([Float32, Half, BFloat16, SystemBFloat16]);

    public static readonly EquatableArray<NumericType> Bytes8 = new([SByte, Byte]);

    /// <summary>The elements of kernels whose sums may be of integers too.</summary>
    public static readonly EquatableArray<NumericType> FloatsAndBytes = new([.. Floats, SByte, Byte]);

    public override string ToString() => Keyword;
}
