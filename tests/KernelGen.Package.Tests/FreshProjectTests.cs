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
}
