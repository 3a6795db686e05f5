using System.Globalization;
using System.Text;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Keys and values that are kept in fewer bits: what their scales do, which of them are read, and that [Quantize] makes them.</summary>
public sealed class AttentionCacheTests
{
    private const string Dimensions = "int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int batch";

    private const string Declarations =
        $$"""
        public static partial class Caches
        {
            [Attention] public static partial void Floats(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, {{Dimensions}});
            [Attention] public static partial void One(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, float keyScale, float valueScale, {{Dimensions}});
            [Attention] public static partial void Each(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales, {{Dimensions}});
            [Attention(Layout = AttentionLayout.SequenceFirst, Causal = true)] public static partial void EachBySequence(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales, {{Dimensions}}, int pastLength);
            [Attention] public static partial void Halves(ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<Half> output, {{Dimensions}});
            [Attention(Causal = true)] public static partial void Windows(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<BFloat16> v, Span<float> output, ReadOnlySpan<bool> mask, float keyScale, {{Dimensions}}, int pastLength, int window);
            [Attention(Layout = AttentionLayout.SequenceFirst)] public static partial void HalvesBySequence(ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<Half> output, {{Dimensions}});
            [Attention(Layout = AttentionLayout.SequenceFirst, Causal = true)] public static partial void WindowsBySequence(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<BFloat16> v, Span<float> output, ReadOnlySpan<bool> mask, float keyScale, {{Dimensions}}, int pastLength, int window);
            [Attention(Causal = true)] public static partial void Doubles(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> output, {{Dimensions}}, int pastLength);
            [Quantize] public static partial void Quantize(ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales, int groupSize);
        }
        """;

