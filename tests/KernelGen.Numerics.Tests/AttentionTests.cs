using KernelGen.Numerics.Tests.Harness;
using KernelGen.Numerics.Tests.Kernels;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Attention by its definition: what a query sees, what equal keys weigh, and that a row is a function of that row and of its keys, however many rows go together.</summary>
public sealed class AttentionTests
{
    /// <summary>Heads of queries and of keys, numbers of a key and of a value.</summary>
    private const int Heads = 4, KvHeads = 2, HeadDim = 9, ValueDim = 21;

    [Fact]
    public void EqualKeysGiveTheMeanOfTheirValues()
    {
        float[] output = new float[2];
        AttentionKernels.AttentionF32([1, 2], [3, 3, 3, 3, 3, 3, 3, 3], [0, 4, 1, 5, 2, 6, 3, 7], output, heads: 1, headDim: 2, queryLength: 1, keyLength: 4);
        Assert.Equal([1.5f, 5.5f], output);
    }

    [Theory]
    [InlineData(100f)]
    [InlineData(-100f)]
    public void LargeScoresNeitherOverflowNorVanish(float size)
    {
        // Scores of ±10⁴, and the largest is ahead by as much: one key has all the weight.
        float[] output = new float[2];
        AttentionKernels.AttentionF32([size, 0], [142, 1, -142, 1, 0, 1], [1, 2, 3, 4, 5, 6], output, heads: 1, headDim: 2, queryLength: 1, keyLength: 3);
        Assert.Equal(size > 0 ? [1f, 2f] : [3f, 4f], output);
    }

    [Fact]
    public void AQueryThatSeesNoKeyGivesZeros()
    {
        float[] output = [.. Enumerable.Repeat(float.NaN, 6)];
        AttentionKernels.AttentionF32([1, 2, 3, 4, 5, 6], [], [], output, heads: 1, headDim: 2, queryLength: 3, keyLength: 0);
        Assert.All(output, number => Assert.Equal(0, BitConverter.SingleToInt32Bits(number)));
    }

    /// <summary>A NaN in a key or a value reaches those who see it, and a NaN in a query its own row; no zero weight lets one in.</summary>
    [Fact]
    public void WhatAQueryDoesNotSeeDoesNotReachIt()
    {
        const int Queries = 13, Past = 250;
        (float[] q, float[] k, float[] v) = Operands(Queries, Past + Queries, 1);
        float[] before = Attend(q, k, v, Queries, Past + Queries, Past);
        for (int unseen = 1; unseen < Queries; unseen++)
        {
            (float[] keys, float[] values) = ((float[])k.Clone(), (float[])v.Clone());
            Array.Fill(keys, float.NaN, (Past + unseen) * KvHeads * HeadDim, (Queries - unseen) * KvHeads * HeadDim);
            Array.Fill(values, float.PositiveInfinity, (Past + unseen) * KvHeads * ValueDim, (Queries - unseen) * KvHeads * ValueDim);
            float[] after = Attend(q, keys, values, Queries, Past + Queries, Past);
            Assert.Equal(before[..(unseen * Heads * ValueDim)], after[..(unseen * Heads * ValueDim)]);
            Assert.True(float.IsNaN(after[unseen * Heads * ValueDim]));
        }
    }

    /// <summary>From an empty cache, and across the first block of keys; by one token, and by several.</summary>
    [Theory]
    [InlineData(1, 0, 20)]
    [InlineData(1, 245, 20)]
    [InlineData(7, 240, 30)]
    public void DecodingStepByStepEqualsThePromptToTheBit(int step, int past, int queries)
    {
        (float[] q, float[] k, float[] v) = Operands(queries, past + queries, 2);
        float[] prompt = Attend(q, k, v, queries, past + queries, past);
        for (int at = 0; at < queries; at += step)
        {
            int count = Math.Min(step, queries - at), keys = past + at + count;
            float[] part = Attend(q[(at * Heads * HeadDim)..((at + count) * Heads * HeadDim)], k, v, count, keys, past + at);
            Assert.Equal(prompt.Skip(at * Heads * ValueDim).Take(part.Length).Select(BitConverter.SingleToInt32Bits), part.Select(BitConverter.SingleToInt32Bits));
        }
    }

