using Xunit;

namespace KernelGen.Plan.Tests.Functions;

public class BigRealTests
{
    /// <summary>The two ways to erfc, which share no step but exp, agree where both are good.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(2.25)]
    [InlineData(3)]
    [InlineData(3.5)]
    public void SeriesAndFractionGiveTheSameErfc(double x)
    {
        BigReal series = BigReal.Whole(1) - BigReal.ErfSeries(BigReal.Of(x));
        BigReal fraction = BigReal.ErfcFraction(BigReal.Of(x));
        Assert.True(BigReal.Abs((series - fraction) / fraction).Approximate() < Math.Pow(2, -120));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.7)]
    [InlineData(-30)]
    public void ExpOfASumIsTheProduct(double x)
    {
        BigReal once = BigReal.Exp(BigReal.Of(x));
        BigReal twice = BigReal.Exp(BigReal.Of(2 * x));
        Assert.True(BigReal.Abs(((once * once) - twice) / twice).Approximate() < Math.Pow(2, -170));
    }

    /// <summary>ln 2, π and the rest against digits known to everyone.</summary>
    [Fact]
    public void ConstantsAreRight()
    {
        Assert.Equal(0.69314718055994530942, BigReal.Ln2.Approximate());
        Assert.Equal(Math.PI, BigReal.Pi.Approximate());
        Assert.Equal(2.3190468138462996e-17, (BigReal.Ln2 - BigReal.Of(0.6931471805599453)).Approximate(), 1e-30);
        Assert.Equal(1.2246467991473532e-16, (BigReal.Pi - BigReal.Of(Math.PI)).Approximate(), 1e-30);
    }
}
