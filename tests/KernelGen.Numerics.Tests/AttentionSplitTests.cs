using KernelGen.Runtime;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>How attention is cut for threads.</summary>
[Trait("Target", "Any")]
public sealed class AttentionSplitTests
{
    private const int Block = 256, PerThread = 4;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 256)]
    [InlineData(0, 257)]
    [InlineData(255, 5_000)]
    [InlineData(700, 20_001)]
    public void EveryBlockOfKeysIsInOnePart(int firstKey, int endKey)
    {
        int first = firstKey / Block * Block, blocks = Enumerable.Range(0, endKey).Skip(first).Where(key => key % Block == 0 && endKey > firstKey).Count();
        for (int threads = 1; threads <= 9; threads++)
        {
            foreach (int units in new[] { 0, 1, 2, 3, 7, 15, 64 })
            {
                var split = new AttentionSplit(threads, units, PerThread, firstKey, endKey, Block, piecesOfBlock: 1_000);
                Assert.Equal(blocks, split.Blocks);
                Assert.Equal(first, split.Origin);
                Assert.Equal(threads > 1 && units > 0 && units < threads * PerThread && blocks > 1, split.IsByKeys);
                AssertCovers(split, units, first, endKey, blocks);
            }
        }
    }

    private static void AssertCovers(AttentionSplit split, int units, int first, int endKey, int blocks)
    {
        HashSet<(nint Unit, nint Key)> seen = [];
        for (int part = 0; part < split.Parts; part++)
        {
            for (nint unit = split.Start(part); unit < split.End(part); unit++)
            {
                for (nint key = Math.Max(first, split.FirstKey(part)); key < Math.Min(endKey, split.EndKey(part)); key += Block)
                    Assert.True(seen.Add((unit, key)));
                if (blocks == 0)
                    Assert.True(seen.Add((unit, -1)));
            }
        }

        Assert.Equal(units * Math.Max(1, blocks), seen.Count);
    }
}
