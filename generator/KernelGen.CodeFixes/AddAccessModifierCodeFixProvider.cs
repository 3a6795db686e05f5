using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG0003: adds <c>public</c>, or <c>private</c>, which is what a method without an access modifier is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddAccessModifierCodeFixProvider)), Shared]
public sealed class AddAccessModifierCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.NoAccessModifier.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node is not MethodDeclarationSyntax method)
            return;
        Offer(context, diagnostic, root, "Add 'public'", method, Declarations.WithFirst(method, SyntaxKind.PublicKeyword));
        Offer(context, diagnostic, root, "Add 'private'", method, Declarations.WithFirst(method, SyntaxKind.PrivateKeyword));
    }
}
