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
