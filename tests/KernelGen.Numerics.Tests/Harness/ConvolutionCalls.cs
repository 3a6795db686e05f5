using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The shapes that convolutions are tried with.</summary>
internal static class ConvolutionCalls
{
    /// <summary>Channels in and out, groups, height, width, kernel down and across, stride, dilation, padding above (and as much below, one less left and one more right), images.</summary>
    private static readonly int[][] Many =
    [
        [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1], [3, 5, 1, 7, 9, 3, 3, 1, 1, 1, 1], [3, 33, 1, 5, 6, 3, 3, 2, 1, 1, 2], [4, 6, 2, 6, 17, 5, 2, 1, 1, 2, 1],
        [5, 5, 5, 8, 33, 3, 3, 1, 2, 2, 1], [4, 8, 4, 9, 5, 1, 4, 3, 1, 0, 2], [16, 17, 1, 5, 7, 1, 1, 1, 1, 0, 3], [7, 40, 1, 3, 3, 2, 2, 1, 1, 1, 1],
        [0, 3, 1, 4, 4, 3, 3, 1, 1, 1, 1], [3, 0, 1, 4, 4, 3, 3, 1, 1, 1, 1], [3, 4, 1, 4, 4, 3, 3, 1, 1, 1, 0], [2, 3, 1, 1, 70, 1, 5, 2, 1, 1, 1],
        [2, 2, 1, 4, 3, 7, 5, 1, 1, 3, 1],
    ];

    /// <summary>The same for transposed ones: taps that no stride meets, strides and dilations with a divisor in common, images of nothing.</summary>
    private static readonly int[][] ManyTransposed =
    [
        [3, 5, 1, 5, 6, 4, 4, 2, 1, 1, 2], [20, 37, 1, 3, 9, 4, 4, 2, 1, 1, 1], [4, 6, 2, 3, 5, 3, 3, 4, 2, 1, 1], [2, 3, 1, 0, 3, 3, 3, 2, 1, 0, 1], [6, 9, 3, 4, 20, 5, 5, 3, 1, 2, 1],
    ];

    private static readonly int[][] Few = [[0, 3, 1, 4, 4, 3, 3, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1], [4, 6, 2, 5, 7, 3, 2, 2, 1, 1, 2]];

    public static IEnumerable<KernelCall> For(ConvolutionSpec spec, bool few)
    {
        var tried = new HashSet<string>();
        foreach (int[] sizes in few ? Few : spec is TransposedConvolutionSpec ? [.. Many, .. ManyTransposed] : Many)
        {
            KernelCall call = Of(spec, sizes);
            if (IsPossible(call, spec) && tried.Add(call.ToString()))
                yield return call;
        }
    }

    /// <summary>A call with these sizes; a dimension that is fixed keeps its own, whatever the others are.</summary>
    public static KernelCall Of(ConvolutionSpec spec, int[] sizes)
    {
        (int kernelHeight, int kernelWidth, int stride, int dilation, int padding) = (sizes[5], sizes[6], sizes[7], sizes[8], sizes[9]);
        KernelCall call = Calls.Sized(
            spec, ("InChannels", sizes[0]), ("OutChannels", sizes[1]), ("Groups", sizes[2]), ("Height", sizes[3]), ("Width", sizes[4]),
            ("Kernel", kernelHeight), ("KernelHeight", kernelHeight), ("KernelWidth", IsOf(spec.KernelWidth, "kernel") ? kernelHeight : kernelWidth),
            ("Stride", stride), ("StrideHeight", stride), ("StrideWidth", IsOf(spec.StrideWidth, "stride") ? stride : stride + (kernelWidth % 2)),
            ("Dilation", dilation), ("DilationHeight", dilation), ("DilationWidth", dilation),
            ("Padding", padding), ("PaddingTop", padding), ("PaddingBottom", padding),
            ("PaddingLeft", IsOf(spec.PaddingLeft, "padding") ? padding : Math.Max(0, padding - 1)), ("PaddingRight", IsOf(spec.PaddingRight, "padding") ? padding : padding + 1),
            ("OutputPadding", stride - 1), ("OutputPaddingHeight", stride - 1), ("OutputPaddingWidth", spec is TransposedConvolutionSpec { OutputPaddingWidth.Parameter: "outputPaddingWidth" } ? stride / 2 : stride - 1), ("Batch", sizes[10]));
        if (spec.IsLine)
            call.Sizes["Length"] = spec.Width.Fixed ?? sizes[4];
        call.Sizes["Terms"] = new ConvolutionLayout(call, spec).Terms;
        return call;
    }

    /// <summary>Calls a kernel with these sizes but for one parameter: it says this sentence, and has written nothing.</summary>
    public static void AssertRefused(string name, int[] sizes, string parameter, int value, string sentence)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall call = Of((ConvolutionSpec)kernel.Spec, sizes).Fill(Kind.Even, 1);
        KernelArguments arguments = KernelArguments.Place(kernel, call, Placement.Aligned);
        arguments.Integers[Enumerable.Range(0, kernel.Parameters.Count).Single(i => kernel.Parameters[i].Name == parameter)] = value;
        var refusal = Assert.ThrowsAny<ArgumentException>(() => { kernel.Invoke(arguments); });
        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.True(arguments.NothingWritten());
    }

    private static bool IsOf(Dimension dimension, string parameter) => dimension.Parameter == parameter;

    /// <summary>Fixed dimensions and drawn ones need not go together.</summary>
    private static bool IsPossible(KernelCall call, ConvolutionSpec spec)
    {
        int groups = call.Size(spec.Groups);
        if (spec is TransposedConvolutionSpec)
            return call.Size(spec.InChannels) % groups == 0 && call.Size(spec.OutChannels) % groups == 0 && new ConvolutionLayout(call, spec) is { OutHeight: >= 0, OutWidth: >= 0 };
        return call.Size(spec.InChannels) % groups == 0 && call.Size(spec.OutChannels) % groups == 0
            && Covers(spec.KernelHeight, spec.DilationHeight) <= call.Size(spec.Height) + call.Size(spec.PaddingTop) + call.Size(spec.PaddingBottom)
            && Covers(spec.KernelWidth, spec.DilationWidth) <= call.Size(spec.Width) + call.Size(spec.PaddingLeft) + call.Size(spec.PaddingRight);

        int Covers(Dimension kernel, Dimension dilation) => ((call.Size(kernel) - 1) * call.Size(dilation)) + 1;
    }
}
