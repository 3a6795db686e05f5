using System.Collections.Immutable;
using KernelGen.Generator.Emit;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Generator;

/// <summary>Wires the stages: attributes to specs, which are cached, specs to text. It reports nothing: the analyzers do.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class KernelGenerator : IIncrementalGenerator
{
    /// <summary>Names of the cached steps, for the tests.</summary>
    internal const string ParseStep = "KernelGen.Parse", SettleStep = "KernelGen.Settle", CatalogStep = "KernelGen.Catalog";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<(IsaSet Targets, bool IsChecked)> properties = context.AnalyzerConfigOptionsProvider.Select(
            static (provider, _) => (BuildSettings.TargetsOf(provider.GlobalOptions), BuildSettings.IsChecked(provider.GlobalOptions)));

        // The compiler's own searches by syntax go through every kernel's symbols again with every key that is pressed, since a type may have changed elsewhere:
        // 4.2 ms of 100 kernels. Most keys change no declaration, and are answered in less than 0.5 ms, half of which is the compiler's.
        IncrementalValuesProvider<ParsedKernel> parsed = context.CompilationProvider
            .Select(static (compilation, _) => new Declarations(compilation)).WithComparer(Declarations.Comparer.Instance)
            .SelectMany(static (declarations, cancellation) => declarations.Kernels(cancellation))
            .WithTrackingName(ParseStep);

        // All together, and apart again: item by item, the compiler (4.14) takes one kernel's result for another's after one of them stopped to be one,
        // when its steps filter items or combine them with a value.
        IncrementalValueProvider<EquatableArray<ParsedKernel>> settled = parsed.Collect().Combine(properties).Select(static (pair, _) =>
            new EquatableArray<ParsedKernel>([.. pair.Left.Select(kernel => kernel.Settle(pair.Right.Targets, pair.Right.IsChecked))]));

        context.RegisterSourceOutput(settled.SelectMany(static (kernels, _) => kernels.Items).WithTrackingName(SettleStep), static (output, kernel) =>
        {
            if (kernel.Shape is { } shape)
                output.AddSource(shape.HintName + ".g.cs", SourceText.From(KernelWriter.Write(kernel.Spec, shape, kernel.Reason), System.Text.Encoding.UTF8));
        });

        IncrementalValueProvider<AllKernels> all = settled.Select(static (kernels, _) => AllKernels.Of(kernels)).WithTrackingName(CatalogStep);
        context.RegisterSourceOutput(all, static (output, kernels) =>
        {
            foreach ((string name, string text) in SharedFiles.Write(kernels.Specs, Scheduler.Model))
                output.AddSource(name, SourceText.From(text, System.Text.Encoding.UTF8));
            if (kernels.Any)
                output.AddSource("KernelGen.Catalog.g.cs", SourceText.From(CatalogFile.Write(kernels.Specs), System.Text.Encoding.UTF8));
        });
    }

    /// <summary>The kernels of the assembly that can be made, and whether there are any at all: a catalog of none still answers to its name.</summary>
    private sealed record AllKernels(EquatableArray<KernelSpec> Specs, bool Any)
    {
        public static AllKernels Of(EquatableArray<ParsedKernel> kernels) =>
            new(kernels.Items.Where(static kernel => kernel.Spec is not null).Select(static kernel => kernel.Spec!).ToImmutableArray(), kernels.Items.Any(static kernel => kernel.Shape is not null));
    }
}
