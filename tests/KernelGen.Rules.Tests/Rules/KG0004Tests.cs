namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel is not generic.</summary>
public sealed class KG0004Tests
{
    private const string GenericMethod = "[SumOfSquares] public static partial float F{|KG0004:<T>|}(ReadOnlySpan<float> a);";

    [Fact]
    public Task FiresOnAMethod() => Verify.Fires(Verify.Kernel(GenericMethod));

    [Fact]
    public Task FiresOnAContainingType() => Verify.Fires(
        """
        using System;
        using KernelGen;

        partial class Outer{|KG0004:<T>|}
        {
            partial class Inner { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
        }
        """);

    [Fact]
    public Task IsSilentOnAGenericBase() => Verify.Silent(
        """
        using System;
        using System.Collections.Generic;
        using KernelGen;

        partial class Rows : List<int> { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
        """);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0004", Verify.Kernel(GenericMethod));
}
