using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1012, KG1018: writes the threshold that is above the noise, or the scale that spreads the numbers over the codes, where one that is not stands as a number.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteNumberCodeFixProvider)), Shared]
public sealed class WriteNumberCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.ThresholdInNoise.Id, Descriptors.ScaleMisses.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        Location place = diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;
        if (diagnostic.Properties.TryGetValue(Finding.NumberKey, out string? number) && number is not null
            && node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().LastOrDefault(written => written.Span == place.SourceSpan) is { } old && IsNumber(old))
            Offer(context, diagnostic, root, $"Write {number}", old, SyntaxFactory.ParseExpression(number).WithTriviaFrom(old));
    }

    private static bool IsNumber(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax };
}
