using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Tests.Caching;

/// <summary>What the generator's cached steps did in a run, by their reasons.</summary>
internal static class Steps
{
    private static readonly string[] Tracked = [KernelGenerator.ParseStep, KernelGenerator.SettleStep, KernelGenerator.CatalogStep];

    /// <summary>How often each reason occurs among the outputs of a step.</summary>
    public static ImmutableSortedDictionary<IncrementalStepRunReason, int> Reasons(GeneratorRunResult result, string step) =>
        (result.TrackedSteps.TryGetValue(step, out var runs) ? runs : [])
            .SelectMany(run => run.Outputs)
            .GroupBy(output => output.Reason)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Count());

    /// <summary>Every step gives what it gave before, and no text is written again.</summary>
    public static void AssertNothingNew(GeneratorRunResult result)
    {
        foreach (string step in Tracked)
            Assert.DoesNotContain(Reasons(result, step).Keys, IsNew);
        IEnumerable<IncrementalStepRunReason> outputs = result.TrackedOutputSteps.Values
            .SelectMany(runs => runs).SelectMany(run => run.Outputs).Select(output => output.Reason);
        Assert.DoesNotContain(outputs, IsNew);
    }

    private static bool IsNew(IncrementalStepRunReason reason) => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
}