    /// <summary>Heads that share their keys give what they give with keys of their own, in the other layout, and with more sequences beside them.</summary>
    [Fact]
    public void ARowIsThatRowAlone()
    {
        Kernel kernel = KernelLibrary.Get("AttentionF64");
        KernelCall all = AttentionCalls.Of((Generator.Specs.AttentionSpec)kernel.Spec, [4, 2, 5, 3, 9, 20, 11, 2]).Fill(Kind.Even, 3);
        var layout = new AttentionShape(all, (Generator.Specs.AttentionSpec)kernel.Spec);
        double[] together = kernel.Run(all).Outputs["output"];
        foreach ((int sequence, int head, int query) in layout.Rows())
        {
            KernelCall one = AttentionCalls.Of((Generator.Specs.AttentionSpec)kernel.Spec, [1, 1, 5, 3, 1, 20, 11 + query, 1]);
            int kvHead = layout.KvHead(head), at = layout.Output(sequence, head, query);
            one.Vectors.Add("q", all.Vectors["q"][layout.Q(sequence, head, query)..][..5]);
            one.Vectors.Add("k", all.Vectors["k"][layout.K(sequence, kvHead, 0)..][..(20 * 5)]);
            one.Vectors.Add("v", all.Vectors["v"][layout.V(sequence, kvHead, 0)..][..(20 * 3)]);
            Assert.Equal(together[at..(at + 3)], kernel.Run(one.Fill(Kind.Even, 1)).Outputs["output"]);
        }
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(4, 0)]
    public void HeadsThatCannotBeSharedEvenlyAreRefused(int heads, int kvHeads)
    {
        float[] output = [float.NaN];
        ArgumentException refusal = Assert.Throws<ArgumentException>("kvHeads", () => AttentionKernels.AttentionCausalF32([], [], [], output, heads, kvHeads, 0, 0, 0, 0, 0, 1));
        Assert.Contains($"{kvHeads} heads of keys and values for {heads}", refusal.Message, StringComparison.Ordinal);
        Assert.True(float.IsNaN(output[0]));
    }

    /// <summary>In one block of keys, a window is attention over its keys.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(int.MaxValue)]
    public void AWindowShowsTheLastKeysUpToTheQuerysOwn(int window)
    {
        const int Queries = 14, Past = 90;
        (float[] q, float[] k, float[] v) = Operands(Queries, Past + Queries, 3);
        float[] output = new float[Queries * ValueDim], alone = new float[ValueDim];
        AttentionKernels.AttentionWindowF32(q, k, v, output, 1, 1, HeadDim, ValueDim, Queries, Past + Queries, Past, window, 1);
        for (int i = 0; i < Queries; i++)
        {
            int end = Past + i + 1, first = Math.Max(0, end - window);
            AttentionKernels.AttentionF32(
                q.AsSpan(i * HeadDim, HeadDim), k.AsSpan()[(first * HeadDim)..(end * HeadDim)], Narrow(v, first, end), alone.AsSpan(0, HeadDim), heads: 1, headDim: HeadDim, queryLength: 1, keyLength: end - first);
            Assert.Equal(alone[..HeadDim].Select(BitConverter.SingleToInt32Bits), output[(i * ValueDim)..][..HeadDim].Select(BitConverter.SingleToInt32Bits));
        }

        // Values as wide as keys, which the kernel of one size takes.
        static float[] Narrow(float[] v, int first, int end) => [.. Enumerable.Range(first, end - first).SelectMany(key => v[(key * ValueDim)..][..HeadDim])];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(260)]
    public void KeysOutsideOfTheWindowDoNotReachIt(int window)
    {
        const int Queries = 9, Past = 600;
        (float[] q, float[] k, float[] v) = Operands(Queries, Past + Queries, 4);
        float[] before = Windowed(), after;
        Array.Fill(k, float.NaN, 0, (Past + 1 - window) * HeadDim);
        Array.Fill(v, float.NaN, 0, (Past + 1 - window) * ValueDim);
        after = Windowed();
        Assert.Equal(before, after);
        k[(Past + 1 - window) * HeadDim] = float.NaN;
        after = Windowed();
        Assert.True(float.IsNaN(after[0]));
        Assert.Equal(before[ValueDim..], after[ValueDim..]);

        float[] Windowed()
        {
            float[] output = new float[Queries * ValueDim];
            AttentionKernels.AttentionWindowF32(q, k, v, output, 1, 1, HeadDim, ValueDim, Queries, Past + Queries, Past, window, 1);
            return output;
        }
    }

