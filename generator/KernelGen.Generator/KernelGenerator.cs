using System.Collections.Immutable;
using KernelGen.Generator.Emit;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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

        // One search for all kernels. The compiler's own, by an attribute's full name, looks for one attribute: thirty of them took nearly half
        // of what a keystroke cost (100 kernels: 3.9 ms of 8.3).
        IncrementalValuesProvider<ParsedKernel> parsed = context.SyntaxProvider
            .CreateSyntaxProvider(KernelDeclaration.MayBe, ParsedKernel.From)
            .WithTrackingName(ParseStep);

        // All together, and apart again: item by item, the compiler (4.14) takes one kernel's result for another's after one of them stopped to be one,
        // when its steps filter items or combine them with a value. What is no kernel keeps its place, so that the others keep theirs.
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

    /// <summary>What the pipeline keeps of a parsed method: no symbol, no location.</summary>
    private sealed record ParsedKernel(KernelSpec? Spec, MethodShape? Shape, string Reason, bool HasOwnTargets, IsaSet Reachable)
    {
        private static readonly ParsedKernel None = new(null, null, "", false, IsaSet.None);

        public static ParsedKernel From(GeneratorSyntaxContext found, CancellationToken cancellation)
        {
            if (found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is not IMethodSymbol method || !KernelDeclaration.IsOf(found.Node, method) || IsRepeated(method))
                return None;

            // The MSBuild properties are not known here: they come with Settle.
            BuildSettings settings = BuildSettings.Create(NoOptions.Instance, found.SemanticModel.Compilation);
            ParseResult result = KernelParser.Parse(method, settings, cancellation);
            return new(result.Spec, result.Shape, result.Reason, result.HasOwnTargets, settings.Reachable);
        }

        /// <summary>
        /// Whether the type declares the very same method before this one (a line just copied): both would have one file name, and
        /// then no kernel of the project would come out. The compiler reports the second.
        /// </summary>
        private static bool IsRepeated(IMethodSymbol method)
        {
            foreach (ISymbol member in method.ContainingType.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member, method))
                    return false;
                if (member is IMethodSymbol && member.ToDisplayString() == method.ToDisplayString())
                    return true;
            }

            return false;
        }

        /// <summary>The method's own targets, or those of the build; and AVX-VNNI beside the targets that it extends.</summary>
        public ParsedKernel Settle(IsaSet build, bool isChecked)
        {
            if (Spec is null)
                return this;
            IsaSet targets = HasOwnTargets ? Spec.Targets : build & IsaSet.All & Reachable;
            IsaSet beside = ((targets & IsaSet.Avx2) != 0 ? IsaSet.Vnni : IsaSet.None) | ((targets & IsaSet.Avx512) != 0 ? IsaSet.Vnni512 : IsaSet.None);
            return this with { Spec = Spec with { Targets = targets | (build & beside & Reachable), IsChecked = isChecked } };
        }
    }

    private sealed class NoOptions : AnalyzerConfigOptions
    {
        public static readonly NoOptions Instance = new();

        public override bool TryGetValue(string key, out string value)
        {
            value = "";
            return false;
        }
    }
}
