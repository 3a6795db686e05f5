namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel is a partial method.</summary>
public sealed class KG0001Tests
{
    private const string NotPartial = "[Dot(4)] public static float {|KG0001:F|}(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Fact]
    public Task Fires() => Verify.Fires(Verify.Kernel(NotPartial));

    [Fact]
    public Task FiresOnAMethodWithABody() => Verify.Fires(Verify.Kernel(
        "[Dot(4)] public static float {|KG0001:F|}(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0;"));

    [Fact]
    public Task FiresOnALocalFunctionAndALambda() => Verify.Fires(Verify.Kernel(
        """
        public static void Outer()
        {
            [{|KG0001:Dot|}(4)] static float Inner(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0;
            var lambda = [{|KG0001:Dot|}(4)] (ReadOnlySpan<float> a, ReadOnlySpan<float> b) => 0f;
        }
        """));

    [Fact]
    public Task FiresOnAnAccessor() => Verify.Fires(Verify.Kernel("public static float P { [{|KG0001:SumOfSquares|}] get => 0; }"));

    [Fact]
    public Task IsSilentOnAPartialMethod() => Verify.Silent(Verify.Kernel(
        "[Dot(4)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));

    [Fact]
    public Task IsSilentWithoutAKernelAttribute() => Verify.Silent(Verify.Kernel("public static float F() => 0;"));

    [Fact]
    public Task IsSilentOnAnotherAttributeOfThatName() => Verify.Silent(
        """
        class DotAttribute : System.Attribute { }
        class C { [Dot] float F() => 0; }
        """);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0001", Verify.Kernel(NotPartial));

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        Verify.Kernel(NotPartial),
        Verify.Kernel("[Dot(4)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));
}
