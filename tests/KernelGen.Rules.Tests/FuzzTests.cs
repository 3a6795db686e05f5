using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Rules.Tests;

/// <summary>Whatever numbers a kernel declares and is compared with, the rules about precision report or are silent, and what they say is a number.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Numbers =
    [
        "double.NaN", "double.NegativeInfinity", "double.PositiveInfinity", "double.MinValue", "double.MaxValue", "double.Epsilon", "-1e308", "-1e38", "-1e19",
        "-128", "-1.5", "-1", "-0.5", "-1e-7", "-0.0", "0", "1e-300", "1e-8", "0.01", "0.5", "0.9999999", "1", "1.0000001", "2", "127", "65504", "1e19", "1e38", "1e308",
    ];

    private static readonly int[] Lengths = [0, 1, 2, 63, 64, 100, 1536, 16761, (1 << 23) - 1, 1 << 23, int.MaxValue];

    private static readonly string[] Uses =
    [
        "F{0}(x, y) > {1}", "{1} <= F{0}(x, y)", "1 - F{0}(x, y) < {1}", "F{0}(x, y) is < {1}", "F{0}(x, y) == F{0}(y, x)", "{1} - {1} * F{0}(x, y) > 0",
        "1 - F{0}(x, y) > y[0]", "F{0}(x, x) + F{0}(y, y) - 2 * F{0}(x, y) > 0",
    ];

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("Half")]
    [InlineData("BFloat16")]
    [InlineData("sbyte")]
    [InlineData("byte")]
    public async Task AnyNumberIsAnswered(string element)
    {
        var random = new Random(element[0]);
        var members = new List<string>();
        int count = 0;
        foreach (KernelForm form in KernelForms.All)
        {
            for (int i = 0; i < 60; i++, count++)
            {
                members.Add(Kernel(form, element, count, random));
                if (form.Result == ResultForm.Element && form.Required.Length == 2)
                    members.Add($"public static bool Use{count}({element}[] x, {element}[] y) => " + string.Format(CultureInfo.InvariantCulture, Pick(Uses, random), count, Pick(Numbers, random)) + ";");
            }
        }

        ImmutableArray<Diagnostic> diagnostics = await Compile.Analyze(Compile.Source(Verify.Kernel(string.Join('\n', members))));
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("KG", diagnostic.Id, StringComparison.Ordinal));
        string[] precision = [.. diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("KG1", StringComparison.Ordinal)).Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
        Assert.All(precision, message => Assert.DoesNotContain("NaN", message, StringComparison.Ordinal));
        Assert.All(precision, message => Assert.DoesNotContain("{", message, StringComparison.Ordinal));

        // Enough of it has come through the rules before to mean something.
        HashSet<string> expected = IsByte(element) ? ["KG1002", "KG1007"] : ["KG1001", "KG1002", "KG1005", "KG1011", "KG1014", "KG1016"];
        Assert.Superset(expected, diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet());
    }

    private static string Kernel(KernelForm form, string element, int number, Random random)
    {
        IEnumerable<string> dimensions = form.Dimensions
            .Where(dimension => dimension.Absence is Absence.Refused or Absence.SpanLength)
            .Select(dimension => $"{dimension.Name} = {(dimension.Name is "Length" or "K" or "Inputs" ? Pick(Lengths, random) : 1)}");
        string activation = form.Name == "Dense" ? $", Activation = (Activation){random.Next(11)}" : "";
        // Not all that kernels of bytes may have goes together: scales and a whole result, a scale and one of each channel.
        IEnumerable<OperandForm> optional = IsByte(element) ? form.Optional.Where(_ => random.Next(8) == 0) : form.Optional;
        string operands = string.Join(", ", form.Required.Concat(optional).Select(operand => Declared(operand, form, random) + TypeOf(operand, element, random) + " " + operand.Role));
        string result = form.Result switch { ResultForm.Element when IsByte(element) => "int", ResultForm.Element => element == "double" ? "double" : "float", ResultForm.Ratio => element == "double" ? "double" : "float", ResultForm.Count => "int", _ => "void" };
        string accumulate = IsByte(element) ? Pick(["Auto", "Int32", "Int64"], random) : ((Accumulation)random.Next(6)).ToString();
        string tolerance = random.Next(2) == 0 ? "" : ", Tolerance = " + Pick(["1e-3", "1e-7", "1e-15", "1e-300", "1"], random);
        return $"[{form.Name}({string.Join(", ", dimensions)}{activation}), Precision(Accumulate = Accumulate.{accumulate}{tolerance})] public static partial {result} F{number}({operands});";
    }

    private static string Declared(OperandForm operand, KernelForm form, Random random)
    {
        bool isRead = operand.Kind != OperandKind.Output;
        bool isVector = isRead && form.Required.Contains(operand);
        return (isRead && random.Next(4) > 0 ? Range(random) : "")
            + (isVector && random.Next(4) == 0 ? "[UnitNorm] " : "");
    }

    private static bool IsByte(string element) => element is "sbyte" or "byte";

    private static string TypeOf(OperandForm operand, string element, Random random) => operand.Kind switch
    {
        _ when IsByte(element) => operand.TypeFor(element == "byte" ? NumericType.Byte : NumericType.SByte),
        OperandKind.Input => $"ReadOnlySpan<{element}>",
        OperandKind.Output => $"Span<{(operand.IsIndex ? "int" : element)}>",
        _ => element,
    };

    /// <summary>Mostly one that can be: the numbers are in order, but for the first three.</summary>
    private static string Range(Random random)
    {
        int a = random.Next(Numbers.Length), b = random.Next(Numbers.Length);
        return random.Next(4) == 0 ? $"[ValueRange({Numbers[a]}, {Numbers[b]})] " : $"[ValueRange({Numbers[Math.Max(3, Math.Min(a, b))]}, {Numbers[Math.Max(3, Math.Max(a, b))]})] ";
    }

    private static T Pick<T>(T[] items, Random random) => items[random.Next(items.Length)];
}
