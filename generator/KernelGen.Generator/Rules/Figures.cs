using System.Globalization;

namespace KernelGen.Generator.Rules;

/// <summary>Numbers as messages show them: <c>65,793</c>, <c>0.012</c>, <c>1.8·10⁻⁶</c>.</summary>
internal static class Figures
{
    /// <summary>A whole number, with its thousands.</summary>
    public static string Of(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number in two digits, or all of a whole one's up to a million.</summary>
    public static string Of(double value)
    {
        if (double.IsInfinity(value) || double.IsNaN(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        if (size == Math.Floor(size) && size < 1e6)
            return Minus(value.ToString("#,0", CultureInfo.InvariantCulture));
        if (size is >= 0.01 and < 10)
            return Minus(value.ToString("G2", CultureInfo.InvariantCulture));
        if (size is >= 10 and < 1e6)
            return Minus(value.ToString("#,0", CultureInfo.InvariantCulture));

        string[] parts = value.ToString("0.#e+0", CultureInfo.InvariantCulture).Split('e');
        string power = "10" + Superscript(parts[1].TrimStart('+'));
        return parts[0] == "1" ? power : Minus(parts[0]) + "·" + power;
    }

    /// <summary>A share of one: <c>95 %</c>.</summary>
    public static string Percent(double share) => share is > 0 and < 0.001
        ? Of(share * 100) + " %"
        : (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>The nearest number of two digits.</summary>
    public static double InTwoDigits(double value) => double.Parse(value.ToString("e1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A number above 0 in two digits, none of them rounded up.</summary>
    public static double Below(double value) => InTwoDigits(value, Math.Floor, 1 + 1e-12);

    /// <summary>A number above 0 in two digits, none of them rounded down.</summary>
    public static double Above(double value) => InTwoDigits(value, Math.Ceiling, 1 - 1e-12);

    /// <summary>What the second digit's place does to a number that has two digits already is no reason to change it.</summary>
    private static double InTwoDigits(double value, Func<double, double> round, double slack)
    {
        if (double.IsInfinity(value) || value == 0)
            return value;
        double place = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return InTwoDigits(round(value / place * slack) * place);
    }

    private static string Minus(string number) => number.Replace('-', '−');

    private static string Superscript(string digits) => string.Concat(digits.Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
