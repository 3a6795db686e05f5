using System.Collections.Immutable;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What Parsing makes of one method.</summary>
/// <param name="Spec">The kernel, or null where it can't be made.</param>
/// <param name="Shape">
/// The method, wherever an implementing part may be emitted. Without <paramref name="Spec"/> that part throws
/// <paramref name="Reason"/>, so that only the rule's error shows, not the compiler's beside it.
/// </param>
/// <param name="Reason">A sentence that says why there is no spec; empty where there is one.</param>
/// <param name="Findings">For the analyzers alone: they hold locations, so the generator's cached steps drop them.</param>
internal sealed record ParseResult(KernelSpec? Spec, MethodShape? Shape, string Reason, ImmutableArray<Finding> Findings)
{
    /// <summary>The source itself says for which targets; else the MSBuild property does. <c>Isa.None</c> is a choice too.</summary>
    public bool HasOwnTargets { get; init; }

    /// <summary>For the analyzers too: which modifiers are stated, and where. Null for a [Pack] and for what is no kernel.</summary>
    public Modifiers? Modifiers { get; init; }
}

/// <summary>A rule that a kernel breaks, and where.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Location location, params string[] arguments)
{
    /// <summary>The name in <see cref="Properties"/> of the number that mends it, as C# writes it.</summary>
    public const string NumberKey = "number";

    public DiagnosticDescriptor Rule { get; } = rule;
    public Location Location { get; } = location;
    public ImmutableArray<string> Arguments { get; } = [.. arguments];

    /// <summary>The rule's, but where the same finding weighs less.</summary>
    public DiagnosticSeverity Severity { get; init; } = rule.DefaultSeverity;

    /// <summary>What a code fix needs to know, by name.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where else a code fix has to look: the declaration of the kernel that is called, the number that is to be another.</summary>
    public ImmutableArray<Location> Others { get; init; } = [];

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, Severity, Others, Properties, [.. Arguments]);

    /// <summary>The message, as the diagnostic would show it.</summary>
    public string Message => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [.. Arguments]);
}
