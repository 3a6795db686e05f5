using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Benchmarks.Generator;

/// <summary>The steps of our generator, and as many files, where no step does anything: what is left is the compiler's own share.</summary>
internal sealed class EmptyPipeline(int kernels) : IIncrementalGenerator
{
    private static readonly SourceText Text = SourceText.From("", System.Text.Encoding.UTF8);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, kernels)];
        IncrementalValuesProvider<int> parsed = context.CompilationProvider.Select((_, _) => 0).SelectMany((_, _) => all);
        IncrementalValueProvider<ImmutableArray<int>> settled = parsed.Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select((_, _) => 0)).Select(static (pair, _) => pair.Left);
        context.RegisterSourceOutput(settled.SelectMany(static (numbers, _) => numbers), static (output, number) => output.AddSource($"{number}.g.cs", Text));
        context.RegisterSourceOutput(settled, static (output, _) => output.AddSource("Catalog.g.cs", Text));
    }
}
