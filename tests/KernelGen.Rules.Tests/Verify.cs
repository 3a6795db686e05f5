using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Rules.Tests;

/// <summary>
/// Checks rules on sources with markup: <c>{|KG0001:token|}</c> is a diagnostic that must stand there; any other one fails.
/// </summary>
internal static class Verify
{
    /// <summary>A source file with a static partial class around some members.</summary>
    public static string Kernel(string members) => $$"""
        using System;
        using KernelGen;

        public static partial class Kernels
        {
            {{members}}
        }
        """;

    /// <summary>The rules report exactly what the markup says.</summary>
    public static Task Fires(string source, string properties = "", OptimizationLevel optimization = OptimizationLevel.Release, bool allowUnsafe = true) =>
        new RuleTest(source, properties, optimization, allowUnsafe).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The rules report nothing.</summary>
    public static Task Silent(string source, string properties = "") => Fires(source, properties);

    /// <summary>A source that breaks one rule is silent under <c>#pragma</c>, and with the rule's severity set to none.</summary>
    public static async Task Suppressible(
        string id, string source, string properties = "", OptimizationLevel optimization = OptimizationLevel.Release, bool allowUnsafe = true)
    {
        TestFileMarkupParser.GetSpans(source, out string bare, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
        Assert.Equal([id], spans.Keys);
        await Fires($"#pragma warning disable {id}\n{bare}", properties, optimization, allowUnsafe);
        await new RuleTest(bare, properties, optimization, allowUnsafe, $"dotnet_diagnostic.{id}.severity = none").RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The fix turns the one source into the other, one diagnostic after another and all at once.</summary>
    public static Task Fixes(string before, string after, int action = 0, int? iterations = null, bool fixAll = true)
    {
        var test = new RuleTest(before, "", OptimizationLevel.Release, allowUnsafe: true) { FixedCode = after, CodeActionIndex = action };
        if (iterations is not null)
            test.NumberOfIncrementalIterations = iterations;
        if (!fixAll)
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
