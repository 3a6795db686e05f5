using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace KernelGen.Benchmarks.Generator;

/// <summary>What a number of kernels costs whoever builds or types.</summary>
/// <param name="Kernels">How many.</param>
/// <param name="GenerateMilliseconds">Generating them all, in a warm process, from nothing.</param>
/// <param name="KeystrokeMilliseconds">The generator's answer to a keystroke in an unrelated file.</param>
/// <param name="EveryStepCached">Whether that keystroke ran no step of ours again.</param>
/// <param name="SourceBytes">Generated source, as characters.</param>
/// <param name="CompileMilliseconds">Compiling the generated sources into the assembly.</param>
/// <param name="AssemblyBytes">The assembly's size.</param>
/// <param name="Errors">Errors of that compilation: the other figures mean nothing where there are any.</param>
internal sealed record GeneratorCost(
    int Kernels, double GenerateMilliseconds, double KeystrokeMilliseconds, bool EveryStepCached, long SourceBytes, double CompileMilliseconds, long AssemblyBytes, int Errors)
{
    public static GeneratorCost Measure(int kernels)
    {
        var project = new Project(kernels);
        double generate = Stopwatches.MedianMilliseconds(kernels >= 1000 ? 3 : 7, _ => Project.Driver().RunGenerators(project.Compilation));

        GeneratorDriver driver = Project.Driver().RunGeneratorsAndUpdateCompilation(project.Compilation, out Compilation generated, out _);
        CSharpKeystrokes keystrokes = new(project);
        double keystroke = Stopwatches.MedianMilliseconds(51, run => driver = driver.RunGenerators(keystrokes[run]));

        using var assembly = new MemoryStream();
        EmitResult? emitted = null;
        double compile = Stopwatches.Milliseconds(() => emitted = generated.Emit(assembly));
        long source = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)tree.Length);
        int errors = emitted!.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new(kernels, generate, keystroke, IsCached(project), source, compile, assembly.Length, errors);
    }

    private static bool IsCached(Project project)
    {
        GeneratorDriver driver = Project.Driver(trackSteps: true).RunGenerators(project.Compilation).RunGenerators(project.AfterKeystroke(0));
        return driver.GetRunResult().Results.Single().TrackedOutputSteps.Values
            .SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    /// <summary>The compilations are made before the clock starts: an editor has them whether we are there or not.</summary>
    private sealed class CSharpKeystrokes(Project project)
    {
        private readonly Compilation[] compilations = [.. Enumerable.Range(0, 51).Select(project.AfterKeystroke)];

        public Compilation this[int run] => compilations[run];
    }
}
