using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The shapes and scalars that a kernel is tried with, by its spec: what is fixed stays, what is of run time varies.</summary>
internal static class Calls
{
    /// <summary>Around the lane counts (8 and 16), the accumulators (4 of each), and some lengths of real use.</summary>
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 71), 100, 127, 128, 129, 255, 256, 257, 384, 1536];

    /// <summary>Every combination that the default run tries; <paramref name="few"/> leaves a handful.</summary>
    public static IEnumerable<KernelCall> For(KernelSpec spec, bool few = false) => Shapes(spec, few).SelectMany(call => Scalars(call, few));

    private static IEnumerable<KernelCall> Shapes(KernelSpec spec, bool few) => spec switch
    {
        DotSpec dot => Of(dot.Length, few ? [0, 1, 33, 129] : Lengths).Select(n => Sized(spec, ("Length", n))),
        RowwiseSpec row => Of(row.Length, few ? [0, 1, 33, 129] : Lengths).Select(n => Sized(spec, ("Length", n))),
        OneToManySpec many =>
            from n in Of(many.Length, few ? [0, 33] : [0, 1, 5, 15, 16, 17, 31, 33, 64, 100])
            from rows in n == 0 && many.K is not null ? [0] : few ? [0, 1, 9] : new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 17, 40 }
            from k in many.K is null ? [0] : Of(many.K, few ? [3] : [0, 1, 3, 8, 50])
            select many.K is null ? Sized(spec, ("Length", n), ("Rows", rows)) : Sized(spec, ("Length", n), ("Rows", rows), ("K", k)),
        GemvSpec gemv =>
            from m in Of(gemv.M, few ? [0, 1, 19] : [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 50])
            from k in Of(gemv.K, few ? [0, 1, 21] : [0, 1, 3, 7, 8, 15, 16, 17, 33, 65, 100])
            select Sized(spec, ("M", m), ("K", k)),
        RowsSpec { IsOneRow: true } row => (few ? [0, 1, 33, 129] : Lengths).Select(n => Sized(row, ("Length", n), ("Rows", 1))),
        RowsSpec row =>
            from n in Of(row.Length, few ? [0, 1, 33] : [0, 1, 7, 16, 17, 33, 64, 65, 129, 200])
            from rows in n == 0 ? [0] : few ? [0, 2] : new[] { 0, 1, 3 }
            select Sized(spec, ("Length", n), ("Rows", rows)),
        RotarySpec rotary =>
            from headDim in Of(rotary.HeadDim, few ? [34] : [2, 8, 32, 34, 70])
            from turned in rotary.TurnsAll ? [headDim] : Of(rotary.RotaryDim, few ? [34] : [0, 2, 16, 34, 70])
            where turned <= headDim
            from heads in Of(rotary.Heads, few ? [2] : [1, 3])
            from tokens in few ? [2, 0] : new[] { 0, 1, 3 }
            select Rotary(rotary, headDim, turned, heads, tokens),
        QuantizeSpec quantize =>
            from n in Of(quantize.Length, quantize.IsOneRow ? few ? [0, 1, 33, 129] : Lengths : few ? [0, 1, 33] : [0, 1, 2, 7, 15, 16, 17, 31, 33, 64, 100])
            from rows in quantize.IsOneRow ? [1] : few ? [0, 2] : new[] { 0, 1, 2, 3, 5 }
            from size in quantize.GroupSize is { } grouped ? Of(grouped, few ? [16] : [1, 3, 16, 17, 32, 100]) : [0]
            select Sized(spec, ("Length", n), ("Rows", rows), ("GroupSize", size)),
        MatrixProductSpec product => Products(product, few),
        GroupedDenseSpec grouped =>
            from shape in few
                ? [(0, 3, 40), (3, 0, 40), (3, 2, 0), (1, 1, 1), (6, 5, 97)]
                : new[] { (0, 3, 40), (3, 0, 40), (3, 2, 0), (1, 1, 1), (1, 16, 31), (2, 5, 32), (3, 4, 33), (1, 9, 64), (5, 3, 65), (6, 5, 97), (7, 4, 129), (2, 6, 200), (5, 7, 300), (1, 3, 1100), (9, 2, 1100) }
            select Grouped(grouped, shape.Item1, shape.Item2, shape.Item3),
        ConvolutionSpec convolution => ConvolutionCalls.For(convolution, few),
        PoolSpec pool => PoolCalls.For(pool, few),
        AttentionSpec attention => AttentionCalls.For(attention, few),
        _ => throw new ArgumentException($"No shapes for {spec.Operation}."),
    };

    private static IEnumerable<KernelCall> Products(MatrixProductSpec spec, bool few)
    {
        (int M, int N, int K)[] shapes = few
            ? [(0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (5, 19, 7)]
            : [(0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (1, 16, 3), (2, 17, 5), (3, 8, 16), (5, 33, 9), (8, 5, 33), (9, 48, 17), (13, 31, 24), (17, 15, 4), (29, 70, 40)];
        var tried = new HashSet<(int, int, int)>();
        foreach ((int m0, int n0, int k0) in shapes)
        {
            (int m, int n, int k) = (spec.M.Fixed ?? m0, spec.N.Fixed ?? n0, spec.K.Fixed ?? k0);
            if (!tried.Add((m, n, k)))
                continue;
            for (int gap = 0; gap <= (HasGap(spec) ? 3 : 0); gap += 3)
            {
                foreach (int batch in spec.Batch.IsFixed ? new[] { spec.Batch.Fixed!.Value } : [1, 3, 0])
                {
                    if (batch != 1 && m * n * k > 1000 && !spec.Batch.IsFixed)
                        continue;
                    yield return Product(spec, m, n, k, gap, batch);
                }
            }
        }
    }

    private static bool HasGap(MatrixProductSpec spec) =>
        spec.Lda is { IsFixed: false } || spec.Ldb is { IsFixed: false } || spec.Ldc is { IsFixed: false };

    /// <summary>A call of a matrix product with these dimensions; <paramref name="gap"/> elements lie between rows where a leading dimension is of run time.</summary>
    public static KernelCall Product(MatrixProductSpec spec, int m, int n, int k, int gap = 0, int batch = 1)
    {
        KernelCall call = Sized(spec, ("M", m), ("N", n), ("K", k), ("Batch", batch));
        if (spec.Operation == "Dense")
        {
            // The same dimensions under the names that the attribute has.
            (call.Sizes["Batch"], call.Sizes["Inputs"], call.Sizes["Outputs"]) = (m, k, n);
        }

        Leading(spec.Lda, spec.TransposeA ? m : k);
        Leading(spec.Ldb, spec.TransposeB ? k : n);
        Leading(spec.Ldc, n);
        return call;

        void Leading(Dimension? dimension, int columns)
        {
            if (dimension is not null)
                call.Sizes[dimension.Name] = dimension.Fixed ?? columns + gap;
        }
    }

    /// <summary>A call of a layer of weights in groups.</summary>
    public static KernelCall Grouped(GroupedDenseSpec spec, int batch, int outputs, int inputs) =>
        Sized(spec, ("Batch", spec.M.Fixed ?? batch), ("Outputs", spec.N.Fixed ?? outputs), ("Inputs", spec.K.Fixed ?? inputs));

    /// <summary>A call of a rotary embedding: near positions and far ones, or rows of its tables.</summary>
    public static KernelCall Rotary(RotarySpec spec, int headDim, int rotaryDim, int heads, int tokens)
    {
        KernelCall call = Sized(spec, ("HeadDim", headDim), ("RotaryDim", rotaryDim), ("Heads", heads), ("Tokens", tokens), ("Positions", 5));
        double[] positions = spec.Base is null ? [4, 0, 3] : [16_777_213, 1, int.MinValue, 0, 511, int.MaxValue];
        call.Vectors["positions"] = [.. Enumerable.Range(0, tokens).Select(token => positions[(token + heads) % positions.Length])];
        return call;
    }

    /// <summary>A call with these sizes; a dimension that is fixed keeps its own.</summary>
    public static KernelCall Sized(KernelSpec spec, params (string Name, int Value)[] sizes)
    {
        var call = new KernelCall(spec);
        foreach ((string name, int value) in sizes)
            call.Sizes[name] = value;
        if (spec.Threads is { Parameter: not null })
            call.Sizes["MaxThreads"] = 3;
        return call;
    }

    private static int[] Of(Dimension dimension, int[] values) => dimension.Fixed is { } value ? [value] : values;

    /// <summary>The scalars that decide between ways through an epilogue: 0, −0, 1, and any other number.</summary>
    private static IEnumerable<KernelCall> Scalars(KernelCall shape, bool few)
    {
        bool alpha = shape.Spec.Find("alpha") is not null, beta = shape.Spec.Find("beta") is not null;
        (double Alpha, double Beta)[] values = few ? [(1, 0), (-0.75, 1.1)] : [(1, 0), (-0.75, 1.1), (1, 1), (0, 2), (2.3, -0.0)];
        var tried = new HashSet<(double, long)>();
        foreach ((double a, double b) in values)
        {
            if (!tried.Add((alpha ? a : 0, beta ? BitConverter.DoubleToInt64Bits(b) : 0)))
                continue;
            KernelCall call = shape.Clone();
            if (alpha)
                call.Scalars["alpha"] = Rounding.To(call.Spec["alpha"].Type, a);
            if (beta)
                call.Scalars["beta"] = Rounding.To(call.Spec["beta"].Type, b);
            yield return call;
        }
    }
}
