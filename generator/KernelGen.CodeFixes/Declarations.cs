using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace KernelGen.CodeFixes;

/// <summary>Small edits of declarations, shared by the fixes.</summary>
internal static class Declarations
{
    /// <summary>The declaration with <c>partial</c> as its last modifier, where C# wants it.</summary>
    public static T WithPartial<T>(T declaration)
        where T : MemberDeclarationSyntax =>
        Append(declaration, SyntaxKind.PartialKeyword);

    /// <summary>The declaration with a modifier in front of the others.</summary>
    public static T WithFirst<T>(T declaration, SyntaxKind modifier)
        where T : MemberDeclarationSyntax =>
        Insert(declaration, 0, modifier);

    /// <summary>The parameter list without parentheses that a text holds, its types to be shortened to what the file's usings allow.</summary>
    public static SeparatedSyntaxList<ParameterSyntax> Parameters(string text)
    {
        ParameterListSyntax list = SyntaxFactory.ParseParameterList("(" + text
            .Replace("ReadOnlySpan<", "global::System.ReadOnlySpan<")
            .Replace(" Span<", " global::System.Span<") + ")");
        return list.ReplaceNodes(
            list.Parameters.Select(parameter => parameter.Type).OfType<QualifiedNameSyntax>(),
            (type, _) => type.WithAdditionalAnnotations(Simplifier.Annotation)).Parameters;
    }

    private static T Append<T>(T declaration, SyntaxKind modifier)
        where T : MemberDeclarationSyntax =>
        Insert(declaration, declaration.Modifiers.Count, modifier);

    private static T Insert<T>(T declaration, int index, SyntaxKind modifier)
        where T : MemberDeclarationSyntax
    {
        SyntaxToken token = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        if (index > 0)
            return (T)declaration.WithModifiers(declaration.Modifiers.Insert(index, token));

        // What stands before the declaration's first word (its indent, its comments) stands before the new one then.
        SyntaxToken first = declaration.AttributeLists.LastOrDefault() is { } attributes
            ? attributes.GetLastToken().GetNextToken()
            : declaration.GetFirstToken();
        T bare = declaration.ReplaceToken(first, first.WithLeadingTrivia());
        return (T)bare.WithModifiers(bare.Modifiers.Insert(0, token.WithLeadingTrivia(first.LeadingTrivia)))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
