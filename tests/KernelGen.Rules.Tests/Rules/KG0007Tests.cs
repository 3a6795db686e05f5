namespace KernelGen.Rules.Tests.Rules;

/// <summary>A method has one kernel attribute.</summary>
public sealed class KG0007Tests
{
    private const string Two = "[Dot(4), {|KG0007:Cosine|}(4)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(Two));

    [Fact]
    public Task FiresOnEachOneBeyondTheFirst() => Verify.Fires(Verify.Kernel(
        "[Dot] [{|KG0007:Cosine|}] [{|KG0007:SquaredDistance|}] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsSilentOnOneWithModifiers() => Verify.Silent(Verify.Kernel(
        """
        [Dot(4), Precision(Accumulate = Accumulate.Float64), TargetIsa(Isa.Avx2)]
            public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        """));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0007", Verify.Kernel(Two));
}
