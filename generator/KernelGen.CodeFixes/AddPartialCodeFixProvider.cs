using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG0001, KG0002: adds <c>partial</c> to a kernel without a body, or to a type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialCodeFixProvider)), Shared]
public sealed class AddPartialCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.NotPartial.Id, Descriptors.ContainingTypeNotPartial.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        const string Title = "Add 'partial'";
        if (node is TypeDeclarationSyntax type)
            Offer(context, diagnostic, root, Title, type, Declarations.WithPartial(type));
        else if (node is MethodDeclarationSyntax { Body: null, ExpressionBody: null } method)
            Offer(context, diagnostic, root, Title, method, Declarations.WithPartial(method));
    }
}
