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

    [Theory]
    [InlineData("", "computed")]
    [InlineData("<KernelGenChecked>true</KernelGenChecked>", "'a' is 1.5 at index 2, but is declared [ValueRange(-1, 1)]")]
    public void DeclaredValuesAreCheckedWhereTheProjectSaysSo(string property, string said)
    {
        using var project = FreshProject.Alone(package, property);
        project.Write("Program.cs", """
            using KernelGen;

            float[] a = [0, 1, 1.5f], b = [1, 1, 1];
            try
            {
                Declared.Dot(a, b);
                Console.WriteLine("computed");
            }
            catch (ArgumentException refusal)
            {
                Console.WriteLine(refusal.Message);
            }

            internal static partial class Declared
            {
                [Dot(3)] public static partial float Dot([ValueRange(-1, 1)] ReadOnlySpan<float> a, ReadOnlySpan<float> b);
            }
            """);
        var result = project.DotNet("run", "--configuration", "Release");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.Output.Split('\n'), line => line.StartsWith(said, StringComparison.Ordinal));
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
