using System.Collections.Immutable;
using System.Composition;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.CodeFixes;

/// <summary>KG0013: adds a run-time parameter for every dimension that the attribute leaves out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddDimensionCodeFixProvider)), Shared]
public sealed class AddDimensionCodeFixProvider : KernelCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.MissingDimension.Id];

    private protected override void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(DimensionReader.MissingKey, out string? missing) || missing is null)
            return;

        string added = "int " + missing.Replace(",", ", int ");
        SeparatedSyntaxList<ParameterSyntax> parameters = method.ParameterList.Parameters;

        // Parameters with a default value, and params, stay behind those without.
        int index = parameters.IndexOf(parameter => parameter.Default is not null || parameter.Modifiers.Any(modifier => modifier.ValueText == "params"));
        if (index < 0)
            index = parameters.Count;
        foreach (ParameterSyntax parameter in Declarations.Parameters(added))
            parameters = parameters.Insert(index++, parameter.WithoutLeadingTrivia());
        Offer(context, diagnostic, root, $"Add '{added}'", method, method.WithParameterList(method.ParameterList.WithParameters(parameters)));
    }
}