    /// <summary>With each option and with all of them, across the first block of keys.</summary>
    [Theory]
    [InlineData("AttentionWindowF32")]
    [InlineData("AttentionWindowF64")]
    [InlineData("AttentionFlagsF32")]
    [InlineData("AttentionMaskF64")]
    [InlineData("AttentionSlopesF32")]
    [InlineData("AttentionSlopesF64")]
    [InlineData("AttentionAllF32")]
    [InlineData("AttentionAllF64")]
    [InlineData("AttentionHalfF32")]
    [InlineData("AttentionBFloat16F32")]
    [InlineData("AttentionF16")]
    [InlineData("AttentionAllBF16")]
    [InlineData("AttentionI8F32")]
    [InlineData("AttentionI8F16")]
    [InlineData("AttentionI8AllF32")]
    public void AStepWithOptionsEqualsThePromptToTheBit(string name)
    {
        const int Queries = 15, Past = 249;
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (Generator.Specs.AttentionSpec)kernel.Spec;
        for (int number = 0; number < 3; number++)
        {
            // Windows of 4, 200 and 300; two heads of keys, one sequence.
            KernelCall all = AttentionCalls.Of(spec, [Heads, KvHeads, HeadDim, ValueDim, Queries, Past + Queries, Past, 1], number).Fill(Kind.Even, 17 + number);
            KernelResult prompt = kernel.Run(all);
            var whole = new AttentionShape(all, spec);
            for (int query = 0; query < Queries; query++)
            {
                KernelCall step = AttentionCalls.Of(spec, [Heads, KvHeads, HeadDim, ValueDim, 1, Past + query + 1, Past + query, 1], number);
                var one = new AttentionShape(step, spec);
                var expected = new Dictionary<string, double[]> { ["output"] = new double[step.LengthOf("output")] };
                foreach (Generator.Specs.Operand operand in spec.Operands)
                {
                    if (operand.Kind == Generator.Specs.OperandKind.Scalar)
                        step.Scalars[operand.Role] = all.Scalars[operand.Role];
                    else
                        step.Vectors[operand.Role] = new double[step.LengthOf(operand.Role)];
                }

                if (spec.Probabilities is not null)
                    expected["probabilities"] = new double[step.LengthOf("probabilities")];
                for (int head = 0; head < Heads; head++)
                {
                    Copy("q", whole.Q(0, head, query), one.Q(0, head, 0), HeadDim);
                    Array.Copy(prompt.Outputs["output"], whole.Output(0, head, query), expected["output"], one.Output(0, head, 0), ValueDim);
                    if (spec.Mask is not null)
                        Copy("mask", whole.Mask(0, head, query, 0), one.Mask(0, head, 0, 0), one.Keys);
                    if (spec.Slopes is not null)
                        Copy("alibiSlopes", head, head, 1);
                    if (spec.Probabilities is not null)
                        Array.Copy(prompt.Outputs["probabilities"], whole.Probability(0, head, query, 0), expected["probabilities"], one.Probability(0, head, 0, 0), one.Keys);
                    for (int key = 0; key < one.Keys; key++)
                    {
                        Copy("k", whole.K(0, whole.KvHead(head), key), one.K(0, one.KvHead(head), key), HeadDim);
                        Copy("v", whole.V(0, whole.KvHead(head), key), one.V(0, one.KvHead(head), key), ValueDim);
                        foreach (string role in new[] { "keyScales", "valueScales" }.Where(role => spec.Find(role) is not null))
                            Copy(role, whole.Scale(0, whole.KvHead(head), key), one.Scale(0, one.KvHead(head), key), 1);
                    }
                }

                kernel.AssertBits(step, new KernelResult(0, expected));

                void Copy(string role, int from, int to, int count) => Array.Copy(all.Vectors[role], from, step.Vectors[role], to, count);
            }
        }
    }

    [Fact]
    public void FlagsAreAsMinusInfinityIs()
    {
        const int Queries = 11, Keys = 300;
        (float[] q, float[] k, float[] v) = Operands(Queries, Keys, 5);
        double[] numbers = [.. Enumerable.Range(0, Queries * Keys).Select(i => i % 7 == 3 || i / Keys == 4 || (i / Keys == 6 && i % Keys < 256) ? double.NegativeInfinity : 0)];
        double[] masked = new double[Queries * ValueDim], flagged = new double[Queries * ValueDim];
        double[] wideQ = [.. q], wideK = [.. k], wideV = [.. v];
        AttentionKernels.AttentionMaskF64(wideQ, wideK, wideV, masked, numbers, 1, 1, HeadDim, ValueDim, Queries, Keys, Keys, 1);
        AttentionKernels.AttentionFlagsF64(wideQ, wideK, wideV, flagged, [.. numbers.Select(number => number == 0)], 1, 1, HeadDim, ValueDim, Queries, Keys, 1);
        Assert.Equal(masked.Select(BitConverter.DoubleToInt64Bits), flagged.Select(BitConverter.DoubleToInt64Bits));
        Assert.All(masked[(4 * ValueDim)..(5 * ValueDim)], number => Assert.Equal(0, BitConverter.DoubleToInt64Bits(number)));
        Assert.DoesNotContain(masked, double.IsNaN);
    }

