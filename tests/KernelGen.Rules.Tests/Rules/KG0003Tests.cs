namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel has an access modifier.</summary>
public sealed class KG0003Tests
{
    private const string NoModifier =
        """
        /// <summary>Scales.</summary>
            [Normalize]
            // Without gaps.
            static partial void {|KG0003:F|}(ReadOnlySpan<float> x, Span<float> y);

            [Normalize] partial void {|KG0003:G|}(ReadOnlySpan<float> x, Span<float> y);
        """;

    private const string Fixed =
        """
        /// <summary>Scales.</summary>
            [Normalize]
            // Without gaps.
            ACCESS static partial void F(ReadOnlySpan<float> x, Span<float> y);

            [Normalize] ACCESS partial void G(ReadOnlySpan<float> x, Span<float> y);
        """;

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(NoModifier));

    [Theory]
    [InlineData("public")]
    [InlineData("private")]
    [InlineData("internal")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    public Task IsSilentWithOne(string modifier) => Verify.Silent(Verify.Kernel(
        $"[Normalize] {modifier} static partial void F(ReadOnlySpan<float> x, Span<float> y);"));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0003", Verify.Kernel(NoModifier));

    [Theory]
    [InlineData(0, "public")]
    [InlineData(1, "private")]
    public Task IsFixed(int action, string modifier) => Verify.Fixes(
        Verify.Kernel(NoModifier), Verify.Kernel(Fixed.Replace("ACCESS", modifier)), action);
}
