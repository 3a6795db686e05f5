using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Budgets;

/// <summary>
/// Past about 50 KB of IL, 20,000 instructions or 1,000 locals in a method the JIT silently stops optimising. Emitted
/// methods keep well below.
/// </summary>
public sealed class BudgetTests
{
    private const int MostBytes = 35 << 10, MostInstructions = 12_000, MostLocals = 400;

    private const string Compensated = "[Precision(Accumulate = Accumulate.Compensated)] ";

    [Fact]
    public void OfSmallGemms() => AssertWithin("float", Workload.SmallGemms());

    [Fact]
    public void OfProductsInModels() => AssertWithin("float", Workload.ModelGemms().Concat(Workload.Denses()));

    [Theory]
    [InlineData("float", false, "")]
    [InlineData("float", false, Compensated)]
    [InlineData("float", true, Compensated)]
    public void OfEveryKernel(string type, bool fixedShape, string precision) => AssertWithin(type, [KernelSources.Every(type, fixedShape, precision)]);

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void OfProductsInDouble() => AssertWithin("double", Workload.SmallGemms().Concat(Workload.ModelGemms()).Concat(Workload.Denses()));

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [InlineData("float", true, "")]
    [InlineData("double", false, "")]
    [InlineData("double", true, "")]
    [InlineData("float", false, "[Precision(Accumulate = Accumulate.Float64)] ")]
    [InlineData("double", false, Compensated)]
    [InlineData("double", true, Compensated)]
    public void OfEveryOtherKernel(string type, bool fixedShape, string precision) => AssertWithin(type, [KernelSources.Every(type, fixedShape, precision)]);

    private static void AssertWithin(string type, IEnumerable<string> members)
    {
        string source = Compile.InClass(string.Join("\n    ", members).Replace("<T>", $"<{type}>", StringComparison.Ordinal));
        byte[] assembly = Compile.Emit(GeneratorRun.Of(source).Output);
        string[] tooLarge = IlMethod.ReadAll(assembly)
            .Where(method => method.Bytes >= MostBytes || method.Instructions >= MostInstructions || method.Locals > MostLocals)
            .Select(method => $"{method.Name[(method.Name.LastIndexOf("__", StringComparison.Ordinal) + 1)..]}: {method.Bytes} bytes, {method.Instructions} instructions, {method.Locals} locals").ToArray();
        Assert.True(tooLarge.Length == 0, string.Join('\n', tooLarge));
    }
}