    /// <summary>A key that is left out may be anything, and so may its value where the row sees nothing of the whole block.</summary>
    [Fact]
    public void AKeyThatAMaskLeavesOutIsNone()
    {
        const int Queries = 8, Keys = 280;
        (float[] q, float[] k, float[] v) = Operands(Queries, Keys, 6);
        float[] mask = [.. Enumerable.Range(0, Queries * Keys).Select(i => i % Keys is 17 or >= 256 ? float.NegativeInfinity : 0.25f * (i % 3))];
        float[] before = Masked();
        Array.Fill(k, float.NaN, 17 * HeadDim, HeadDim);
        Array.Fill(k, float.PositiveInfinity, 256 * HeadDim, 24 * HeadDim);
        Array.Fill(v, float.NaN, 256 * ValueDim, 24 * ValueDim);
        Assert.Equal(before, Masked());
        Assert.DoesNotContain(before, float.IsNaN);

        float[] Masked()
        {
            float[] output = new float[Queries * ValueDim];
            AttentionKernels.AttentionMaskF32(q, k, v, output, mask, 1, 1, HeadDim, ValueDim, Queries, Keys, 1);
            return output;
        }
    }

    [Fact]
    public void ProbabilitiesAreWrittenWhole()
    {
        const int Queries = 5, Keys = 262, Past = 255;
        (float[] q, float[] k, float[] v) = Operands(Queries, Keys, 7);
        q[2 * HeadDim] = float.NaN;
        bool[] mask = [.. Enumerable.Range(0, Queries * Keys).Select(i => i / Keys != 3 && i % 5 != 0)];
        double[] output = new double[Queries * ValueDim], probabilities = new double[Queries * Keys];
        Array.Fill(probabilities, double.NaN);
        AttentionKernels.AttentionAllF64([.. q], [.. k], [.. v], output, mask, [0.5], probabilities, 1, 1, HeadDim, ValueDim, Queries, Keys, Past, 100, 1);
        for (int i = 0; i < Queries; i++)
        {
            double[] row = probabilities[(i * Keys)..((i + 1) * Keys)];
            for (int key = 0; key < Keys; key++)
            {
                bool isSeen = mask[(i * Keys) + key] && key <= Past + i && key > Past + i - 100;
                Assert.Equal(isSeen, i == 2 ? double.IsNaN(row[key]) : row[key] > 0);
                Assert.True(isSeen || BitConverter.DoubleToInt64Bits(row[key]) == 0);
            }

            if (i != 2)
                Assert.Equal(i == 3 ? 0 : 1, row.Sum(), 1e-12);
        }
    }

    /// <summary>2 sequences of 3 heads: a matrix for all, one a head, one a sequence, one for each; and 2 of 2, where a mask of two could be either.</summary>
    [Theory]
    [InlineData(3, 12, null)]
    [InlineData(3, 36, null)]
    [InlineData(3, 24, null)]
    [InlineData(3, 72, null)]
    [InlineData(3, 13, "needs 12 (queries × keys), 36 (heads × queries × keys), 24 (batch × queries × keys) or 72")]
    [InlineData(3, 0, "has 0 elements")]
    [InlineData(2, 12, null)]
    [InlineData(2, 48, null)]
    [InlineData(2, 24, "a mask for each of 2 heads or for each of 2 sequences")]
    public void AMaskIsKnownByItsLength(int heads, int length, string? refusal)
    {
        float[] q = new float[2 * heads * 3], k = new float[2 * heads * 4], output = new float[2 * heads * 3];
        Array.Fill(output, float.NaN);
        void Call() => AttentionKernels.AttentionMaskF32(q, k, k, output, new float[length], heads, heads, 1, 1, 3, 4, 2);
        if (refusal is null)
        {
            Call();
            Assert.DoesNotContain(output, float.IsNaN);
            return;
        }

        Assert.Contains(refusal, Assert.Throws<ArgumentException>("mask", Call).Message, StringComparison.Ordinal);
        Assert.All(output, number => Assert.True(float.IsNaN(number)));
    }

