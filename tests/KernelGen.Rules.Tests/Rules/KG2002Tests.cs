using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>A target is one that the framework reaches. No framework that runs these tests lacks one, so the settings say it.</summary>
public sealed class KG2002Tests
{
    private static readonly BuildSettings NoAvx512 = new() { Reachable = IsaSet.Avx2 | IsaSet.Neon };

    [Fact]
    public void FiresOnTheAttribute()
    {
        ParseResult result = Compile.Parse("[SumOfSquares, TargetIsa(Isa.Avx512 | Isa.Avx2)] public static partial float F(ReadOnlySpan<float> a);", NoAvx512);
        Finding finding = Assert.Single(result.Findings);
        Assert.Same(Descriptors.TargetUnreachable, finding.Rule);
        Assert.Equal("Isa.Avx512 | Isa.Avx2", finding.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(finding.Location.SourceSpan));
        Assert.Contains("System.Runtime.Intrinsics.X86.Avx512F", finding.Message, StringComparison.Ordinal);
        Assert.Equal(IsaSet.Avx2, result.Spec!.Targets);
    }

    [Fact]
    public void FiresOnTheKernelForTheProperty()
    {
        ParseResult result = Compile.Parse(
            "[SumOfSquares] public static partial float F(ReadOnlySpan<float> a);", NoAvx512 with { Targets = IsaSet.Avx512 });
        Assert.Same(Descriptors.TargetUnreachable, Assert.Single(result.Findings).Rule);
        Assert.Equal(IsaSet.None, result.Spec!.Targets);
    }

    [Fact]
    public void IsSilentOnAll()
    {
        ParseResult result = Compile.Parse("[SumOfSquares, TargetIsa(Isa.All)] public static partial float F(ReadOnlySpan<float> a);", NoAvx512);
        Assert.Empty(result.Findings);
        Assert.Equal(IsaSet.Avx2 | IsaSet.Neon, result.Spec!.Targets);
    }

    [Fact]
    public void SeesWhatTheFrameworkHas()
    {
        var options = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create("Empty");
        Assert.Equal(IsaSet.None, BuildSettings.Create(NoOptions.Instance, options).Reachable);

        // .NET 10 has AVX-VNNI, but for its vectors of 512 bits.
        Assert.Equal(IsaSet.All | IsaSet.Vnni, BuildSettings.Create(NoOptions.Instance, Compile.Source("")).Reachable);
    }

    [Fact]
    public void IsSuppressibleLikeItsFamily() => Assert.DoesNotContain(WellKnownDiagnosticTags.NotConfigurable, Descriptors.TargetUnreachable.CustomTags);

    private sealed class NoOptions : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions
    {
        public static readonly NoOptions Instance = new();

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = null;
            return false;
        }
    }
}
