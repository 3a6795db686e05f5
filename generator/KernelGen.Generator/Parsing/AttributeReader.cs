using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Parsing;

/// <summary>Reads an attribute's values, and where each is written. A constructor argument and its property are one value.</summary>
internal sealed class AttributeReader(AttributeData data, CancellationToken cancellation)
{
    private readonly AttributeSyntax? syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    /// <summary>The attribute's own place.</summary>
    public Location Place => syntax?.Name.GetLocation() ?? Location.None;

    /// <summary>The compiler refuses the attribute or one of its arguments, and says so itself.</summary>
    public bool IsBroken =>
        data.AttributeConstructor is null
        || data.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error)
        || data.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error)
        || SyntaxArguments.Any(argument =>
            argument.NameEquals is { } name && data.NamedArguments.All(known => known.Key != name.Name.Identifier.ValueText));

    public bool Bool(string property) => Value(property) is true;
    public int? Int(string property) => Value(property) as int?;
    public double? Double(string property) => Value(property) as double?;
    public ITypeSymbol? Type(string property) => Value(property) as ITypeSymbol;

    /// <summary>The texts of a constructor that takes any number of them, each with its place; a null is empty.</summary>
    public IEnumerable<(string Text, Location Place)> Texts()
    {
        if (data.ConstructorArguments.Length != 1 || data.ConstructorArguments[0] is not { Kind: TypedConstantKind.Array, IsNull: false } list)
            yield break;
        ExpressionSyntax[] written = [.. SyntaxArguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression)];
        for (int i = 0; i < list.Values.Length; i++)
            yield return (list.Values[i].Value as string ?? "", (written.Length == list.Values.Length ? written[i] : written.FirstOrDefault())?.GetLocation() ?? Place);
    }

    /// <summary>The constructor argument and the property of that name, where both are given and differ.</summary>
    public (int Constructor, int Property)? Conflict(string property) =>
        FromConstructor(property) is int first && Named(property) is int second && first != second ? (first, second) : null;

    /// <summary>Where a value is written; the attribute's place where it is not.</summary>
    public Location PlaceOf(string property)
    {
        foreach (AttributeArgumentSyntax argument in SyntaxArguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == property)
                return argument.Expression.GetLocation();
        }

        return SyntaxArguments.FirstOrDefault(argument => argument.NameEquals is null && FromConstructor(property) is not null)
            ?.Expression.GetLocation() ?? Place;
    }

    private IEnumerable<AttributeArgumentSyntax> SyntaxArguments =>
        syntax?.ArgumentList is { } list ? list.Arguments : Enumerable.Empty<AttributeArgumentSyntax>();

    private object? Value(string property) => Named(property) ?? FromConstructor(property);

    private object? Named(string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
        {
            if (argument.Key == property && argument.Value.Kind != TypedConstantKind.Array)
                return argument.Value.Value;
        }

        return null;
    }

    private object? FromConstructor(string property)
    {
        if (data.AttributeConstructor is not { } constructor)
            return null;
        for (int i = 0; i < constructor.Parameters.Length && i < data.ConstructorArguments.Length; i++)
        {
            if (string.Equals(constructor.Parameters[i].Name, property, StringComparison.OrdinalIgnoreCase)
                && data.ConstructorArguments[i].Kind != TypedConstantKind.Array)
                return data.ConstructorArguments[i].Value;
        }

        return null;
    }
}
