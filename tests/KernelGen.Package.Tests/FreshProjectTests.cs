using Xunit;

namespace KernelGen.Package.Tests;

public sealed class FreshProjectTests(PackedPackage package)
{
    [Theory]
    [InlineData("Release")]
    [InlineData("Debug")]
    public void RunsItsKernels(string configuration)
    {
        using var project = FreshProject.Alone(package);
        var result = project.DotNet("run", "--configuration", configuration);

        ConsumerOutput.AssertRight(result);
    }

    [Fact]
    public void CompilesTheFirstExampleOfItsReadme()
    {
        const string Fence = "```csharp\n";
        var readme = package.ReadText("README.md");
        var start = readme.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var example = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        using var project = FreshProject.Alone(package);
        project.Write("Readme.cs", example);
        var result = project.DotNet("build", "--configuration", "Release");

        Assert.True(result.ExitCode == 0, result.Output);
    }
}
