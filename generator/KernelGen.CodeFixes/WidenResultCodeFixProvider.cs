using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG1002, KG1004: makes the result wide enough for its values: what the kernel returns, or the span that it writes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WidenResultCodeFixProvider)), Shared]
public sealed class WidenResultCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.AccumulatorOverflows.Id, Descriptors.ResultOverflows.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(WiderResult.ResultKey, out string? result) || result is null
            || !diagnostic.Properties.TryGetValue(WiderResult.TypeKey, out string? wide) || wide is null)
            return;
        TypeSyntax? type = result.Length == 0
            ? method.ReturnType
            : method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == result)?.Type;
        TypeSyntax? narrow = type?.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments[0] ?? type;
        if (narrow is not null)
            Offer(context, diagnostic, root, $"Make the result '{wide}'", narrow, SyntaxFactory.ParseTypeName(wide).WithTriviaFrom(narrow));
    }
}
