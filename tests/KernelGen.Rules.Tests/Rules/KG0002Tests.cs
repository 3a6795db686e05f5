namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's containing types are partial.</summary>
public sealed class KG0002Tests
{
    private const string NotPartial =
        """
        using System;
        using KernelGen;

        public class {|KG0002:Outer|}
        {
            internal static class {|KG0002:Inner|}
            {
                [Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
                [Dot] public static partial float G(ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            }
        }
        """;

    [Fact]
    public Task FiresOnceOnEachType() => Verify.Fires(NotPartial);

    [Fact]
    public Task FiresOnEveryKindOfType() => Verify.Fires(
        """
        using System;
        using KernelGen;

        struct {|KG0002:S|} { [SumOfSquares] public readonly partial float F(ReadOnlySpan<float> a); }
        record {|KG0002:R|} { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }
        record struct {|KG0002:T|} { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }
        interface {|KG0002:I|} { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
        """);

    [Fact]
    public Task IsSilentOnPartialTypes() => Verify.Silent(
        """
        using System;
        using KernelGen;

        readonly partial struct S { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }
        sealed partial record R { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }
        partial record struct T { [SumOfSquares] public partial float F(ReadOnlySpan<float> a); }
        partial interface I { [SumOfSquares] public static partial float F(ReadOnlySpan<float> a); }
        """);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0002", NotPartial);

    [Fact]
    public Task IsFixed() => Verify.Fixes(
        NotPartial,
        NotPartial.Replace("{|KG0002:Outer|}", "Outer").Replace("{|KG0002:Inner|}", "Inner")
            .Replace("public class", "public partial class").Replace("static class", "static partial class"),
        iterations: 2);
}
