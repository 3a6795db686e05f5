using System.Collections.Concurrent;
using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Rules;

/// <summary>Reports the findings of one rule family, each once: a type or an assembly's modifier is read again for every kernel in it.</summary>
internal sealed class FindingReporter(ImmutableArray<DiagnosticDescriptor> family)
{
    private readonly ConcurrentDictionary<(string Id, Location Place, string Message), bool> reported = new();

    public void Report(ImmutableArray<Finding> findings, Action<Diagnostic> report)
    {
        foreach (Finding finding in findings)
        {
            if (family.Contains(finding.Rule) && reported.TryAdd((finding.Rule.Id, finding.Location, finding.Message), true))
                report(finding.ToDiagnostic());
        }
    }
}
