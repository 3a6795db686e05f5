namespace KernelGen.Rules.Tests.Rules;

/// <summary>NativeAOT for x64 needs an instruction set.</summary>
public sealed class KG2003Tests
{
    private const string Kernels =
        """
        [SumOfSquares, TargetIsa(Isa.Neon | Isa.None)] public static partial float Arm(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float {|KG2003:First|}(ReadOnlySpan<float> a);
            [SumOfSquares] public static partial float Second(ReadOnlySpan<float> a);
        """;

    private static string Marked => Verify.Kernel(Kernels.Replace("Isa.Neon | Isa.None", "Isa.None"));
    private static string Unmarked => Marked.Replace("{|KG2003:First|}", "First");

    [Theory]
    [InlineData("PublishAot = true; RuntimeIdentifier = linux-x64")]
    [InlineData("PublishAot = True; NETCoreSdkRuntimeIdentifier = win-x64")]
    [InlineData("PublishAot = true; RuntimeIdentifier = osx-x64; IlcInstructionSet = x86-64-v2")]
    public Task FiresOnceOnTheFirstKernel(string properties) => Verify.Fires(Marked, properties);

    [Theory]
    [InlineData("")]
    [InlineData("RuntimeIdentifier = linux-x64")]
    [InlineData("PublishAot = true; RuntimeIdentifier = linux-arm64; NETCoreSdkRuntimeIdentifier = linux-x64")]
    [InlineData("PublishAot = true; RuntimeIdentifier = linux-x64; IlcInstructionSet = x86-64-v3")]
    [InlineData("PublishAot = true; RuntimeIdentifier = linux-x64; IlcInstructionSet = native")]
    [InlineData("PublishAot = true; RuntimeIdentifier = linux-x64; KernelGenTargets = None")]
    [InlineData("PublishAot = true")]
    public Task IsSilentOtherwise(string properties) => Verify.Silent(Unmarked, properties);

    [Fact]
    public void TheMessageHoldsTheLineToPaste() => Assert.Contains(
        "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>",
        Generator.Rules.Descriptors.NativeAotWithoutInstructionSet.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG2003", Marked, "PublishAot = true; RuntimeIdentifier = linux-x64");
}
