using KernelGen;
using SentenceSearch.Loading;

namespace SentenceSearch.Encoding;

/// <summary>A layer's weights and bias.</summary>
internal sealed record Layer(PackedWeights<float> Weights, float[] Bias);

/// <summary>What a norm multiplies by and adds.</summary>
internal sealed record Norm(float[] Gamma, float[] Beta);

/// <summary>The weights of one of the two blocks: attention behind a norm, then a feed-forward network behind a norm, each added to what it began with.</summary>
internal sealed record Block(Norm AttentionNorm, Layer Queries, Layer Keys, Layer Values, Layer Output, Norm NetworkNorm, Layer Up, Layer Down)
{
    // The names are the model's.
    private const string Graph = "module_apply_default/Encoder_en/KonaTransformer/Encode/", Variables = "module/Encoder_en/KonaTransformer/Encode/";

    public static Block Load(GraphWeights weights, int number)
    {
        bool isNarrow = number == 0;
        int width = isNarrow ? Kernels.Narrow : Kernels.Wide;
        string layer = $"Layer_{number}/TransformerLayer/", stack = $"TransformerStack/{layer}";
        weights.Require(Graph + stack + "MultiheadAttention/mul/y", 1 / MathF.Sqrt(width / Kernels.Heads));
        weights.Require(Graph + stack + "MultiheadAttention/split_heads/split_last_dimension/Reshape/shape/3", width / Kernels.Heads);

        // Queries, keys and values are one matrix, side by side.
        float[] three = weights.Floats(Variables + layer + "MultiheadAttention/qkv_transform_single/kernel/part_0", 1, 1, width, 3 * width);
        float[] biases = weights.Floats(Graph + layer + "MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat", 3 * width);
        Layer[] parts = [.. Enumerable.Range(0, 3).Select(part => Part(three, biases, part, width))];

        float[] output = weights.Floats(Variables + layer + "MultiheadAttention/output_transform_single/kernel/part_0", 1, 1, width, Kernels.Wide);
        return new(
            LoadNorm(weights, layer, width),
            parts[0], parts[1], parts[2],
            new(isNarrow ? Kernels.PackWidening(output) : Kernels.PackWide(output), weights.Floats(Graph + layer + "MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat", Kernels.Wide)),
            LoadNorm(weights, layer + "FFN/", Kernels.Wide),
            new(Kernels.PackExpansion(weights.Floats(Graph + stack + "FFN/conv1/Tensordot/Reshape_1", Kernels.Wide, Kernels.Hidden)), weights.Floats(Graph + layer + "FFN/conv1/bias/ConcatPartitions/concat", Kernels.Hidden)),
            new(Kernels.PackContraction(weights.Floats(Graph + stack + "FFN/conv2/Tensordot/Reshape_1", Kernels.Hidden, Kernels.Wide)), weights.Floats(Graph + layer + "FFN/conv2/bias/ConcatPartitions/concat", Kernels.Wide)));
    }

    /// <summary>What the first block, which is narrow, adds its attention to: its input through a layer of its own.</summary>
    public static Layer LoadWidening(GraphWeights weights) => new(
        Kernels.PackWidening(weights.Floats(Graph + "Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat", Kernels.Narrow, Kernels.Wide)),
        weights.Floats(Graph + "Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat", Kernels.Wide));

    private static Norm LoadNorm(GraphWeights weights, string layer, int width) => new(
        weights.Floats(Graph + layer + "layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat", width),
        weights.Floats(Graph + layer + "layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat", width));

    private static Layer Part(float[] three, float[] biases, int part, int width)
    {
        float[] one = new float[width * width];
        for (int input = 0; input < width; input++)
            three.AsSpan(((input * 3) + part) * width, width).CopyTo(one.AsSpan(input * width));
        return new(width == Kernels.Narrow ? Kernels.PackNarrow(one) : Kernels.PackWide(one), biases[(part * width)..((part + 1) * width)]);
    }
}
