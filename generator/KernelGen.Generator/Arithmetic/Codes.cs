using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>The codes of an 8-bit type: which of them numbers take.</summary>
internal static class Codes
{
    public const int Count = 256;

    /// <summary>Less than half of them: a bit of every number says nothing.</summary>
    public static bool AreWasted(double used) => 2 * used < Count;

    /// <summary>The whole numbers of a range that a type has.</summary>
    public static double In(Interval range, NumericType type) =>
        Math.Max(Math.Floor(Math.Min(range.High, type.Maximum)) - Math.Ceiling(Math.Max(range.Low, type.Minimum)) + 1, 0);

    /// <summary>Those that a range of steps takes: each rounded, moved by the zero point and clamped.</summary>
    public static double Of(Interval steps, double zeroPoint, NumericType type) => Of(steps.High, zeroPoint, type) - Of(steps.Low, zeroPoint, type) + 1;

    /// <summary>The bits of eight that so many codes leave without use.</summary>
    public static double BitsLost(double used) => Math.Log(Count / Math.Max(used, 1), 2);

    private static double Of(double steps, double zeroPoint, NumericType type) => Math.Min(Math.Max(Math.Round(steps) + zeroPoint, type.Minimum), type.Maximum);
}
