using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1001, KG1002, KG1003, KG1005: sets the accumulator that keeps what the kernel promises, or takes away one that keeps more than the result can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetAccumulatorCodeFixProvider)), Shared]
public sealed class SetAccumulatorCodeFixProvider : KernelCodeFixProvider
{
    private const string Property = "Accumulate";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
    [
        Descriptors.BoundExceedsTolerance.Id, Descriptors.AccumulatorOverflows.Id, Descriptors.SumStagnates.Id, Descriptors.OutputDropsDigits.Id,
    ];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(ToleranceRule.AccumulateKey, out string? accumulate) || accumulate is null)
            return;

        AttributeSyntax? own = Declarations.Attribute(method, "Precision");
        string title = $"Set 'Accumulate = Accumulate.{accumulate}'";
        if (own is null)
            Offer(context, diagnostic, root, title, method, Declarations.WithAttribute(method, "KernelGen.Precision", Argument(accumulate)));
        else
            Offer(context, diagnostic, root, title, own, Declarations.WithArgument(own, Argument(accumulate)));
    }

    private static AttributeArgumentSyntax Argument(string accumulate) =>
        Declarations.Argument(Property, "global::KernelGen.Accumulate." + accumulate);
}
