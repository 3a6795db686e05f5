using Microsoft.CodeAnalysis;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Kernels need unsafe blocks to be allowed.</summary>
public sealed class KG2006Tests
{
    private static readonly string Kernel = Verify.Kernel(
        """
        [SumOfSquares] public static partial float {|KG2006:F|}(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float G(ReadOnlySpan<float> a);
        """);

    [Fact]
    public Task FiresOnceOnTheFirstKernel() => Verify.Fires(Kernel, allowUnsafe: false);

    [Fact]
    public Task IsSilentWhereTheyAre() => Verify.Silent(Kernel.Replace("{|KG2006:F|}", "F"));

    [Fact]
    public Task IsSilentWithoutAKernel() => Verify.Fires(Verify.Kernel(""), allowUnsafe: false);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG2006", Kernel, optimization: OptimizationLevel.Release, allowUnsafe: false);
}
