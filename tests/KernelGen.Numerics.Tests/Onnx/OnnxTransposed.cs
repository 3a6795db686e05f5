namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>A ConvTranspose of ONNX's tests. A line is an image of one row.</summary>
internal sealed record OnnxTransposed(
    float[] X, float[] Weights, float[] Bias, int Batch, int Channels, int Groups, OnnxTransposed.Side Down, OnnxTransposed.Side Across)
{
    /// <summary>As many at least as any sum has.</summary>
    public int Terms => Channels / Groups * Down.Kernel * Across.Kernel;

    public static OnnxTransposed Of(OnnxNode layer, OnnxTensor[] operands, OnnxTensor output)
    {
        float[] x = operands[0].Of<float>(), weights = operands[1].Of<float>();
        int groups = layer.One("group", 1), sides = operands[0].Shape.Count - 2;
        float[] bias = operands.Length > 2 ? operands[2].Of<float>() : new float[operands[1].Shape[1] * groups];
        Side[] all = [.. Enumerable.Range(0, sides).Select(side => Side.Of(layer, side, sides, operands, output))];
        return new(x, weights, bias, operands[0].Shape[0], operands[0].Shape[1], groups, sides == 1 ? new(1, 1, 1, 1, 0, 0, 0, 1) : all[0], all[^1]);
    }

    public float[] Convolve()
    {
        float[] y = new float[Batch * Bias.Length * Down.Result * Across.Result];
        OnnxKernels.ConvolveBack(
            X, Weights, y, Bias, Channels, Bias.Length, Down.Size, Across.Size, Down.Kernel, Across.Kernel, Down.Stride, Across.Stride, Down.Dilation, Across.Dilation,
            Down.Before, Across.Before, Down.After, Across.After, Down.Added, Across.Added, Groups, Batch);
        return y;
    }

    internal sealed record Side(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int Added, int Result)
    {
        /// <summary>Padding that is to give a result of a size: the odd one is at an end, and what it would be less than none is more of the result.</summary>
        public static Side Of(OnnxNode layer, int side, int sides, OnnxTensor[] operands, OnnxTensor output)
        {
            (int size, int kernel, int result) = (operands[0].Shape[side + 2], operands[1].Shape[side + 2], output.Shape[side + 2]);
            int stride = At("strides", side, 1), dilation = At("dilations", side, 1), before = At("pads", side, 0), after = At("pads", side + sides, 0), added = At("output_padding", side, 0);
            string pad = layer.Texts.GetValueOrDefault("auto_pad", "");
            if (pad.StartsWith("SAME", StringComparison.Ordinal) || layer.Find("output_shape") is not null)
            {
                int cut = ((size - 1) * stride) + ((kernel - 1) * dilation) + added + 1 - result;
                added += Math.Max(0, -cut);
                cut = Math.Max(0, cut);
                before = pad == "SAME_UPPER" ? cut / 2 : cut - (cut / 2);
                after = cut - before;
            }

            return new(size, kernel, stride, dilation, before, after, added, result);

            int At(string attribute, int at, int otherwise) => layer.Find(attribute) is { Length: > 0 } values ? values[at] : otherwise;
        }
    }
}
