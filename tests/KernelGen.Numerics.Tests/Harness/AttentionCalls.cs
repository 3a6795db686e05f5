using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The shapes that attention is tried with.</summary>
internal static class AttentionCalls
{
    /// <summary>
    /// Heads of queries and of keys, numbers of a key and of a value, queries, keys, keys before the first query, sequences: around lanes and tiles, steps of
    /// decoding, a diagonal that crosses from a block of keys (256) to the next, more queries than go together (96), and none of each.
    /// </summary>
    private static readonly int[][] Many =
    [
        [1, 1, 1, 1, 1, 1, 0, 1], [2, 1, 5, 3, 3, 2, 0, 1], [4, 2, 17, 33, 1, 7, 6, 2], [3, 3, 16, 16, 7, 16, 9, 1], [2, 2, 8, 70, 13, 17, 4, 1], [8, 1, 8, 8, 1, 20, 19, 1],
        [1, 1, 3, 5, 2, 255, 253, 1], [2, 1, 4, 2, 3, 256, 254, 1], [1, 1, 2, 9, 8, 260, 252, 1], [2, 1, 3, 4, 1, 513, 512, 1], [1, 1, 64, 64, 6, 64, 58, 1],
        [1, 1, 4, 4, 100, 100, 0, 1], [2, 2, 3, 2, 5, 3, 0, 1],
        [0, 0, 4, 4, 3, 3, 0, 1], [2, 2, 4, 4, 0, 3, 0, 1], [2, 2, 4, 4, 3, 0, 0, 1], [2, 1, 0, 4, 3, 5, 2, 1], [2, 1, 4, 0, 3, 5, 2, 1], [2, 1, 4, 4, 3, 5, 2, 0],
    ];

    private static readonly int[][] Few = [[0, 0, 4, 4, 3, 3, 0, 1], [1, 1, 1, 1, 1, 1, 0, 1], [4, 2, 5, 3, 3, 4, 1, 2], [2, 1, 3, 17, 4, 258, 254, 1]];

    /// <summary>Small enough for exact arithmetic; the first of each two ends within a block.</summary>
    private static readonly int[][] Oracle = [[2, 1, 5, 3, 2, 9, 7, 1], [1, 1, 2, 1, 1, 200, 199, 1], [1, 1, 3, 2, 1, 259, 258, 1]];

    public static IEnumerable<KernelCall> For(AttentionSpec spec, bool few) => Distinct(spec, few ? Few : Many);

    public static IEnumerable<KernelCall> Exact(AttentionSpec spec) => Distinct(spec, Oracle);

    private static IEnumerable<KernelCall> Distinct(AttentionSpec spec, int[][] shapes)
    {
        var tried = new HashSet<string>();
        foreach ((int number, int[] sizes) in shapes.Index())
        {
            KernelCall call = Of(spec, sizes, number);
            if (IsPossible(call, spec) && tried.Add(call.ToString()))
                yield return call;
        }
    }

    /// <summary>Within a tile of rows and beyond it; all that shapes for the oracle have, but for the first.</summary>
    private static readonly int[] Windows = [4, 200, 300, 1, 7, 2];

    /// <summary>
    /// A call with these sizes; a dimension that is fixed keeps its own, and one that goes by another's name is as that one. Windows, where the sizes do not end with one, and the forms of masks go by the number;
    /// a mask of each head and one of each sequence are told apart by their length.
    /// </summary>
    public static KernelCall Of(AttentionSpec spec, int[] sizes, int number = 0)
    {
        int kvHeads = spec.KvHeads.Parameter == "heads" ? sizes[0] : sizes[1], valueDim = spec.ValueDim.Parameter == "headDim" ? sizes[2] : sizes[3];
        KernelCall call = Calls.Sized(
            spec, ("Heads", sizes[0]), ("KvHeads", kvHeads), ("HeadDim", sizes[2]), ("ValueDim", valueDim), ("QueryLength", sizes[4]), ("KeyLength", sizes[5]), ("PastLength", sizes[6]), ("Batch", sizes[7]));
        if (spec.Window is not null)
            call.Sizes["Window"] = spec.Window.Fixed ?? (sizes.Length > 8 ? sizes[8] : Windows[number % Windows.Length]);
        var form = (AttentionMaskForm)((number + 1) % 4);
        if (spec.Mask is not null)
            call.Sizes[nameof(AttentionMaskForm)] = (int)(form is AttentionMaskForm.OfHeads or AttentionMaskForm.OfSequences && call.Size(spec.Heads) == call.Size(spec.Batch) ? AttentionMaskForm.Whole : form);
        return call;
    }

    /// <summary>
    /// A mask that leaves out a quarter of the keys, all of some rows' and whole blocks of others'; among special numbers it has infinities and NaN.
    /// </summary>
    public static double MaskNumber(KernelCall call, int at, bool isSpecial, Numbers numbers)
    {
        var spec = (AttentionSpec)call.Spec;
        int keys = call.Size(spec.KeyLength), row = at / keys, block = at % keys / Generator.Arithmetic.PlanConstants.AttentionBlock;
        bool isOut = numbers.Below(4) == 0 || row % 5 == 2 || (row % 3 == 1 && keys > Generator.Arithmetic.PlanConstants.AttentionBlock && block == row / 3 % 2);
        if (spec.Mask!.Type.IsInteger)
            return isOut ? 0 : 1;
        return isOut ? double.NegativeInfinity : isSpecial && numbers.Below(16) == 0 ? numbers.Special(spec.Element) : numbers.Even() * 2;
    }

    /// <summary>Fixed heads and drawn ones need not go together.</summary>
    private static bool IsPossible(KernelCall call, AttentionSpec spec) =>
        call.Size(spec.KvHeads) is var kvHeads && (kvHeads == 0 ? call.Size(spec.Heads) == 0 : call.Size(spec.Heads) % kvHeads == 0);
}
