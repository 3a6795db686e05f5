using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The shapes that pools are tried with.</summary>
internal static class PoolCalls
{
    /// <summary>Channels, height, width, kernel down and across, stride, dilation, padding above (and as much below, one more left and one less right), images.</summary>
    private static readonly int[][] Many =
    [
        [1, 1, 1, 1, 1, 1, 1, 0, 1], [3, 7, 9, 3, 3, 1, 1, 1, 1], [17, 5, 6, 3, 3, 2, 1, 1, 2], [4, 6, 17, 5, 2, 1, 1, 2, 1], [9, 8, 33, 3, 3, 2, 2, 2, 1],
        [33, 9, 5, 1, 4, 3, 1, 0, 2], [2, 3, 70, 2, 5, 2, 1, 1, 1], [16, 4, 3, 4, 3, 1, 1, 0, 1], [2, 2, 40, 1, 2, 4, 3, 1, 1], [2, 1, 1, 2, 2, 1, 2, 1, 1],
        [0, 4, 4, 3, 3, 1, 1, 1, 1], [3, 4, 4, 3, 3, 1, 1, 1, 0], [3, 4, 4, 1, 1, 1, 1, 3, 1],
    ];

    private static readonly int[][] Few = [[0, 4, 4, 3, 3, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 0, 1], [5, 4, 3, 4, 3, 1, 1, 0, 1], [5, 5, 19, 3, 2, 2, 1, 1, 2]];

    public static IEnumerable<KernelCall> For(PoolSpec spec, bool few)
    {
        var tried = new HashSet<string>();
        foreach (int[] sizes in few ? Few : Many)
        {
            KernelCall call = Of(spec, sizes);
            if (IsPossible(call, spec) && tried.Add(call.ToString()))
                yield return call;
        }
    }

    /// <summary>A call with these sizes; a dimension that is fixed keeps its own, whatever the others are.</summary>
    public static KernelCall Of(PoolSpec spec, int[] sizes)
    {
        (int kernelHeight, int kernelWidth, int stride, int dilation, int padding) = (sizes[3], sizes[4], sizes[5], sizes[6], sizes[7]);
        KernelCall call = Calls.Sized(
            spec, ("Channels", sizes[0]), ("Height", sizes[1]), ("Width", sizes[2]),
            ("Kernel", kernelHeight), ("KernelHeight", kernelHeight), ("KernelWidth", spec.KernelWidth.Parameter == "kernel" ? kernelHeight : kernelWidth),
            ("Stride", stride), ("StrideHeight", stride), ("StrideWidth", spec.StrideWidth.Parameter == "stride" ? stride : stride + (kernelWidth % 2)),
            ("Dilation", dilation), ("DilationHeight", dilation), ("DilationWidth", dilation), ("Padding", padding), ("PaddingTop", padding), ("PaddingBottom", padding),
            ("PaddingLeft", spec.PaddingLeft.Parameter == "padding" ? padding : padding + 1),
            ("PaddingRight", spec.PaddingRight.Parameter == "padding" ? padding : Math.Max(0, padding - 1)), ("Batch", sizes[8]));
        call.Sizes["Steps"] = call.Size(spec.KernelHeight) + call.Size(spec.KernelWidth);
        return call;
    }

    /// <summary>Fixed dimensions and drawn ones need not go together.</summary>
    private static bool IsPossible(KernelCall call, PoolSpec spec)
    {
        return Covers(spec.KernelHeight, spec.DilationHeight) <= call.Size(spec.Height) + call.Size(spec.PaddingTop) + call.Size(spec.PaddingBottom)
            && Covers(spec.KernelWidth, spec.DilationWidth) <= call.Size(spec.Width) + call.Size(spec.PaddingLeft) + call.Size(spec.PaddingRight);

        int Covers(Dimension kernel, Dimension dilation) => ((call.Size(kernel) - 1) * call.Size(dilation)) + 1;
    }
}
