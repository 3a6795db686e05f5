using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1008: writes the Scale that gives an attention's scores a deviation of 1, or takes one away where the default does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetAttentionScaleCodeFixProvider)), Shared]
public sealed class SetAttentionScaleCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.SoftmaxSaturates.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || Declarations.Attribute(method, "Attention") is not { } attention
            || !diagnostic.Properties.TryGetValue(Finding.NumberKey, out string? scale) || scale is null)
            return;
        if (scale.Length > 0)
            Offer(context, diagnostic, root, $"Set 'Scale = {scale}'", attention, Declarations.WithArgument(attention, Declarations.Argument("Scale", scale)));
        else if (attention.ArgumentList!.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Scale") is { } stated)
            Offer(context, diagnostic, root, "Leave Scale out", attention, attention.RemoveNode(stated, SyntaxRemoveOptions.KeepNoTrivia)!);
    }
}
