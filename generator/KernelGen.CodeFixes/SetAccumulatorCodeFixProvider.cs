using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1001, KG1002, KG1003, KG1005: sets the accumulator that keeps what the kernel promises, or takes away one that keeps more than the result can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetAccumulatorCodeFixProvider)), Shared]
public sealed class SetAccumulatorCodeFixProvider : KernelCodeFixProvider
{
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

        Offer(context, diagnostic, root, Title(accumulate), method, With(method, accumulate));
    }

    /// <summary>What the fix is called.</summary>
    internal static string Title(string accumulate) => $"Set 'Accumulate = Accumulate.{accumulate}'";

    /// <summary>The kernel with that accumulator, stated by itself.</summary>
    internal static MethodDeclarationSyntax With(MethodDeclarationSyntax method, string accumulate)
    {
        AttributeArgumentSyntax argument = Declarations.Argument("Accumulate", "global::KernelGen.Accumulate." + accumulate);
        return Declarations.Attribute(method, "Precision") is { } own
            ? method.ReplaceNode(own, Declarations.WithArgument(own, argument))
            : Declarations.WithAttribute(method, "KernelGen.Precision", argument);
    }
}
