using Xunit;

namespace KernelGen.Package.Tests;

/// <summary>What a project says in its properties reaches the generator and the rules through the package's props.</summary>
public sealed class ProjectPropertyTests(PackedPackage package)
{
    [Fact]
    public void TargetsCanBeLeftOut()
    {
        using var project = FreshProject.Alone(package, "<KernelGenTargets>None</KernelGenTargets>");
        var result = project.DotNet("run", "--configuration", "Release");

        ConsumerOutput.AssertRight(result);
        Assert.Contains($"emitted for: Scalar{Environment.NewLine}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AProjectThatForbidsUnsafeCodeIsToldWhatToWrite()
    {
        using var project = FreshProject.Alone(package, "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>");
        project.Write("Program.cs", "return 0;");
        var result = project.DotNet("build", "--configuration", "Release");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("error KG2006", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", result.Output, StringComparison.Ordinal);
    }
}
