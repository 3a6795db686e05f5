using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1018: writes the scale that spreads the numbers over the codes, where one that does not is written as a number.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetScaleCodeFixProvider)), Shared]
public sealed class SetScaleCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.ScaleMisses.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (diagnostic.Properties.TryGetValue(ScaleRule.ScaleKey, out string? scale) && scale is not null
            && node.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().FirstOrDefault(literal => literal.Span == diagnostic.Location.SourceSpan) is { } written)
            Offer(context, diagnostic, root, $"Take a scale of {scale}", written, SyntaxFactory.ParseExpression(scale).WithTriviaFrom(written));
    }
}
