using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Parsing;

/// <summary>Where a kernel stands: whether an implementing part can be written for it, and the text that this part repeats.</summary>
internal static class MethodReader
{
    private static readonly SymbolDisplayFormat QualifiedType = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The method's shape, or null where no part may be emitted; what stands in the way goes to the findings.</summary>
    public static MethodShape? Read(IMethodSymbol method, List<Finding> findings, CancellationToken cancellation)
    {
        if (DeclarationOf(method, cancellation) is not { } declaration)
            return null;

        string name = declaration.Identifier.ValueText;
        bool possible = declaration is { Identifier.IsMissing: false, ExplicitInterfaceSpecifier: null };
        if (!Has(declaration.Modifiers, SyntaxKind.PartialKeyword))
        {
            findings.Add(new(Descriptors.NotPartial, declaration.Identifier.GetLocation(), name));
            possible = false;
        }
        else if (!declaration.Modifiers.Any(IsAccessModifier))
        {
            findings.Add(new(Descriptors.NoAccessModifier, declaration.Identifier.GetLocation(), name));
            possible = false;
        }

        if (declaration.TypeParameterList is { } parameters)
        {
            findings.Add(new(Descriptors.Generic, parameters.GetLocation(), name));
            possible &= declaration.ConstraintClauses.Count == 0;
        }

        possible &= ReadContainingTypes(declaration, out List<string> containing, findings);
        if (!possible || HasUnknownTypes(method))
        {
            ReportBody(method, declaration, hintName: null, findings);
            return null;
        }

        MethodShape shape = Write(method, declaration, containing, cancellation);
        return ReportBody(method, declaration, shape.HintName, findings) ? null : shape;
    }

    /// <summary>The shape of a kernel in a referenced assembly: its part is emitted there, so here it only needs a name.</summary>
    public static MethodShape OfCompiled(IMethodSymbol method) =>
        new("", EquatableArray<string>.Empty, "", "", method.Name, "", "", "") { DisplayName = method.ContainingType.Name + "." + method.Name };

