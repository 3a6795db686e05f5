using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG0008, KG0010, KG0011: writes the signature that the attribute asks for. Parameters that were right stay as they were.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteSignatureCodeFixProvider)), Shared]
public sealed class WriteSignatureCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [Descriptors.WrongSignature.Id, Descriptors.MixedElementTypes.Id, Descriptors.WrongResult.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(SignatureText.ResultKey, out string? result) || result is null
            || !diagnostic.Properties.TryGetValue(SignatureText.ParametersKey, out string? parameters) || parameters is null)
            return;

        TypeSyntax returns = method.ReturnType.ToString() == result
            ? method.ReturnType
            : SyntaxFactory.ParseTypeName(result).WithTriviaFrom(method.ReturnType);
        MethodDeclarationSyntax right = method
            .WithReturnType(returns)
            .WithParameterList(method.ParameterList.WithParameters(Merge(method.ParameterList.Parameters, Declarations.Parameters(parameters))));
        Offer(context, diagnostic, root, $"Change the signature to '{result} {method.Identifier.Text}({parameters})'", method, right);
    }

    private static SeparatedSyntaxList<ParameterSyntax> Merge(
        SeparatedSyntaxList<ParameterSyntax> own, SeparatedSyntaxList<ParameterSyntax> right)
    {
        foreach (ParameterSyntax parameter in right)
        {
            ParameterSyntax? same = own.FirstOrDefault(candidate =>
                candidate.Identifier.ValueText == parameter.Identifier.ValueText
                && candidate.Modifiers.Count == 0
                && candidate.Type is { } type && LastName(type) == LastName(parameter.Type!));
            if (same is not null)
                right = right.Replace(right.First(candidate => candidate.Identifier.ValueText == parameter.Identifier.ValueText), same.WithoutTrivia());
        }

        return right;
    }

    private static string LastName(TypeSyntax type) => type is QualifiedNameSyntax qualified ? qualified.Right.ToString() : type.ToString();
}
