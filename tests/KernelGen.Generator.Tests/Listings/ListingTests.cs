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
        using var program = new ListedProgram(members);
        if (Processor.HasAvx512)
            AssertNoSpill(program.Methods("Avx512"), "Avx512");
        if (Processor.HasAvx512VL)
            AssertNoSpill(program.Methods("Avx512VL", environment: ("DOTNET_PreferredVectorBitWidth", "256")), "Avx512VL");

        // With AVX-512 about, the JIT has 32 registers for 256-bit vectors too.
        if (Processor.HasAvx2)
            AssertNoSpill(program.Methods("Avx2", environment: ("DOTNET_EnableAVX512", "0")), "Avx2");
        if (Processor.HasNeon)
            AssertNoSpill(program.Methods("Neon"), "Neon");
        program.Methods("Scalar", environment: ("DOTNET_EnableHWIntrinsic", "0"));
    }

    /// <summary>No loop that multiplies and adds vectors keeps one of them in the frame.</summary>
    internal static void AssertNoSpill(ImmutableArray<Listing> methods, string target)
    {
        // In an epilogue's loop the JIT keeps the constants of polynomials in the frame, which costs what its data section does.
        string[] spilling = methods
            .Where(method => !method.Name.Contains(target + "Finish", StringComparison.Ordinal))
            .Where(method => method.InnermostLoops().Any(loop => Listing.IsTile(loop) && loop.Any(method.Spills)))
            .Select(method => $"{method.Name}:\n{string.Join('\n', method.InnermostLoops().Where(Listing.IsTile).SelectMany(loop => loop).Where(method.Spills))}")
            .Order(StringComparer.Ordinal).ToArray();
        Assert.True(spilling.Length == 0, string.Join('\n', spilling));

        // A test that finds no loop proves nothing.
        Assert.Contains(methods, method => method.InnermostLoops().Any(Listing.IsTile));
    }
}
