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
        Assert.Contains("target: Scalar", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AProjectThatForbidsUnsafeCodeIsToldWhatToWrite()
    {
        using var project = FreshProject.Alone(package, "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>");
        var result = project.DotNet("build", "--configuration", "Release");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("KG2006", result.Output, StringComparison.Ordinal);
    }
}