    [Fact]
    public void SlopesOfAnotherNumberAreRefused() => Assert.Throws<ArgumentException>(
        "alibiSlopes", () => AttentionKernels.AttentionSlopesF32([1, 2], [1], [1], new float[2], [1], 2, 1, 1, 1, 1, 1, 0, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void AWindowWithoutTheQuerysOwnKeyIsRefused(int window) => Assert.Throws<ArgumentException>(
        "window", () => AttentionKernels.AttentionWindowF32([], [], [], [], 0, 0, 0, 0, 0, 0, 0, window, 1));

    /// <summary>The only query's window lies behind the last key, in its block: whatever an earlier call left behind is not taken for sums.</summary>
    [Fact]
    public void AQueryWhoseWindowHasNoKeyGivesZeros()
    {
        float[] q = new float[8], k = new float[400], v = new float[300], output = new float[6];
        Array.Fill(v, float.NaN);
        AttentionKernels.AttentionWindowF32(q, k, v, output, 2, 1, 4, 3, 1, 100, 99, 10, 1);
        Assert.All(output, number => Assert.True(float.IsNaN(number)));
        AttentionKernels.AttentionWindowF32(q, k, v, output, 2, 1, 4, 3, 1, 100, 150, 10, 1);
        Assert.All(output, number => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(number)));
    }

    [Fact]
    public void EveryPairOfOptionsEqualsItsPlan()
    {
        (string Option, string Parameters)[] options =
        [
            ("Causal = true", ", int pastLength"), ("Causal = true", ", int pastLength, int window"), ("Softcap = 1.5", ""), ("", ", ReadOnlySpan<{0}> mask"), ("", ", ReadOnlySpan<bool> mask"),
            ("Causal = true", ", int pastLength, ReadOnlySpan<{0}> alibiSlopes"), ("", ", Span<{0}> probabilities"),
        ];
        var declarations = new System.Text.StringBuilder("public static partial class Pairs\n{\n");
        int count = 0;
        foreach ((int one, (string Option, string Parameters) first) in options.Index())
        {
            foreach ((string Option, string Parameters) second in options[(one + 1)..])
            {
                string type = count % 2 == 0 ? "float" : "double", layout = count % 3 == 0 ? "Layout = AttentionLayout.SequenceFirst" : "";
                string parameters = string.Join(", ", (first.Parameters + second.Parameters).Split(", ").Distinct());
                if (parameters.Contains("bool", StringComparison.Ordinal) && parameters.Contains("{0}> mask", StringComparison.Ordinal))
                    continue;
                declarations.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"[Attention({string.Join(", ", new[] { first.Option, second.Option, layout }.Where(text => text.Length > 0).Distinct())})] public static partial void F{count++}(ReadOnlySpan<{type}> q, ReadOnlySpan<{type}> k, ReadOnlySpan<{type}> v, Span<{type}> output{parameters.Replace("{0}", type, StringComparison.Ordinal)}, int heads, int kvHeads, int headDim, int valueDim, int queryLength, int keyLength, int batch);\n");
            }
        }

        IReadOnlyList<Kernel> kernels = KernelLibrary.Compile(declarations.Append('}').ToString());
        Assert.Equal(count, kernels.Count);
        foreach ((int pair, Kernel kernel) in kernels.Index())
        {
            // The shapes take turns: all of them with every pair would take minutes.
            foreach ((int number, KernelCall call) in Calls.For(kernel.Spec).Where((_, number) => number % 6 == pair % 6).Index())
                kernel.AssertBits(call.Fill(number % 2 == 1 ? Kind.Special : Kind.Even, pair + number), Placement.Off(pair + number, 3));
        }
    }

    private static (float[] Q, float[] K, float[] V) Operands(int queries, int keys, int seed)
    {
        var numbers = new Numbers(seed);
        float[] Make(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)numbers.Even())];
        return (Make(queries * Heads * HeadDim), Make(keys * KvHeads * HeadDim), Make(keys * KvHeads * ValueDim));
    }

    private static float[] Attend(float[] q, float[] k, float[] v, int queries, int keys, int past)
    {
        float[] output = new float[queries * Heads * ValueDim];
        AttentionKernels.AttentionCausalF32(q, k.AsSpan(0, keys * KvHeads * HeadDim), v.AsSpan(0, keys * KvHeads * ValueDim), output, Heads, KvHeads, HeadDim, ValueDim, queries, keys, past, 1);
        return output;
    }
}
