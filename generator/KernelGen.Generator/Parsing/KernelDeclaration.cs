using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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

    private static readonly ConditionalWeakTable<SyntaxTree, Candidates> Known = new();

    private sealed record Candidates(ImmutableArray<MethodDeclarationSyntax> Methods);

    /// <summary>The declarations of a file that look like one, in their order. A file is searched once: what it says, and not what it means, decides.</summary>
    public static ImmutableArray<MethodDeclarationSyntax> CandidatesIn(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(tree, out Candidates? candidates))
        {
            // Methods stand in types, and nothing else has to be looked through.
            var all = tree.GetRoot(cancellation).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax);
            candidates = Known.GetValue(tree, _ => new([.. all.OfType<MethodDeclarationSyntax>().Where(MayBe)]));
        }

        return candidates.Methods;
    }

    /// <summary>
    /// Whether a node looks like one: a method with an attribute that has the name of ours; or a partial method without a body and with any
    /// attribute, since a <c>using</c> may give ours another name.
    /// </summary>
    private static bool MayBe(MethodDeclarationSyntax method) =>
        method.AttributeLists.Count > 0
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
