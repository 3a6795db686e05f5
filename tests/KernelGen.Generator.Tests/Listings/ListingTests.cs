using System.Collections.Immutable;
using System.Runtime.InteropServices;
using KernelGen.Generator.Tests.Budgets;
using KernelGen.Generator.Tests.Running;
using KernelGen.Runtime;

namespace KernelGen.Generator.Tests.Listings;

/// <summary>
/// What the JIT makes of emitted methods, read from its own listing: it optimises each, and keeps the sums of a tile in
/// registers. Every target that this processor has is read; the others' machine code is not made here.
/// </summary>
public sealed class ListingTests
{
    private const string Main = """
        using System;
        using System.Reflection;
        using System.Runtime.CompilerServices;

        public static class Program
        {
            /// <summary>Compiles the methods of one target.</summary>
            public static void Main(string[] arguments)
            {
                foreach (Type type in typeof(Program).Assembly.GetTypes())
                {
                    foreach (MethodInfo method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        if (type.Namespace == "KernelGen.Generated" && (method.Name.StartsWith(arguments[0]) || type.Name.Contains("_" + arguments[0] + "_")))
                            RuntimeHelpers.PrepareMethod(method.MethodHandle);
                    }
                }

                Console.WriteLine(KernelGen.Generated.KernelCatalog.RunningTarget);
            }
        }
        """;

    [Fact]
    public void RunTimeShapes() => AssertGoodCode(KernelSources.Every("float", fixedShape: false));

    [Fact]
    public void SmallShapes() => AssertGoodCode(string.Join("\n    ", Workload.SmallGemms()).Replace("<T>", "<float>", StringComparison.Ordinal));

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void OtherPrecisions() => AssertGoodCode(
        KernelSources.Every("double", fixedShape: false),
        KernelSources.Every("float", fixedShape: false, "[Precision(Accumulate = Accumulate.Float64)] "),
        KernelSources.Every("float", fixedShape: false, "[Precision(Accumulate = Accumulate.Compensated)] "),
        KernelSources.Every("double", fixedShape: false, "[Precision(Accumulate = Accumulate.Compensated)] "));

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void OtherFixedShapes() => AssertGoodCode(
        string.Join("\n    ", Workload.Denses().Concat(Workload.ModelGemms())).Replace("<T>", "<float>", StringComparison.Ordinal),
        string.Join("\n    ", Workload.SmallGemms()).Replace("<T>", "<double>", StringComparison.Ordinal),
        KernelSources.Every("float", fixedShape: true));

    private static void AssertGoodCode(params string[] members)
    {
        using var program = new ChildProgram([Main, .. members.Select((part, i) => Compile.InClass(part).Replace("Kernels", "Kernels" + i, StringComparison.Ordinal))]);
        if (Processor.HasAvx512)
            AssertGoodCode(program, "Avx512");
        if (Processor.HasAvx512VL)
            AssertGoodCode(program, "Avx512VL", ("DOTNET_PreferredVectorBitWidth", "256"));

        // With AVX-512 about, the JIT has 32 registers for 256-bit vectors too.
        if (Processor.HasAvx2)
            AssertGoodCode(program, "Avx2", ("DOTNET_EnableAVX512", "0"));
        if (Processor.HasNeon)
            AssertGoodCode(program, "Neon");
        AssertGoodCode(program, "Scalar", ("DOTNET_EnableHWIntrinsic", "0"));
    }

    private static void AssertGoodCode(ChildProgram program, string target, params (string, string)[] environment)
    {
        string file = program.PathOf(target + ".txt");
        string running = program.Run(
            target,
            [.. environment, ("DOTNET_TieredCompilation", "0"), ("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"), ("DOTNET_JitDisasm", $"{target}* Tile* Run")]);
        Assert.Equal(target, running.Trim());

        string text = File.ReadAllText(file);
        Assert.DoesNotContain("switched MinOpts", text, StringComparison.OrdinalIgnoreCase);

        // One target's name begins another's.
        ImmutableArray<Listing> methods = [.. Listing.ReadAll(text).Where(method => target == "Avx512VL" || !method.Name.Contains("Avx512VL", StringComparison.Ordinal))];
        Assert.True(methods.Length > 20, $"{methods.Length} listings of {target}");
        Assert.All(methods, method => Assert.Equal("FullOpts", method.Tier));
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;

        // In an epilogue's loop the JIT keeps the constants of polynomials in the frame, which costs what its data section does.
        string[] spilling = methods
            .Where(method => !method.Name.Contains(target + "Finish", StringComparison.Ordinal))
            .Where(method => method.InnermostLoops().Any(loop => IsTile(loop) && loop.Any(method.Spills)))
            .Select(method => $"{method.Name}:\n{string.Join('\n', method.InnermostLoops().Where(IsTile).SelectMany(loop => loop).Where(method.Spills))}")
            .Order(StringComparer.Ordinal).ToArray();
        Assert.True(spilling.Length == 0, string.Join('\n', spilling));

        // A test that finds no loop proves nothing.
        if (target != "Scalar")
            Assert.Contains(methods, method => method.InnermostLoops().Any(IsTile));
    }

    /// <summary>Loops that multiply and add vectors.</summary>
    private static bool IsTile(ImmutableArray<string> loop) => loop.Any(line =>
        line.Contains("vfmadd", StringComparison.Ordinal) && (line.Contains("ps ", StringComparison.Ordinal) || line.Contains("pd ", StringComparison.Ordinal)));
}
