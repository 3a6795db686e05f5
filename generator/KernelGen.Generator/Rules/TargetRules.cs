using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Rules;

/// <summary>Whether targets that the user chose can be emitted, and serve the processor that the project is built for.</summary>
internal static class TargetRules
{
    public static IEnumerable<Finding> Check(IsaSet targets, Location place, string method, BuildSettings settings)
    {
        // All is a wish for whatever there is; a target by name is a wish for that one.
        if (targets == IsaSet.All)
            yield break;

        foreach ((IsaSet isa, string type) in Needs)
        {
            if ((targets & isa & ~settings.Reachable) != 0)
                yield return new(Descriptors.TargetUnreachable, place, isa.ToString(), "System.Runtime.Intrinsics." + type);
        }

        if (targets != IsaSet.None && ServedBy(settings.RuntimeIdentifier) is { } served && (targets & served) == 0)
            yield return new(Descriptors.TargetsMissTheProcessor, place, method, TargetNames.Describe(targets), settings.RuntimeIdentifier);
    }

    /// <summary>The targets that can run on what a run-time identifier names; null where it does not say.</summary>
    public static IsaSet? ServedBy(string runtimeIdentifier) =>
        runtimeIdentifier.Substring(runtimeIdentifier.LastIndexOf('-') + 1).ToLowerInvariant() switch
        {
            "x64" or "x86" => IsaSet.Avx512 | IsaSet.Avx2,
            "arm64" => IsaSet.Neon,
            _ => null,
        };

    private static readonly (IsaSet Isa, string Type)[] Needs =
    [
        (IsaSet.Avx512, "X86.Avx512F"),
        (IsaSet.Avx2, "X86.Avx2"),
        (IsaSet.Neon, "Arm.AdvSimd"),
    ];
}
