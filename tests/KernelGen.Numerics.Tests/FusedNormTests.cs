using System.Globalization;
using System.Text;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>A dense layer with gamma has the bits of an RmsNorm that writes x's type and of the layer behind it: plain and packed, in one thread and in several.</summary>
public sealed class FusedNormTests
{
    /// <summary>x's and gamma's types, the weights', y's, what the attribute says, and what else there is.</summary>
    private static readonly (string X, string Gamma, string Weights, string Y, string Option, string Operands)[] Layers =
    [
        ("float", "float", "float", "float", "", ""),
        ("double", "double", "double", "double", "WeightLayout = WeightLayout.InputsOutputs", ", ReadOnlySpan<double> bias"),
        ("float", "float", "float", "float", "Activation = Activation.GatedSilu", ", ReadOnlySpan<float> residual"),
        ("Half", "float", "Half", "Half", "Activation = Activation.Gelu", ""),
        ("BFloat16", "BFloat16", "BFloat16", "float", "", ", ReadOnlySpan<float> bias"),
        ("float", "float", "byte", "float", "WeightFormat = WeightFormat.Int4, GroupSize = 32", ", ReadOnlySpan<float> weightScales"),
        ("Half", "Half", "byte", "Half", "WeightFormat = WeightFormat.Int8, GroupSize = 64", ", ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints"),
    ];

    private static string Declarations(IEnumerable<int> layers)
    {
        var text = new StringBuilder("public static partial class Layers\n{\n");
        foreach (int number in layers)
        {
            (string x, string gamma, string weights, string y, string option, string operands) = Layers[number];
            string layer = $"ReadOnlySpan<{x}> x, ReadOnlySpan<{weights}> weights, Span<{y}> y{operands}, int inputs, int outputs, int batch";
            text.AppendLine(CultureInfo.InvariantCulture, $"[RmsNorm(Epsilon = 1e-6)] public static partial void Norm{number}(ReadOnlySpan<{x}> x, ReadOnlySpan<{gamma}> gamma, Span<{x}> y);");
            text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({option})] public static partial void Dense{number}({layer});");
            text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({(option.Length == 0 ? "" : option + ", ")}Epsilon = 1e-6)] public static partial void Fused{number}({layer}, ReadOnlySpan<{gamma}> gamma);");
        }

        return text.Append('}').ToString();
    }

    /// <summary>A layer of 16 bits, which rounds in between, and one of groups. (Others' plans, and packs, are interpreted with the library's kernels.)</summary>
    [Fact]
    public void EqualsTheNormAndTheLayerBehindIt() => Check([3, 5], alsoPacked: false);

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void EveryLayerEqualsTheNormAndTheLayerBehindIt() => Check([.. Enumerable.Range(0, Layers.Length)], alsoPacked: true);

    private static void Check(int[] layers, bool alsoPacked)
    {
        string declarations = Declarations(layers);
        Dictionary<string, Kernel> kernels = KernelLibrary.Compile(declarations).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal);
        Dictionary<string, Kernel>? packed = alsoPacked ? KernelLibrary.CompilePacked(declarations, Generator.Scheduling.Scheduler.Model).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal) : null;
        foreach (int number in layers)
        {
            foreach ((int rows, int inputs) in new[] { (1, 70), (1, 1), (3, 129), (5, 0), (0, 9), (40, 64) })
            {
                Kernel norm = kernels["Norm" + number], dense = kernels["Dense" + number], fused = kernels["Fused" + number];
                foreach (Kind kind in new[] { Kind.Even, Kind.Special })
                {
                    KernelCall call = Of(fused.Spec).Fill(kind, rows + inputs), first = Calls.Sized(norm.Spec, ("Length", inputs), ("Rows", inputs == 0 ? 0 : rows)), second = Of(dense.Spec);
                    (first.Vectors["x"], first.Vectors[FusedNorm.Gamma]) = (call.Vectors["x"], call.Vectors[FusedNorm.Gamma]);
                    foreach (Operand operand in dense.Spec.Operands)
                        second.Vectors[operand.Role] = operand.Role == "x" ? norm.Run(first.Fill(Kind.Even, 1)).Outputs["y"] : call.Vectors[operand.Role];
                    KernelResult expected = dense.Run(second);
                    fused.AssertBits(call, expected, Placement.AtEnd);
                    packed?["Fused" + number].AssertBits(call, expected, Placement.AtStart);
                }

                KernelCall Of(KernelSpec spec) => spec is GroupedDenseSpec grouped ? Calls.Grouped(grouped, rows, 33, inputs) : Calls.Product((MatrixProductSpec)spec, rows, 33, inputs);
            }
        }
    }
}