    private static readonly Lazy<Dictionary<string, Kernel>> Kernels = new(() => KernelLibrary.Compile(Declarations).ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    /// <summary>Two sequences of four heads that share two of keys, across a block of 256 keys.</summary>
    private static readonly int[] Sizes = [4, 2, 19, 21, 5, 270, 0, 2];

    /// <summary>Where a scale is a power of two, its codes are floats, and products with it exact: so are the bits those of the floats that they stand for.</summary>
    [Fact]
    public void ACacheOfQuantizeIsTheFloatsThatItStandsFor()
    {
        // Of each key one number is ±127 steps, the largest that a scale is made for, and the others are whole steps.
        KernelCall floats = Call("Floats"), codes = Call("Each");
        foreach ((string role, int columns) in new[] { ("k", Sizes[2]), ("v", Sizes[3]) })
        {
            var numbers = new Numbers(columns);
            double[] x = new double[floats.LengthOf(role)];
            for (int i = 0; i < x.Length; i++)
                x[i] = Math.ScaleB(i % columns == i / columns % columns ? 127 : Math.Round(numbers.Even() * 127), (i / columns % 5) - 8);
            floats.Vectors[role] = x;

            // A group is a row, HeadDim or ValueDim numbers, so a scale is a key's or a value's.
            Kernel quantize = Kernels.Value["Quantize"];
            KernelCall call = Calls.Sized(quantize.Spec, ("Length", x.Length), ("Rows", 1), ("GroupSize", columns));
            call.Vectors["x"] = x;
            KernelResult cache = quantize.Run(call.Fill((_, _) => 0));
            codes.Vectors[role] = cache.Outputs["y"];
            codes.Vectors[role == "k" ? "keyScales" : "valueScales"] = cache.Outputs["scales"];
        }

        double[] q = floats.Fill(Kind.Even, 5).Vectors["q"];
        codes.Vectors["q"] = q;
        Kernels.Value["Each"].AssertBits(codes.Fill(Kind.Even, 1), Kernels.Value["Floats"].Run(floats));
    }

    /// <summary>What is quantised rounds; the kernel's bound is that of the codes and the scales that come out.</summary>
    [Fact]
    public void ACacheOfAnyNumbersKeepsTheBound()
    {
        Kernel kernel = Kernels.Value["Each"], quantize = Kernels.Value["Quantize"];
        KernelCall codes = AttentionCalls.Of((AttentionSpec)kernel.Spec, [2, 1, 8, 6, 2, 30, 0, 1]);
        foreach ((string role, string scales, int columns) in new[] { ("k", "keyScales", 8), ("v", "valueScales", 6) })
        {
            KernelCall call = Calls.Sized(quantize.Spec, ("Length", (int)codes.LengthOf(role)), ("Rows", 1), ("GroupSize", columns)).Fill(Kind.Even, columns);
            KernelResult cache = quantize.Run(call);
            (codes.Vectors[role], codes.Vectors[scales]) = (cache.Outputs["y"], cache.Outputs["scales"]);
        }

        Checked[] numbers = [.. ExactResult.Check(kernel, codes, kernel.Run(codes.Fill(Kind.Even, 3)))];
        Assert.Equal(2 * 2 * 6, numbers.Length);
        Assert.All(numbers, number => Assert.True(number.Holds));
    }

    [Fact]
    public void OneScaleIsAsManyThatAreEqual()
    {
        KernelCall each = Call("Each"), one = Call("One").Fill(Kind.Even, 9);
        foreach (string role in new[] { "q", "k", "v" })
            each.Vectors[role] = one.Vectors[role];
        foreach (string role in new[] { "keyScale", "valueScale" })
            each.Vectors[role + "s"] = [.. Enumerable.Repeat(one.Scalars[role], (int)each.LengthOf(role + "s"))];
        Kernels.Value["Each"].AssertBits(each.Fill(Kind.Even, 1), Kernels.Value["One"].Run(one));
    }

    /// <summary>Zeros, negative, tiny, huge and infinite scales, and none: in either layout, with steps of decoding and without.</summary>
    [Fact]
    public void AnyScaleIsThePlans()
    {
        double[] scales = [1, -0.5, 0, -0.0, 1e-45, 1e-38, 3e38, double.PositiveInfinity, double.NaN, 0.01, 0.02];
        foreach (string name in new[] { "One", "Each", "EachBySequence" })
        {
            Kernel kernel = Kernels.Value[name];
            for (int seed = 0; seed < scales.Length; seed++)
            {
                KernelCall call = AttentionCalls.Of((AttentionSpec)kernel.Spec, [2, 1, 9, 18, seed % 2 == 0 ? 1 : 7, 259, 255, 1]);
                foreach (Operand operand in kernel.Spec.Operands.Items.Where(operand => operand.Role.Contains("Scale", StringComparison.Ordinal)))
                {
                    if (operand.Kind == OperandKind.Scalar)
                        call.Scalars[operand.Role] = Rounding.To(operand.Type, scales[(seed + operand.Role.Length) % scales.Length]);
                    else
                        call.Vectors[operand.Role] = [.. Enumerable.Range(0, 259).Select(key => Rounding.To(operand.Type, key % 37 == seed ? scales[(seed + key) % scales.Length] : scales[key % 2]))];
                }

                kernel.AssertBits(call.Fill(Kind.Even, seed), Placement.Off(seed, 3));
            }
        }
    }

    /// <summary>One query, or few: their keys and values are taken as they lie, where there are enough of them; one key less, and not. Zeros, infinities and NaN too.</summary>
    [Fact]
    public void FewQueriesAreThePlans()
    {
        int[][] shapes =
        [
            [1, 1, 32, 40, 1, 300, 299, 1], [4, 1, 64, 37, 1, 264, 263, 1], [3, 3, 70, 33, 1, 263, 262, 2], [6, 1, 100, 8, 1, 40, 39, 1], [7, 1, 64, 16, 1, 30, 29, 1], [1, 1, 96, 20, 5, 275, 268, 1],
            [2, 1, 31, 5, 1, 20, 19, 1], [2, 2, 64, 65, 1, 7, 6, 1],
        ];
        foreach (string name in new[] { "Floats", "One", "Each", "EachBySequence", "Halves", "Windows", "Doubles" })
        {
            Kernel kernel = Kernels.Value[name];
            foreach ((int number, int[] shape) in shapes.Index())
            {
                foreach (Kind kind in new[] { Kind.Even, number % 2 == 0 ? Kind.Special : Kind.Zeros })
                    kernel.AssertBits(AttentionCalls.Of((AttentionSpec)kernel.Spec, shape, number).Fill(kind, number), number % 2 == 0 ? Placement.AtEnd : Placement.AtStart);
            }
        }
    }

    /// <summary>
    /// Of one query each, heads that lie side by side go together over a long cache: as many each time and not, in tiles of few rows, in more than one tile, and
    /// more rows than go together. The bits are those of heads that lie one behind the other.
    /// </summary>
    [Theory]
    [InlineData("EachBySequence", "Each")]
    [InlineData("HalvesBySequence", "Halves")]
    [InlineData("WindowsBySequence", "Windows")]
    public void HeadsSideBySideAreThoseOneBehindTheOther(string bySequence, string byHeads)
    {
        int[][] shapes =
        [
            [5, 5, 250, 70, 1, 516, 515, 1], [8, 4, 64, 64, 1, 1027, 1026, 1],
            [14, 2, 24, 20, 1, 515, 514, 2], [200, 2, 33, 9, 1, 513, 512, 1], [3, 3, 16, 400, 1, 520, 519, 1],
        ];
        foreach ((int number, int[] shape) in shapes.Index())
        {
            Kernel kernel = Kernels.Value[bySequence], other = Kernels.Value[byHeads];
            KernelCall call = AttentionCalls.Of((AttentionSpec)kernel.Spec, shape, number), turned = AttentionCalls.Of((AttentionSpec)other.Spec, shape, number);
            call.Fill(number % 2 == 0 ? Kind.Even : Kind.Special, number);
            AttentionShape from = new(call, (AttentionSpec)kernel.Spec), to = new(turned, (AttentionSpec)other.Spec);
            foreach ((string role, double[] numbers) in call.Vectors)
                turned.Vectors[role] = role is "k" or "v" or "keyScales" or "valueScales" ? Turned(role, numbers, from, to) : numbers; // one query each lies the same in either layout
            foreach ((string role, double value) in call.Scalars)
                turned.Scalars[role] = value;
            kernel.AssertBits(call, other.Run(turned), Placement.Off(number, 3));
        }
    }

    /// <summary>What is kept of keys, in another layout.</summary>
    private static double[] Turned(string role, double[] numbers, AttentionShape from, AttentionShape to)
    {
        double[] result = new double[numbers.Length];
        int columns = role == "k" ? from.HeadDim : role == "v" ? from.ValueDim : 1;
        for (int row = 0; row < numbers.Length / columns; row++)
        {
            (int sequence, int head, int key) = (row / from.Keys / from.KvHeads, row / from.Keys % from.KvHeads, row % from.Keys);
            Array.Copy(numbers, from.Scale(sequence, head, key) * columns, result, to.Scale(sequence, head, key) * columns, columns);
        }

        return result;
    }

    [Fact]
    public void AScaleOfAKeyThatIsNotSeenIsNotRead()
    {
        Kernel kernel = Kernels.Value["EachBySequence"];
        KernelCall call = AttentionCalls.Of((AttentionSpec)kernel.Spec, [2, 2, 9, 5, 4, 20, 10, 1]).Fill(Kind.Even, 4), poisoned = call.Clone();
        foreach (string role in new[] { "keyScales", "valueScales" })
            Array.Fill(poisoned.Vectors[role], double.NaN, 14 * 2, 6 * 2);
        Assert.Null(kernel.Run(poisoned).DifferenceFrom(kernel.Run(call)));
    }

    /// <summary>With every option, each kind of operands; decoding by steps among the shapes.</summary>
    [Fact]
    public void EveryOptionOfEveryStorageEqualsItsPlan()
    {
        (string Option, string Parameters)[] options =
        [
            ("Causal = true", ", int pastLength"), ("Causal = true", ", int pastLength, int window"), ("Softcap = 1.5", ""), ("", ", ReadOnlySpan<float> mask"), ("", ", ReadOnlySpan<bool> mask"),
            ("Causal = true", ", int pastLength, ReadOnlySpan<float> alibiSlopes"), ("", ", Span<float> probabilities"),
        ];
        string[] storages =
        [
            "ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<Half> v, Span<Half> output",
            "ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> output, ReadOnlySpan<float> keyScales, ReadOnlySpan<float> valueScales",
            "ReadOnlySpan<BFloat16> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<BFloat16> v, Span<BFloat16> output, float keyScale",
            "ReadOnlySpan<Half> q, ReadOnlySpan<Half> k, ReadOnlySpan<sbyte> v, Span<float> output, float valueScale",
        ];
        var declarations = new StringBuilder("public static partial class Storages\n{\n");
        int count = 0;
        foreach ((string option, string parameters) in options)
        {
            foreach (string storage in storages)
            {
                string layout = count % 3 == 0 ? "Layout = AttentionLayout.SequenceFirst" : "";
                declarations.Append(CultureInfo.InvariantCulture, $"[Attention({string.Join(", ", new[] { option, layout }.Where(text => text.Length > 0))})] public static partial void F{count++}({storage}{parameters}, {Dimensions});\n");
            }
        }

        foreach ((int pair, Kernel kernel) in KernelLibrary.Compile(declarations.Append('}').ToString()).Index())
        {
            foreach ((int number, KernelCall call) in Calls.For(kernel.Spec).Where((_, number) => number % 6 == pair % 6).Index())
                kernel.AssertBits(call.Fill(number % 2 == 1 ? Kind.Special : Kind.Even, pair + number), Placement.Off(pair + number, 3));
        }
    }

    private static KernelCall Call(string name) => AttentionCalls.Of((AttentionSpec)Kernels.Value[name].Spec, Sizes);
}
