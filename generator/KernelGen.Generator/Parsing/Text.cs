using System.Globalization;

namespace KernelGen.Generator.Parsing;

/// <summary>Values as text that is the same in every culture.</summary>
internal static class Text
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
    public static string Of(decimal value) => value.ToString(CultureInfo.InvariantCulture);
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
