using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace KernelGen.Benchmarks.Generator;

/// <summary>What a number of kernels costs whoever builds or types.</summary>
/// <param name="Kernels">How many.</param>
/// <param name="GenerateMilliseconds">Generating them all, in a warm process, from nothing.</param>
/// <param name="BodyMilliseconds">The generator's answer to a keystroke inside a method of an unrelated file.</param>
/// <param name="DeclarationMilliseconds">The same to one that changes what the file declares.</param>
/// <param name="CompilerMilliseconds">The same of a generator with our steps, none of which does anything: the compiler's own share.</param>
/// <param name="EveryStepCached">Whether either keystroke wrote nothing again.</param>
/// <param name="SourceBytes">Generated source, as characters.</param>
/// <param name="CompileMilliseconds">Compiling the generated sources into the assembly.</param>
/// <param name="AssemblyBytes">The assembly's size.</param>
/// <param name="Errors">Errors of that compilation: the other figures mean nothing where there are any.</param>
internal sealed record GeneratorCost(
    int Kernels, double GenerateMilliseconds, double BodyMilliseconds, double DeclarationMilliseconds, double CompilerMilliseconds, bool EveryStepCached,
    long SourceBytes, double CompileMilliseconds, long AssemblyBytes, int Errors)
{
    public static GeneratorCost Measure(int kernels)
    {
        var project = new Project(kernels);
        double generate = Stopwatches.MedianMilliseconds(kernels >= 1000 ? 3 : 7, _ => Project.Driver().RunGenerators(project.Compilation));

        GeneratorDriver driver = Project.Driver().RunGeneratorsAndUpdateCompilation(project.Compilation, out Compilation generated, out _);
        double compiler = Answer(Project.Driver(new EmptyPipeline(kernels)), project, Keystroke.InABody);
        double body = Answer(driver, project, Keystroke.InABody), declaration = Answer(driver, project, Keystroke.InADeclaration);
        bool isCached = IsCached(project, Keystroke.InABody) && IsCached(project, Keystroke.InADeclaration);

        using var assembly = new MemoryStream();
        EmitResult? emitted = null;
        double compile = Stopwatches.Milliseconds(() => emitted = generated.Emit(assembly));
        long source = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)tree.Length);
        int errors = emitted!.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new(kernels, generate, body, declaration, compiler, isCached, source, compile, assembly.Length, errors);
    }

    private static bool IsCached(Project project, Keystroke keystroke)
    {
        GeneratorDriver driver = Project.Driver(trackSteps: true).RunGenerators(project.Compilation).RunGenerators(project.After(keystroke, 0));
        return driver.GetRunResult().Results.Single().TrackedOutputSteps.Values
            .SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    /// <summary>An editor runs for hours: the first half of the keystrokes only warms up. It has the compilations whether we are there or not.</summary>
    private static double Answer(GeneratorDriver driver, Project project, Keystroke keystroke)
    {
        const int Measured = 51, All = 2 * Measured;
        driver = driver.RunGenerators(project.Compilation);
        Compilation[] compilations = [.. Enumerable.Range(0, All).Select(number => project.After(keystroke, number))];
        foreach (Compilation compilation in compilations.Take(Measured))
            driver = driver.RunGenerators(compilation);
        return Stopwatches.MedianMilliseconds(Measured, run => driver = driver.RunGenerators(compilations[Measured + run]));
    }
}
