using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1002: makes a result of long of one of int, which the sums pass: what the kernel returns, or the span that it writes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WidenResultCodeFixProvider)), Shared]
public sealed class WidenResultCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.AccumulatorOverflows.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(OverflowRule.ResultKey, out string? result) || result is null)
            return;
        TypeSyntax? type = result.Length == 0
            ? method.ReturnType
            : method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == result)?.Type;
        if (type?.DescendantNodesAndSelf().OfType<PredefinedTypeSyntax>().FirstOrDefault(part => part.Keyword.IsKind(SyntaxKind.IntKeyword)) is { } narrow)
            Offer(context, diagnostic, root, "Make the result 'long'", narrow, SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.LongKeyword)).WithTriviaFrom(narrow));
    }
}
