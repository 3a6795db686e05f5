using System.Collections.Immutable;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Parsing;

/// <summary>What the generator keeps of a parsed method: no symbol, no location.</summary>
internal sealed record ParsedKernel(KernelSpec? Spec, MethodShape? Shape, string Reason, bool HasOwnTargets, IsaSet Reachable)
{
    private static readonly ParsedKernel None = new(null, null, "", false, IsaSet.None);

    /// <summary>One for each declaration that may be a kernel's, in the order of the source. What is no kernel keeps its place, so that the others keep theirs.</summary>
    public static ImmutableArray<ParsedKernel> AllIn(Compilation compilation, CancellationToken cancellation)
    {
        var kernels = ImmutableArray.CreateBuilder<ParsedKernel>();
        if (!KernelAttributes.AreIn(compilation))
            return kernels.ToImmutable();

        // The MSBuild properties are not known here: they come with Settle.
        var settings = BuildSettings.Create(NoOptions.Instance, compilation);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            ImmutableArray<MethodDeclarationSyntax> candidates = KernelDeclaration.CandidatesIn(tree, cancellation);
            if (candidates.IsEmpty)
                continue;
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax candidate in candidates)
                kernels.Add(From(candidate, model, settings, cancellation));
        }

        return kernels.ToImmutable();
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

    private static ParsedKernel From(MethodDeclarationSyntax candidate, SemanticModel model, BuildSettings settings, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(candidate, cancellation) is not IMethodSymbol method || !KernelDeclaration.IsOf(candidate, method) || IsRepeated(method))
            return None;
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
