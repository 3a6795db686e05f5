using KernelGen.Generator.Arithmetic;
using Xunit;

namespace KernelGen.Plan.Tests;

public class NormalTests
{
    /// <summary>Against the values of tables, to all digits that they give.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.6744897501960817, 0.25)]
    [InlineData(1, 0.15865525393145707)]
    [InlineData(2, 0.022750131948179195)]
    [InlineData(2.9, 0.0018658133003840378)]
    [InlineData(4, 3.167124183311986e-5)]
    [InlineData(8, 6.220960574271785e-16)]
    public void TheShareAboveIsTheTables(double z, double share)
    {
        Assert.Equal(share, Normal.Above(z), share * 1e-12);
        Assert.Equal(1 - share, Normal.Above(-z), 1e-15);
    }
}