    /// <summary>The declaration that a user writes: an ordinary method, not a local function, an accessor or an operator.</summary>
    public static MethodDeclarationSyntax? DeclarationOf(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences.Length == 1
            ? method.DeclaringSyntaxReferences[0].GetSyntax(cancellation) as MethodDeclarationSyntax
            : null;

    private static bool ReadContainingTypes(MethodDeclarationSyntax declaration, out List<string> containing, List<Finding> findings)
    {
        bool possible = true;
        containing = [];
        for (SyntaxNode? node = declaration.Parent; node is not null; node = node.Parent)
        {
            if (node is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
                continue;
            if (node is not TypeDeclarationSyntax type || TypeKeyword(type) is not { } keyword || type.Identifier.IsMissing)
            {
                possible = false;
                continue;
            }

            string name = type.Identifier.ValueText;
            if (!Has(type.Modifiers, SyntaxKind.PartialKeyword))
            {
                findings.Add(new(Descriptors.ContainingTypeNotPartial, type.Identifier.GetLocation(), name));
                possible = false;
            }

            if (Has(type.Modifiers, SyntaxKind.FileKeyword))
            {
                findings.Add(new(Descriptors.FileLocal, type.Identifier.GetLocation(), name));
                possible = false;
            }

            if (type.TypeParameterList is { } parameters)
                findings.Add(new(Descriptors.Generic, parameters.GetLocation(), name));

            string header = (Has(type.Modifiers, SyntaxKind.UnsafeKeyword) ? "unsafe partial " : "partial ") + keyword + " "
                + type.Identifier.Text + TypeParameters(type.TypeParameterList);
            containing.Insert(0, header);
        }

        return possible && containing.Count > 0;
    }

    /// <summary>Whether the user has written a body. An implementing part of ours, which analyzers see, is no such body.</summary>
    private static bool ReportBody(IMethodSymbol method, MethodDeclarationSyntax declaration, string? hintName, List<Finding> findings)
    {
        if (!Has(declaration.Modifiers, SyntaxKind.PartialKeyword))
            return true;

        bool hasBody = declaration.Body is not null || declaration.ExpressionBody is not null || !method.IsPartialDefinition;
        if (!hasBody && method.PartialImplementationPart is { } part)
        {
            hasBody = !part.DeclaringSyntaxReferences.Any(reference =>
                hintName is not null && Path.GetFileName(reference.SyntaxTree.FilePath).StartsWith(hintName, StringComparison.Ordinal));
        }

        if (hasBody)
            findings.Add(new(Descriptors.HasBody, declaration.Identifier.GetLocation(), declaration.Identifier.ValueText));
        return hasBody;
    }

    private static MethodShape Write(IMethodSymbol method, MethodDeclarationSyntax declaration, List<string> containing, CancellationToken cancellation)
    {
        string space = method.ContainingNamespace is { IsGlobalNamespace: false } inside ? inside.ToDisplayString(NamespaceName) : "";
        string name = declaration.Identifier.Text + TypeParameters(declaration.TypeParameterList);
        string parameters = string.Join(", ", method.Parameters.Select(parameter => WriteParameter(parameter, cancellation)));
        string result = ReturnPrefix(method.RefKind) + method.ReturnType.ToDisplayString(QualifiedType);
        string types = string.Join(".", TypesAround(method));

        return new(
            space,
            new([.. containing]),
            string.Join(" ", declaration.Modifiers.Select(modifier => modifier.Text)),
            result,
            name,
            parameters,
            Documentation.Of(method, cancellation),
            HintNames.For(space, types, method.Name, string.Join("|", containing) + "|" + name + "(" + parameters + ")"))
        {
            ParameterNames = new([.. method.Parameters.Select(parameter => NameOf(parameter, cancellation))]),
            DisplayName = types + "." + method.Name,
        };
    }

    private static string WriteParameter(IParameterSymbol parameter, CancellationToken cancellation)
    {
        string modifiers = Declaration(parameter, cancellation) is { } declaration
            ? string.Concat(declaration.Modifiers.Select(modifier => modifier.Text + " "))
            : "";
        return modifiers + parameter.Type.ToDisplayString(QualifiedType) + " " + NameOf(parameter, cancellation);
    }

    /// <summary>A parameter's name as the user writes it, with its <c>@</c>.</summary>
    public static string NameOf(IParameterSymbol parameter, CancellationToken cancellation) =>
        Declaration(parameter, cancellation) is { Identifier.IsMissing: false } declaration ? declaration.Identifier.Text : "@" + parameter.Name;

    public static ParameterSyntax? Declaration(IParameterSymbol parameter, CancellationToken cancellation) =>
        parameter.DeclaringSyntaxReferences.Length > 0
            ? parameter.DeclaringSyntaxReferences[0].GetSyntax(cancellation) as ParameterSyntax
            : null;

    /// <summary>A type or a name that the compiler does not know: it says so itself, and a part that repeats it would only say it again.</summary>
    private static bool HasUnknownTypes(IMethodSymbol method) =>
        IsUnknown(method.ReturnType) || method.Parameters.Any(parameter => parameter.Name.Length == 0 || IsUnknown(parameter.Type));

    private static bool IsUnknown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        IPointerTypeSymbol pointer => IsUnknown(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnknown),
        _ => false,
    };

    private static List<string> TypesAround(IMethodSymbol method)
    {
        var names = new List<string>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            names.Insert(0, type.Name);
        return names;
    }

    private static string TypeParameters(TypeParameterListSyntax? list) => list is null
        ? ""
        : "<" + string.Join(", ", list.Parameters.Select(parameter =>
            (parameter.VarianceKeyword.Text.Length > 0 ? parameter.VarianceKeyword.Text + " " : "") + parameter.Identifier.Text)) + ">";

    private static string? TypeKeyword(TypeDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax record => record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) ? "record struct" : "record",
        ClassDeclarationSyntax => "class",
        StructDeclarationSyntax => "struct",
        InterfaceDeclarationSyntax => "interface",
        _ => null, // an extension block of a newer C#
    };

    private static string ReturnPrefix(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    private static bool IsAccessModifier(SyntaxToken token) =>
        token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;

    private static bool Has(SyntaxTokenList modifiers, SyntaxKind kind) => modifiers.Any(kind);
}
