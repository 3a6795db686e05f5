using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1011, KG1013: changes the declaration of the kernel that a call uses, wherever that stands: Cosine for Dot, [UnitNorm], a better accumulator.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CalledKernelCodeFixProvider)), Shared]
public sealed class CalledKernelCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.RawDotAsCosine.Id, Descriptors.ThresholdTooFine.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // A kernel of a compiled assembly can't be changed from here.
        foreach (Diagnostic diagnostic in context.Diagnostics.Where(one => one.AdditionalLocations.Count > 0 && one.AdditionalLocations[0].IsInSource))
        {
            if (diagnostic.Id == Descriptors.RawDotAsCosine.Id)
            {
                Offer(context, diagnostic, "Make the kernel a cosine", AsCosine);
                Offer(context, diagnostic, "Declare both operands [UnitNorm]", WithUnitNorms);
            }
            else if (diagnostic.Properties.TryGetValue(ToleranceRule.AccumulateKey, out string? accumulate) && accumulate is not null)
            {
                Offer(context, diagnostic, SetAccumulatorCodeFixProvider.Title(accumulate), method => SetAccumulatorCodeFixProvider.With(method, accumulate));
            }
        }

        return Task.CompletedTask;
    }

    private static void Offer(CodeFixContext context, Diagnostic diagnostic, string title, Func<MethodDeclarationSyntax, MethodDeclarationSyntax> change) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellation => Change(context.Document.Project.Solution, diagnostic.AdditionalLocations[0], change, cancellation), title),
            diagnostic);

    private static async Task<Solution> Change(
        Solution solution, Location place, Func<MethodDeclarationSyntax, MethodDeclarationSyntax> change, CancellationToken cancellation)
    {
        if (solution.GetDocument(place.SourceTree) is not { } document
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindNode(place.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return solution;
        return solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(method, change(method)));
    }

    private static MethodDeclarationSyntax AsCosine(MethodDeclarationSyntax method)
    {
        if (Declarations.Attribute(method, "Dot") is { } dot)
        {
            SimpleNameSyntax name = dot.Name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last();
            return method.ReplaceNode(dot, dot.ReplaceNode(name, SyntaxFactory.IdentifierName("Cosine").WithTriviaFrom(name)));
        }

        return (Declarations.Attribute(method, "Similarities") ?? Declarations.Attribute(method, "TopK")) is { } many
            ? method.ReplaceNode(many, Declarations.WithArgument(many, Declarations.Argument("Metric", "global::KernelGen.Metric.Cosine")))
            : method;
    }

    /// <summary>The vectors of a similarity are its first two spans to read.</summary>
    private static MethodDeclarationSyntax WithUnitNorms(MethodDeclarationSyntax method) => method.ReplaceNodes(
        method.ParameterList.Parameters.Where(parameter => parameter.Type?.ToString().Contains("ReadOnlySpan") == true && parameter.Identifier.ValueText != "norms").Take(2),
        (parameter, _) => Declarations.HasAttribute(parameter.AttributeLists, "UnitNorm")
            ? parameter
            : parameter.AddAttributeLists(SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Declarations.NewAttribute("KernelGen.UnitNorm")))
                .WithTrailingTrivia(SyntaxFactory.Space)));
}
