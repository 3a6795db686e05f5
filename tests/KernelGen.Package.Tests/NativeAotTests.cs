using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace KernelGen.Package.Tests;

/// <summary>Needs more than the SDK: the native compiler from the registry, and a linker.</summary>
[Trait("needs", "registry")]
public sealed class NativeAotTests(PackedPackage package)
{
    // What NuGet says where a package or its source cannot be had, and the SDK where there is no linker.
    private static readonly string[] MissingFromMachine = ["NU1101", "NU1102", "NU1301", "Platform linker"];

    [Fact]
    public void PublishedProgramRunsItsKernels()
    {
        var wide = Avx2.IsSupported && Fma.IsSupported;
        // Without this line native code for x64 has no AVX, and KernelGen's build warns of that.
        var instructionSet = wide ? "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>" : "";
        using var project = FreshProject.WithRegistry(package, $"<PublishAot>true</PublishAot>{instructionSet}");

        var published = project.DotNet("publish", "--configuration", "Release", "--output", "native",
            "--runtime", RuntimeInformation.RuntimeIdentifier);
        SkipWhereNativeCompilerIsMissing(published);
        Assert.True(published.ExitCode == 0, published.Output);

        var result = project.Run("native/Fresh");
        ConsumerOutput.AssertRight(result);
        if (wide)
            Assert.DoesNotContain("target: Scalar", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PublishingForX64WithoutInstructionSetIsAWarning()
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "The rule is about x64.");
        using var project = FreshProject.WithRegistry(package, "<PublishAot>true</PublishAot>");

        // Warnings are errors in the fresh project.
        var built = project.DotNet("build", "--configuration", "Release");
        SkipWhereNativeCompilerIsMissing(built);
        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains("KG2003", built.Output, StringComparison.Ordinal);
        Assert.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", built.Output, StringComparison.Ordinal);
    }

    private static void SkipWhereNativeCompilerIsMissing(CommandResult result) =>
        Assert.SkipWhen(
            result.Output.Split('\n').Any(line =>
                MissingFromMachine.Any(line.Contains) && !line.Contains("package KernelGen", StringComparison.Ordinal)),
            "This machine cannot compile natively: that needs the ILCompiler package from a registry, clang and zlib.");
}
