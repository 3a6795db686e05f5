using System.Collections.Concurrent;
using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Rules;

/// <summary>KG2nnn, KG3001: where kernels run. What holds for the whole project is said once, on its first kernel.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeploymentAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.DeploymentRules;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!KernelAttributes.AreIn(start.Compilation))
                return;
            var settings = BuildSettings.Create(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.Compilation);
            var reporter = new FindingReporter(Descriptors.DeploymentRules);
            var kernels = new ConcurrentBag<(Location Place, IsaSet Targets)>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (IMethodSymbol kernel in KernelAttributes.KernelsOf((INamedTypeSymbol)symbol.Symbol))
                    {
                        ParseResult result = KernelParser.Parse(kernel, settings, symbol.CancellationToken);
                        reporter.Report(result.Findings, symbol.ReportDiagnostic);
                        kernels.Add((kernel.Locations[0], result.Spec?.Targets ?? IsaSet.None));
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportOnce([.. kernels], settings, end.ReportDiagnostic));
        });
    }

    private static void ReportOnce(ImmutableArray<(Location Place, IsaSet Targets)> kernels, BuildSettings settings, Action<Diagnostic> report)
    {
        if (kernels.IsEmpty)
            return;

        ReportOn(_ => !settings.AllowUnsafe, Descriptors.UnsafeNotAllowed);
        ReportOn(_ => !settings.SupportsLanguage, Descriptors.LanguageTooOld);
        ReportOn(_ => settings.UnknownTarget.Length > 0, Descriptors.UnknownTargetProperty, settings.UnknownTarget);
        ReportOn(kernel => RunsScalar(kernel.Targets, settings), Descriptors.NativeAotWithoutInstructionSet);
        ReportOn(_ => settings.IsDebug, Descriptors.DebugBuild);

        void ReportOn(Func<(Location Place, IsaSet Targets), bool> broken, DiagnosticDescriptor rule, params object[] arguments)
        {
            Location? first = kernels.Where(broken).Select(kernel => kernel.Place)
                .OrderBy(place => place.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(place => place.SourceSpan.Start)
                .FirstOrDefault();
            if (first is not null)
                report(Diagnostic.Create(rule, first, arguments));
        }
    }

    /// <summary>Whether NativeAOT would take a kernel's vector code for unreachable: it compiles for the oldest x64 unless it is told.</summary>
    private static bool RunsScalar(IsaSet targets, BuildSettings settings)
    {
        string identifier = settings.RuntimeIdentifier.Length > 0 ? settings.RuntimeIdentifier : settings.HostIdentifier;
        return settings.PublishAot
            && TargetRules.ServedBy(identifier) is { } served
            && (targets & served & (IsaSet.Avx512 | IsaSet.Avx2)) != 0
            && BaselineInstructionSets.Contains(settings.IlcInstructionSet);
    }

    private static readonly ImmutableHashSet<string> BaselineInstructionSets =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "", "x86-64", "x86-64-v2");
}
