using Xunit;

namespace KernelGen.Package.Tests;

/// <summary>What the program in Consumer must say, however it was built.</summary>
internal static class ConsumerOutput
{
    private static readonly string[] Lines =
    [
        "Dot: equal",
        "Gemm 8x16x24: equal",
        "Gemm 1x1x1: equal",
        "Gemm 7x9x13: equal",
        "Gemm 33x50x40: equal",
        "Gemm 5x4x0: equal",
        "Dense: equal",
        "kernels: 4",
    ];

    public static void AssertRight(CommandResult result)
    {
        Assert.True(result.ExitCode == 0, result.Output);
        var said = result.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Lines, said.SkipLast(2));
        Assert.StartsWith("emitted for: ", said[^2], StringComparison.Ordinal);
        Assert.StartsWith("target: ", said[^1], StringComparison.Ordinal);
    }
}
