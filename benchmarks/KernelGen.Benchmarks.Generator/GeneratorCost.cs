using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace KernelGen.Benchmarks.Generator;

/// <summary>What a number of kernels costs whoever builds or types.</summary>
/// <param name="Kernels">How many.</param>
/// <param name="GenerateMilliseconds">Generating them all, in a warm process, from nothing.</param>
/// <param name="KeystrokeMilliseconds">The generator's answer to a keystroke in an unrelated file.</param>
/// <param name="FinderMilliseconds">The same of a generator that only finds our attributes: the compiler's own share.</param>
/// <param name="EveryStepCached">Whether that keystroke ran no step of ours again.</param>
/// <param name="SourceBytes">Generated source, as characters.</param>
/// <param name="CompileMilliseconds">Compiling the generated sources into the assembly.</param>
/// <param name="AssemblyBytes">The assembly's size.</param>
/// <param name="Errors">Errors of that compilation: the other figures mean nothing where there are any.</param>
internal sealed record GeneratorCost(
    int Kernels, double GenerateMilliseconds, double KeystrokeMilliseconds, double FinderMilliseconds, bool EveryStepCached, long SourceBytes, double CompileMilliseconds, long AssemblyBytes, int Errors)
{
    public static GeneratorCost Measure(int kernels)
    {
        var project = new Project(kernels);
        double generate = Stopwatches.MedianMilliseconds(kernels >= 1000 ? 3 : 7, _ => Project.Driver().RunGenerators(project.Compilation));

        GeneratorDriver driver = Project.Driver().RunGeneratorsAndUpdateCompilation(project.Compilation, out Compilation generated, out _);
        double finder = Keystroke(CSharpGeneratorDriver.Create(new AttributeFinder()), project);
        double keystroke = Keystroke(driver, project);

        using var assembly = new MemoryStream();
        EmitResult? emitted = null;
        double compile = Stopwatches.Milliseconds(() => emitted = generated.Emit(assembly));
        long source = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)tree.Length);
        int errors = emitted!.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new(kernels, generate, keystroke, finder, IsCached(project), source, compile, assembly.Length, errors);
    }

    private static bool IsCached(Project project)
    {
        GeneratorDriver driver = Project.Driver(trackSteps: true).RunGenerators(project.Compilation).RunGenerators(project.AfterKeystroke(0));
        return driver.GetRunResult().Results.Single().TrackedOutputSteps.Values
            .SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    /// <summary>An editor runs for hours: the first half of the keystrokes only warms up. It has the compilations whether we are there or not.</summary>
    private static double Keystroke(GeneratorDriver driver, Project project)
    {
        const int Measured = 51, All = 2 * Measured;
        driver = driver.RunGenerators(project.Compilation);
        Compilation[] compilations = [.. Enumerable.Range(0, All).Select(project.AfterKeystroke)];
        foreach (Compilation compilation in compilations.Take(Measured))
            driver = driver.RunGenerators(compilation);
        return Stopwatches.MedianMilliseconds(Measured, run => driver = driver.RunGenerators(compilations[Measured + run]));
    }
}
