using System.Runtime.CompilerServices;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelGen.Generator.Parsing;

/// <summary>What a kernel's code depends on beside its method: MSBuild properties, compiler options, the framework.</summary>
internal sealed record BuildSettings
{
    /// <summary>The MSBuild property KernelGenTargets; null where it is unset or can't be read.</summary>
    public IsaSet? Targets { get; init; }

    /// <summary>The first word of KernelGenTargets that names no target, empty where there is none.</summary>
    public string UnknownTarget { get; init; } = "";

    public bool PublishAot { get; init; }
    public string IlcInstructionSet { get; init; } = "";

    /// <summary>What the project is built for: <c>linux-x64</c>; empty for any.</summary>
    public string RuntimeIdentifier { get; init; } = "";

    /// <summary>What the SDK itself runs on, which a project without a run-time identifier is published for.</summary>
    public string HostIdentifier { get; init; } = "";

    public bool IsDebug { get; init; }
    public bool AllowUnsafe { get; init; } = true;

    /// <summary>The project's C# has what emitted files are written with: file-local types, collection expressions.</summary>
    public bool SupportsLanguage { get; init; } = true;

    /// <summary>The targets whose intrinsics the referenced framework has.</summary>
    public IsaSet Reachable { get; init; } = IsaSet.All;

    public static BuildSettings Create(AnalyzerConfigOptions options, Compilation compilation)
    {
        IsaSet? targets = TargetNames.Parse(Property(options, "KernelGenTargets"), out string unknown);
        return new()
        {
            Targets = targets,
            UnknownTarget = unknown,
            PublishAot = IsTrue(Property(options, "PublishAot")),
            IlcInstructionSet = Property(options, "IlcInstructionSet"),
            RuntimeIdentifier = Property(options, "RuntimeIdentifier"),
            HostIdentifier = Property(options, "NETCoreSdkRuntimeIdentifier"),
            IsDebug = compilation.Options.OptimizationLevel == OptimizationLevel.Debug,
            AllowUnsafe = compilation.Options is CSharpCompilationOptions { AllowUnsafe: true },
            SupportsLanguage = compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp12 },
            Reachable = Frameworks.GetValue(compilation, static one => new(ReachableIn(one))).Reachable,
        };
    }

    /// <summary>The targets that MSBuild properties ask for: KernelGenTargets, and KernelGenVnni beside them. For the generator.</summary>
    public static IsaSet TargetsOf(AnalyzerConfigOptions options) =>
        (TargetNames.Parse(Property(options, "KernelGenTargets"), out _) ?? IsaSet.All)
        | (IsTrue(Property(options, "KernelGenVnni")) ? IsaSet.Vnni | IsaSet.Vnni512 : IsaSet.None);

    /// <summary>The MSBuild property KernelGenChecked alone, for the generator.</summary>
    public static bool IsChecked(AnalyzerConfigOptions options) => IsTrue(Property(options, "KernelGenChecked"));

    /// <summary>Asked for each kernel, and nine types to be looked for in every reference: once a compilation (0.2 ms).</summary>
    private static readonly ConditionalWeakTable<Compilation, Framework> Frameworks = new();

    private sealed record Framework(IsaSet Reachable);

    private static IsaSet ReachableIn(Compilation compilation)
    {
        IsaSet reachable = IsaSet.None;
        if (Has("Vector512") && Has("X86.Avx512F"))
            reachable |= IsaSet.Avx512;
        if (Has("Vector256") && Has("X86.Avx2") && Has("X86.Fma"))
            reachable |= IsaSet.Avx2;
        if (Has("Vector128") && Has("Arm.AdvSimd"))
            reachable |= IsaSet.Neon;
        if (Has("X86.AvxVnni"))
            reachable |= IsaSet.Vnni;
        if (Has("X86.AvxVnni+V512"))
            reachable |= IsaSet.Vnni512;
        return reachable;

        bool Has(string name) => !compilation.GetTypesByMetadataName("System.Runtime.Intrinsics." + name).IsEmpty;
    }

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
