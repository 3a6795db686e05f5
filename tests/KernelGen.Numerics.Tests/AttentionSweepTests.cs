using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Attention of every length around lanes, tiles and blocks, up to pages that may not be touched; and of scores of ±10⁴, with what masks may hold.</summary>
public sealed class AttentionSweepTests
{
    /// <summary>Lanes of each target (4, 8, 16), two registers of the widest, and one and two blocks of keys, with a key less and one more; and none.</summary>
    private static readonly int[] KeyLengths =
        [.. new[] { 4, 8, 16, 32, PlanConstants.AttentionBlock, 2 * PlanConstants.AttentionBlock }.SelectMany(length => new[] { length - 1, length, length + 1 }).Prepend(1).Prepend(0)];

    /// <summary>Tiles of 6 rows: one, two and three of them; and the queries that go through the keys together.</summary>
    private static readonly int[] QueryLengths =
        [.. new[] { 6, 12, 18, AttentionSchedule.QueryBlock }.SelectMany(length => new[] { length - 1, length, length + 1 })];

    public static TheoryData<string> Kernels => KernelLibrary.NamesOf("Attention");

    /// <summary>A kernel of floats without options, one with all of them, and both of codes.</summary>
    [Theory]
    [InlineData("AttentionCausalF32")]
    [InlineData("AttentionAllF32")]
    [InlineData("AttentionI8F32")]
    [InlineData("AttentionI8AllF32")]
    public void LengthsAroundLanesAndBlocksAreThePlans(string name) => Sweep(name);

    [Theory(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    [MemberData(nameof(Kernels))]
    public void LengthsOfEveryKernelAreThePlans(string name) => Sweep(name);

    /// <summary>A step of decoding, and a tile of queries, over keys of each length; queries of each length over keys of one block and of two. Heads share their keys, whose numbers are enough for the ways that few queries have.</summary>
    private static void Sweep(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (AttentionSpec)kernel.Spec;
        int number = 0;
        foreach ((int queries, int keys) in KeyLengths.SelectMany(keys => new[] { (1, keys), (5, keys) }).Concat(QueryLengths.SelectMany(queries => new[] { (queries, 20), (queries, queries > 30 ? 33 : 258) })))
        {
            // The last query sees the last key, where there are as many keys as queries.
            KernelCall call = AttentionCalls.Of(spec, [2, 1, 33, 9, queries, keys, Math.Max(0, keys - queries), 1], number).Fill(number % 4 == 3 ? Kind.Special : Kind.Even, number);
            kernel.AssertBits(call, ++number % 2 == 0 ? Placement.AtStart : Placement.AtEnd);
        }
    }

    /// <summary>Alone, and with slopes, caps and masks.</summary>
    [Theory]
    [InlineData("AttentionCausalF32")]
    [InlineData("AttentionF64")]
    [InlineData("AttentionSoftcapF64")]
    [InlineData("AttentionMaskF32")]
    [InlineData("AttentionFlagsF32")]
    [InlineData("AttentionSlopesF32")]
    [InlineData("AttentionBFloat16F32")]
    [InlineData("AttentionAllF32")]
    public void ScoresOfTenThousandKeepTheBound(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (AttentionSpec)kernel.Spec;
        KernelCall call = OfLargeScores(spec, [2, 1, 8, 3, 3, 40, 37, 1], seed: 3);
        double[] scores = [.. ScoresOf(call, spec)];
        Assert.True(scores.Max() > 1e4 && scores.Min() < -1e4, $"Scores from {scores.Min()} to {scores.Max()}.");
        KernelResult result = kernel.Run(call);
        kernel.AssertBits(call, result);
        Checked[] numbers = [.. ExactResult.Check(kernel, call, result)];
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.True(number.Holds));
    }

    /// <summary>
    /// Rows of scores of ±10⁴ under masks: all −∞ gives zeros, all but one key that key's value, +∞ is NaN (no weight is left of ∞ − ∞) in that row alone. A row beside them is what it
    /// is among others.
    /// </summary>
    [Theory]
    [InlineData("AttentionMaskF32", 40)]
    [InlineData("AttentionMaskF32", 300)]
    [InlineData("AttentionMaskF64", 40)]
    [InlineData("AttentionMaskF64", 300)]
    public void InfinitiesInMasksAreOfTheirRowsAlone(string name, int keys)
    {
        const int Queries = 11, ValueDim = 5;
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (AttentionSpec)kernel.Spec;
        KernelCall plain = OfLargeScores(spec, [1, 1, 8, ValueDim, Queries, keys, keys, 1], seed: 5);
        Array.Clear(plain.Vectors["mask"]);
        double[] before = kernel.Run(plain).Outputs["output"];
        KernelCall call = plain.Clone();
        call.Vectors["mask"] = [.. plain.Vectors["mask"]];
        Span<double> Row(int row) => call.Vectors["mask"].AsSpan(row * keys, keys);
        Row(1).Fill(double.NegativeInfinity);
        Row(3).Fill(double.NegativeInfinity);
        Row(3)[keys - 1] = -1e4;
        Row(5)[keys / 2] = double.PositiveInfinity;
        Row(7).Fill(double.NegativeInfinity);
        Row(7)[2] = double.PositiveInfinity;
        Row(8).Fill(1e4);
        KernelResult result = kernel.Run(call);
        kernel.AssertBits(call, kernel.Interpret(call));
        double[] output = result.Outputs["output"];
        for (int row = 0; row < Queries; row++)
        {
            double[] numbers = output[(row * ValueDim)..((row + 1) * ValueDim)];
            switch (row)
            {
                case 1:
                    Assert.All(numbers, number => Assert.Equal(0, BitConverter.DoubleToInt64Bits(number)));
                    break;
                case 3:
                    Assert.Equal(call.Vectors["v"][((keys - 1) * ValueDim)..], numbers);
                    break;
                case 5 or 7:
                    Assert.All(numbers, number => Assert.True(double.IsNaN(number)));
                    break;
                case 8:
                    Assert.DoesNotContain(numbers, double.IsNaN);
                    break;
                default:
                    Assert.Equal(before[(row * ValueDim)..((row + 1) * ValueDim)], numbers);
                    break;
            }
        }
    }

    private static KernelCall OfLargeScores(AttentionSpec spec, int[] sizes, int seed)
    {
        KernelCall call = AttentionCalls.Of(spec, sizes, number: 3).Fill(Kind.Even, seed);
        double size = spec.Scale is null ? 2.5e4 : 1e4;
        call.Vectors["q"] = [.. call.Vectors["q"].Select(number => Rounding.To(spec.Element, number * size))];
        return call;
    }

    /// <summary>What the caps, slopes and masks are for, about.</summary>
    private static IEnumerable<double> ScoresOf(KernelCall call, AttentionSpec spec)
    {
        var shape = new AttentionShape(call, spec);
        double[] q = call.Vectors["q"], k = call.Vectors["k"];
        double scale = spec.Scale ?? 1 / Math.Sqrt(shape.HeadDim);
        return from row in shape.Rows()
               from key in Enumerable.Range(0, shape.Keys)
               select scale * Enumerable.Range(0, shape.HeadDim).Sum(p => q[shape.Q(row.Sequence, row.Head, row.Query) + p] * k[shape.K(row.Sequence, shape.KvHead(row.Head), key) + p]);
    }
}
