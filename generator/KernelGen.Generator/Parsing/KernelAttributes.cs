using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>The public attributes, by their names in metadata.</summary>
internal static class KernelAttributes
{
    public const string Namespace = "KernelGen";
    public const string Precision = "PrecisionAttribute";
    public const string TargetIsa = "TargetIsaAttribute";
    public const string Parallel = "ParallelAttribute";
    public const string ValueRange = "ValueRangeAttribute";
    public const string UnitNorm = "UnitNormAttribute";

    /// <summary>Full names of the attributes that make a method a kernel, in the order of api.md.</summary>
    public static readonly ImmutableArray<string> Names =
        [.. KernelForms.All.Add(KernelForms.Pack).Select(form => Namespace + "." + form.Name + "Attribute")];

    /// <summary>Whether a project has the library at all; without it there is nothing to look for.</summary>
    public static bool AreIn(Compilation compilation) => !compilation.GetTypesByMetadataName(Names[0]).IsEmpty;

    /// <summary>The form that an attribute stands for, or null where it is not a kernel attribute.</summary>
    public static KernelForm? FormOf(AttributeData attribute) =>
        attribute.AttributeClass is not { } type || !IsOurs(type) ? null
        : attribute.NamedArguments.Any(argument => argument is { Key: "WeightFormat", Value.Value: not 0 }) ? KernelForms.GroupedDense
        : KernelForms.Find(type.Name);

    /// <summary>Whether a method is declared as a kernel. (An implementing part is not asked: its definition is.)</summary>
    public static bool IsKernel(IMethodSymbol method) => method.PartialDefinitionPart is null && FirstOf(method) is not null;

    /// <summary>The kernels of an outermost type, those of its nested types included; none for a nested type.</summary>
    public static IEnumerable<IMethodSymbol> KernelsOf(INamedTypeSymbol type) =>
        type.ContainingType is null ? Inside(type) : [];

    private static IEnumerable<IMethodSymbol> Inside(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol method && IsKernel(method))
            {
                yield return method;
            }
            else if (member is INamedTypeSymbol nested)
            {
                foreach (IMethodSymbol kernel in Inside(nested))
                    yield return kernel;
            }
        }
    }

    /// <summary>Whether an attribute is the modifier of that name.</summary>
    public static bool IsModifier(AttributeData attribute, string name) =>
        attribute.AttributeClass is { } type && type.Name == name && IsOurs(type);

    /// <summary>The method's first kernel attribute, or null. A method with two is reported once.</summary>
    public static AttributeData? FirstOf(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (FormOf(attribute) is not null)
                return attribute;
        }

        return null;
    }

    /// <summary>Whether a type is one of the library's face.</summary>
    public static bool IsOurs(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } };
}
