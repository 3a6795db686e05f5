using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Parsing;

/// <summary>Finds the declarations of kernels: first by their looks, which costs nothing, then by what the compiler knows of them.</summary>
internal static class KernelDeclaration
{
    private const string Suffix = "Attribute";

    /// <summary>What an attribute of ours may be called where it is used.</summary>
    private static readonly ImmutableHashSet<string> Names =
        [.. KernelAttributes.Names.Select(SimpleName).SelectMany(name => new[] { name, name.Substring(0, name.Length - Suffix.Length) })];

    /// <summary>
    /// Whether a node looks like one: a method with an attribute that has the name of ours; or a partial method without a body and with any
    /// attribute, since a <c>using</c> may give ours another name.
    /// </summary>
    public static bool MayBe(SyntaxNode node, CancellationToken cancellation) =>
        node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } method
        && ((method is { Body: null, ExpressionBody: null } && method.Modifiers.Any(SyntaxKind.PartialKeyword)) || HasNameOfOurs(method));

    /// <summary>Whether the method's first kernel attribute stands on this node: the other part of a partial method is none.</summary>
    public static bool IsOf(SyntaxNode node, IMethodSymbol method) =>
        KernelAttributes.FirstOf(method)?.ApplicationSyntaxReference is { } attribute
        && attribute.SyntaxTree == node.SyntaxTree && node.Span.Contains(attribute.Span);

    private static bool HasNameOfOurs(MethodDeclarationSyntax method)
    {
        foreach (AttributeListSyntax list in method.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                SimpleNameSyntax? name = attribute.Name switch
                {
                    SimpleNameSyntax simple => simple,
                    QualifiedNameSyntax qualified => qualified.Right,
                    AliasQualifiedNameSyntax aliased => aliased.Name,
                    _ => null,
                };
                if (name is not null && Names.Contains(name.Identifier.ValueText))
                    return true;
            }
        }

        return false;
    }

    private static string SimpleName(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
