using System.Globalization;
using System.Runtime.CompilerServices;
using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Models;

/// <summary>An editor makes a compilation with every key that is pressed: the generator must not keep the old ones.</summary>
public sealed class CollectionTests
{
    /// <summary>Neither where a declaration changes, nor where it is inside of a body.</summary>
    [Theory]
    [InlineData("public const int Value = {0};")]
    [InlineData("public static int Value() {{ return {0}; }}")]
    public void AnOldCompilationIsCollected(string edited)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new KernelGenerator().AsSourceGenerator()], parseOptions: Compile.ParseOptions);
        WeakReference old = Run(ref driver, string.Format(CultureInfo.InvariantCulture, edited, 1));
        WeakReference current = Run(ref driver, string.Format(CultureInfo.InvariantCulture, edited, 2));
        for (int i = 0; i < 5 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
        GC.KeepAlive(driver);
        GC.KeepAlive(current);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run(ref GeneratorDriver driver, string member)
    {
        CSharpCompilation compilation = Compile.Sources(Compile.InClass(KernelSources.Every("float", fixedShape: true)), $"internal static class Other {{ {member} }}");
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
        return new WeakReference(compilation);
    }
}
