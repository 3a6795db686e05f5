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

    /// <summary>A method's attribute of that name, as it is written: with or without its namespace and its last word.</summary>
    public static AttributeSyntax? Attribute(MethodDeclarationSyntax method, string name) => Attribute(method.AttributeLists, name);

    public static bool HasAttribute(SyntaxList<AttributeListSyntax> lists, string name) => Attribute(lists, name) is not null;

    private static AttributeSyntax? Attribute(SyntaxList<AttributeListSyntax> lists, string name) => lists
        .SelectMany(list => list.Attributes)
        .FirstOrDefault(attribute => attribute.Name.ToString().Split('.', ':').Last() is { } last && (last == name || last == name + "Attribute"));

    /// <summary>The method with one attribute more, in the list of its last ones. Its names are shortened to what the file's usings allow.</summary>
    public static MethodDeclarationSyntax WithAttribute(MethodDeclarationSyntax method, string name, params AttributeArgumentSyntax[] arguments)
    {
        AttributeListSyntax list = method.AttributeLists.Last();
        return method.ReplaceNode(list, list.AddAttributes(NewAttribute(name, arguments)));
    }

    /// <summary>An attribute of the library.</summary>
    public static AttributeSyntax NewAttribute(string name, params AttributeArgumentSyntax[] arguments) => SyntaxFactory.Attribute(
        SyntaxFactory.ParseName("global::" + name).WithAdditionalAnnotations(Simplifier.Annotation),
        arguments.Length == 0 ? null : SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(arguments)));

    /// <summary>An attribute's argument, <c>Name = value</c>.</summary>
    public static AttributeArgumentSyntax Argument(string name, string value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)),
        null,
        SyntaxFactory.ParseExpression(value).WithAdditionalAnnotations(Simplifier.Annotation));

    /// <summary>The attribute with that argument in the place of the one of the same name, or behind the others.</summary>
    public static AttributeSyntax WithArgument(AttributeSyntax attribute, AttributeArgumentSyntax argument)
    {
        if (attribute.ArgumentList is not { } list)
            return attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)));
        AttributeArgumentSyntax? same = list.Arguments.FirstOrDefault(old => old.NameEquals?.Name.Identifier.ValueText == argument.NameEquals!.Name.Identifier.ValueText);
        return attribute.WithArgumentList(same is null
            ? list.AddArguments(argument)
            : list.WithArguments(list.Arguments.Replace(same, argument.WithTriviaFrom(same))));
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
