namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel is not in a file-local type.</summary>
public sealed class KG0005Tests
{
    private const string FileLocal =
        """
        using System;
        using KernelGen;

        file static partial class {|KG0005:Kernels|}
        {
            [SumOfSquares] public static partial float F(ReadOnlySpan<float> a);
            public static partial class Inner { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
        }
        """;

    [Fact]
    public Task FiresOnceOnTheType() => Verify.Fires(FileLocal);

    [Fact]
    public Task IsSilentOnAnInternalType() => Verify.Silent(
        FileLocal.Replace("{|KG0005:Kernels|}", "Kernels").Replace("file static", "internal static"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0005", FileLocal);
}
