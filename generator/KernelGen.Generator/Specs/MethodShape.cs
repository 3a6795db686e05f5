namespace KernelGen.Generator.Specs;

/// <summary>The user's partial method as text: all that is needed to write its implementing part.</summary>
/// <param name="Namespace">Its namespace, empty for the global one.</param>
/// <param name="ContainingTypes">The headers of the types around it, outermost first: <c>partial class Kernels</c>; what else a type is, its other parts say.</param>
/// <param name="Modifiers">The declaration's own modifiers, in order: <c>public static partial</c>.</param>
/// <param name="ReturnType">With <c>global::</c> names.</param>
/// <param name="Name">As C# writes it, <c>@</c> included where needed.</param>
/// <param name="Parameters">The parameter list without its parentheses, with <c>global::</c> names and no default values: partial implementations must not repeat them.</param>
/// <param name="Documentation">The user's XML documentation comment, each line with its <c>///</c>; empty where there is none.</param>
/// <param name="HintName">A file name for the emitted source, unique in the compilation whatever the case: <c>My.Space.Type.Method.0f3a91c2</c>.</param>
internal sealed record MethodShape(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Modifiers,
    string ReturnType,
    string Name,
    string Parameters,
    string Documentation,
    string HintName)
{
    /// <summary>Names of the parameters in order, as C# writes them; emitted locals keep clear of them.</summary>
    public EquatableArray<string> ParameterNames { get; init; }

    /// <summary>The name for people: <c>Type.Method</c>.</summary>
    public required string DisplayName { get; init; }
}
