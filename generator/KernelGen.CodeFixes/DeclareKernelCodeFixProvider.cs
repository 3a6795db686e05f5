using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace KernelGen.CodeFixes;

/// <summary>KG1021: declares a kernel beside the method, and calls it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareKernelCodeFixProvider)), Shared]
public sealed class DeclareKernelCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.TensorSumNarrow.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (!diagnostic.Properties.TryGetValue(TensorSumRule.KernelKey, out string? kernel) || kernel is null
            || !diagnostic.Properties.TryGetValue(TensorSumRule.ElementKey, out string? element) || element is null
            || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(around => around is InterfaceDeclarationSyntax || around.TypeParameterList is not null))
            return;

        string name = NameOf(element) + kernel;
        TypeDeclarationSyntax outermost = type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Last();
        SyntaxNode after = outermost.ReplaceNodes(
            outermost.DescendantNodesAndSelf().Where(old => old == call || type.AncestorsAndSelf().Contains(old)),
            (old, changed) => changed switch
            {
                InvocationExpressionSyntax => Call(call, name, element),
                TypeDeclarationSyntax around => Declare(around, old == type && !IsDeclared(type, name), kernel, name, element),
                _ => changed,
            });
        Offer(context, diagnostic, root, $"Declare a kernel '{name}' and call it", outermost, after);
    }

    private static bool IsDeclared(TypeDeclarationSyntax type, string name) =>
        type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == name);

    private static bool IsInteger(string element) => element is "sbyte" or "byte";

    /// <summary>A type as a part of a method's name.</summary>
    private static string NameOf(string element) => element switch
    {
        "sbyte" => "SByte",
        "byte" => "Byte",
        _ => element,
    };

    /// <summary>The kernel gives a float. What takes a Half goes on taking one. (What took a byte as an int takes an int.)</summary>
    private static ExpressionSyntax Call(InvocationExpressionSyntax call, string name, string element)
    {
        ExpressionSyntax kernel = SyntaxFactory.InvocationExpression(SyntaxFactory.IdentifierName(name), call.ArgumentList).WithTriviaFrom(call);
        return IsInteger(element) || call.Parent is CastExpressionSyntax
            ? kernel
            : SyntaxFactory.CastExpression(TypeName(element), kernel.WithoutLeadingTrivia()).WithLeadingTrivia(call.GetLeadingTrivia());
    }

    private static TypeDeclarationSyntax Declare(TypeDeclarationSyntax type, bool isOwner, string kernel, string name, string element)
    {
        TypeDeclarationSyntax partial = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? type : Declarations.WithPartial(type);
        if (!isOwner)
            return partial;
        string vector = $"global::System.ReadOnlySpan<{TypeName(element)}>";
        string parameters = kernel == "SumOfSquares" ? vector + " a" : $"{vector} a, {vector} b";
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration($"\n[global::KernelGen.{kernel}]\nprivate static partial {(IsInteger(element) ? "int" : "float")} {name}({parameters});\n")!;
        return partial.AddMembers(member.ReplaceNodes(
            member.DescendantNodes().OfType<QualifiedNameSyntax>(),
            (_, changed) => changed.WithAdditionalAnnotations(Simplifier.Annotation)).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static TypeSyntax TypeName(string element) =>
        SyntaxFactory.ParseTypeName(IsInteger(element) ? element : "global::System." + element).WithAdditionalAnnotations(Simplifier.Annotation);
}
