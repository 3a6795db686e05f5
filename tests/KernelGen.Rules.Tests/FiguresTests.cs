using KernelGen.Generator.Rules;

namespace KernelGen.Rules.Tests;

/// <summary>Numbers in messages: two digits, and never a notation of machines.</summary>
public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-1, "−1")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.0314, "0.031")]
    [InlineData(9.96, "10")]
    [InlineData(36.95, "37")]
    [InlineData(99.7, "100")]
    [InlineData(65504, "65,504")]
    [InlineData(262144, "262,144")]
    [InlineData(999999.7, "1,000,000")]
    [InlineData(3.3e9, "3.3·10⁹")]
    [InlineData(9.96e-7, "10⁻⁶")]
    [InlineData(1.788e-6, "1.8·10⁻⁶")]
    [InlineData(-1.788e-6, "−1.8·10⁻⁶")]
    [InlineData(1e-7, "10⁻⁷")]
    [InlineData(double.MaxValue, "1.8·10³⁰⁸")]
    [InlineData(double.Epsilon, "4.9·10⁻³²⁴")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void ANumber(double value, string text) => Assert.Equal(text, Figures.Of(value));

    [Theory]
    [InlineData(0.159, "15.9 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.00002, "2·10⁻³ %")]
    public void AShare(double share, string text) => Assert.Equal(text, Figures.Percent(share));

    [Fact]
    public void AWholeNumber() => Assert.Equal("2,147,483,647", Figures.Of((long)int.MaxValue));
}
