namespace KernelGen.Generator.Specs;

/// <summary>What the codes of a format are.</summary>
internal static class WeightFormats
{
    public static int Bits(this WeightFormat format) => format == WeightFormat.Int4 ? 4 : 8;

    /// <summary>The code of the weight 0 where a kernel has no zero points.</summary>
    public static int ZeroPoint(this WeightFormat format) => 1 << (format.Bits() - 1);
}
