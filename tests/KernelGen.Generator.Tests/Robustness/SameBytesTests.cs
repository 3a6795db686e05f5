using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Robustness;

/// <summary>The emitted text is a function of the sources alone.</summary>
public sealed class SameBytesTests
{
    private static readonly string[] Sources =
    [
        .. new[] { "float", "double" }.SelectMany(type => new[] { true, false }.Select(fixedShape =>
            Compile.InClass(KernelSources.Every(type, fixedShape)).Replace("Kernels", $"Kernels_{type}_{fixedShape}", StringComparison.Ordinal))),
    ];

    [Fact]
    public void InEveryCulture()
    {
        ImmutableSortedDictionary<string, string> expected = GeneratorRun.Of(Sources).Texts;

        // The invariant culture's data are the only ones here: its numbers are written as no other's are.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "\u2212",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            NumberGroupSizes = [4],
            PercentDecimalSeparator = ",",
            NaNSymbol = "¤",
            PositiveInfinitySymbol = "∞",
            NegativeInfinitySymbol = "\u2212∞",
            PositiveSign = "~",
        };

        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            Assert.Equal("\u22121,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            AssertSame(expected, GeneratorRun.Of(Sources).Texts);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void InEveryOrderOfFiles() => AssertSame(GeneratorRun.Of(Sources).Texts, GeneratorRun.Of(Sources.Reverse()).Texts);

    [Fact]
    public void WithLineFeedsWhateverTheSourcesHave() =>
        Assert.All(GeneratorRun.Of(Sources[0].ReplaceLineEndings("\r\n")).Texts.Values, text => Assert.DoesNotContain('\r', text));

    private static void AssertSame(ImmutableSortedDictionary<string, string> expected, ImmutableSortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach ((string name, string text) in expected)
            Assert.True(text == actual[name], name);
    }
}
