using Microsoft.CodeAnalysis;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Kernels are slow in a Debug build.</summary>
public sealed class KG3001Tests
{
    private static readonly string Kernel = Verify.Kernel(
        """
        [SumOfSquares] public static partial float {|KG3001:F|}(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float G(ReadOnlySpan<float> a);
        """);

    [Fact]
    public Task FiresOnceOnTheFirstKernel() => Verify.Fires(Kernel, optimization: OptimizationLevel.Debug);

    [Fact]
    public Task IsSilentInRelease() => Verify.Silent(Kernel.Replace("{|KG3001:F|}", "F"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG3001", Kernel, optimization: OptimizationLevel.Debug);
}
