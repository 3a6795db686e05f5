using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CsCheck;
using KernelGen.Generator.Emit;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Tests.Running;
using KernelGen.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Generator.Tests.Schedules;

/// <summary>The law between arithmetic and schedule: two legal schedules of one plan give the same bits, on every target that runs here.</summary>
public sealed class ScheduleTests
{
    public static TheoryData<ScheduledKernel> Kernels => [.. ScheduledKernel.All];

    [Theory]
    [MemberData(nameof(Kernels), DisableDiscoveryEnumeration = true)]
    public void DrawnSchedulesGiveTheBitsOfTheModels(ScheduledKernel kernel) =>
        Choices.Any.Array[1].Sample(drawn => AssertSameBits(kernel, drawn), iter: 1, threads: 1);

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(Kernels), DisableDiscoveryEnumeration = true)]
    public void ManyDrawnSchedulesGiveTheBitsOfTheModels(ScheduledKernel kernel) =>
        Choices.Any.Array[6].Sample(drawn => AssertSameBits(kernel, drawn), iter: 10, threads: 1);

    private sealed record Variant(string Class, string Target, Scheduler Scheduler, string Description);

    private static void AssertSameBits(ScheduledKernel kernel, Choices[] drawn)
    {
        List<Variant> variants = [new("Scalar", "None", Scheduler.Model, "scalar")];
        foreach (string target in new[] { Processor.HasAvx512VL ? "Avx512" : "", Processor.HasAvx2 ? "Avx2" : "", Processor.HasNeon ? "Neon" : "" }.Where(name => name.Length > 0))
        {
            variants.Add(new(target + "Model", target, Scheduler.Model, target + ", the model's schedule"));
            variants.AddRange(drawn.Select((choices, i) => new Variant($"{target}Drawn{i}", target, new DrawnScheduler(choices), $"{target}, {choices}")));
        }

        var context = new AssemblyLoadContext("Schedules", isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(new MemoryStream(Compile.Emit(Generate(kernel, variants))));
            byte[][] results = variants.Select(variant => Run(assembly, kernel, variant.Class)).ToArray();
            for (int i = 1; i < results.Length; i++)
                Assert.True(results[0].AsSpan().SequenceEqual(results[i]), $"{kernel}: not the scalar code's bits on {variants[i].Description}");
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>What the generator does, with a scheduler for each kernel.</summary>
    private static CSharpCompilation Generate(ScheduledKernel kernel, List<Variant> variants)
    {
        CSharpCompilation compilation = Compile.Sources(variants.Select(variant => kernel.Source(variant.Class, variant.Target)));
        var files = new Dictionary<string, string>();
        foreach (Variant variant in variants)
        {
            IMethodSymbol method = compilation.GetTypeByMetadataName(variant.Class)!.GetMembers("F").OfType<IMethodSymbol>().Single();
            ParseResult parsed = KernelParser.Parse(method, new BuildSettings(), TestContext.Current.CancellationToken);
            Assert.True(parsed.Spec is not null, parsed.Reason);
            files.Add(parsed.Spec.Method.HintName + ".g.cs", KernelFile.Write(KernelTexts.Of(parsed.Spec, variant.Scheduler)));
            foreach ((string name, string text) in SharedFiles.Write(ImmutableArray.Create(parsed.Spec), variant.Scheduler))
                files[name] = text;
        }

        return compilation.AddSyntaxTrees(files.Select(file => Compile.Tree(file.Value, file.Key)));
    }

    private static byte[] Run(Assembly assembly, ScheduledKernel kernel, string className)
    {
        var random = new Random(17);
        Array[] inputs = kernel.Lengths.Select(length => Numbers(random, kernel.Type, length)).ToArray();
        Array output = Numbers(random, kernel.Type, kernel.OutputLength);
        assembly.GetType(className, throwOnError: true)!.GetMethod("Run")!.CreateDelegate<Action<Array[], Array>>()(inputs, output);
        return output is float[] floats ? MemoryMarshal.AsBytes<float>(floats).ToArray() : MemoryMarshal.AsBytes<double>((double[])output).ToArray();
    }

    /// <summary>Numbers of very different sizes, so that each rounding shows.</summary>
    private static Array Numbers(Random random, string type, int count)
    {
        double[] numbers = Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-6, 7))).ToArray();
        return type == "float" ? Array.ConvertAll(numbers, number => (float)number) : numbers;
    }
}
