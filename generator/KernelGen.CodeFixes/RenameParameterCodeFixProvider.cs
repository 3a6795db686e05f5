using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG0012: gives a parameter that means nothing the nearest name that means something.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterCodeFixProvider)), Shared]
public sealed class RenameParameterCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.UnknownParameter.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || !diagnostic.Properties.TryGetValue(SignatureRules.NearestKey, out string? nearest) || nearest is null)
            return;

        SyntaxToken name = SyntaxFactory.Identifier(nearest).WithTriviaFrom(parameter.Identifier);
        Offer(context, diagnostic, root, $"Rename to '{nearest}'", parameter, parameter.WithIdentifier(name));
    }
}
