namespace SentenceSearch.Tests;

/// <summary>The encoder as its formulas say, a sentence at a time, in double.</summary>
internal sealed class Oracle(MadeUpModel model)
{
    private const string Graph = "module_apply_default/Encoder_en/KonaTransformer/Encode/", Variables = "module/Encoder_en/KonaTransformer/Encode/";

    public double[] Encode(int[] tokens)
    {
        float[] embeddings = model["module/Embeddings_en"], frequencies = model[Graph + "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1"];
        double[][] x = [.. tokens.Select((token, at) => Enumerable.Range(0, 256)
            .Select(i => (2.0 * embeddings[(token * 256) + i]) + (i < 128 ? Math.Sin(at * (double)frequencies[i]) : Math.Cos(at * (double)frequencies[i - 128]))).ToArray())];
        double[][] widened = Dense(x, model[Graph + "Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat"], model[Graph + "Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat"]);
        x = Block(0, x, widened);
        x = Block(1, x, x);
        double[] mean = [.. Enumerable.Range(0, 512).Select(i => x.Sum(token => token[i]) / Math.Max(1, x.Length))];
        double[] last = [.. Dense([mean], model["module/Encoder_en/hidden_layers/tanh_layer_0/weights"], model["module/Encoder_en/hidden_layers/tanh_layer_0/bias"])[0].Select(Math.Tanh)];
        double length = Math.Sqrt(last.Sum(number => number * number));
        return [.. last.Select(number => number / length)];
    }

    private double[][] Block(int number, double[][] x, double[][] residual)
    {
        string layer = $"Layer_{number}/TransformerLayer/", attention = layer + "MultiheadAttention/", network = $"TransformerStack/{layer}FFN/";
        double[][] three = Dense(Norm(x, layer), model[Variables + attention + "qkv_transform_single/kernel/part_0"], model[Graph + attention + "qkv_transform_single/bias/ConcatPartitions/concat"]);
        double[][] attended = Dense(Attend(three), model[Variables + attention + "output_transform_single/kernel/part_0"], model[Graph + attention + "output_transform_single/bias/ConcatPartitions/concat"]);
        double[][] sum = Add(attended, residual);
        double[][] hidden = [.. Dense(Norm(sum, layer + "FFN/"), model[Graph + network + "conv1/Tensordot/Reshape_1"], model[Graph + layer + "FFN/conv1/bias/ConcatPartitions/concat"])
            .Select(row => row.Select(value => Math.Max(0, value)).ToArray())];
        return Add(Dense(hidden, model[Graph + network + "conv2/Tensordot/Reshape_1"], model[Graph + layer + "FFN/conv2/bias/ConcatPartitions/concat"]), sum);
    }

    private static double[][] Attend(double[][] three)
    {
        int width = three is [] ? 0 : three[0].Length / 3, size = width / 4;
        double[][] result = [.. three.Select(_ => new double[width])];
        for (int query = 0; query < three.Length; query++)
        {
            for (int first = 0; first < width; first += size)
            {
                double[] shares = [.. three.Select(key => Math.Exp(Enumerable.Range(first, size).Sum(i => three[query][i] * key[width + i]) / Math.Sqrt(size)))];
                double all = shares.Sum();
                for (int i = first; i < first + size; i++)
                    result[query][i] = three.Select((key, at) => shares[at] / all * key[(2 * width) + i]).Sum();
            }
        }

        return result;
    }

    private double[][] Norm(double[][] x, string layer)
    {
        float[] gamma = model[Graph + layer + "layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat"], beta = model[Graph + layer + "layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat"];
        return [.. x.Select(row =>
        {
            double mean = row.Average(), variance = row.Average(value => (value - mean) * (value - mean));
            return row.Select((value, i) => ((value - mean) / Math.Sqrt(variance + 1e-6) * gamma[i]) + beta[i]).ToArray();
        })];
    }

    private static double[][] Dense(double[][] x, float[] weights, float[] bias) => [.. x.Select(row =>
    {
        double[] y = [.. bias.Select(value => (double)value)];
        for (int input = 0; input < row.Length; input++)
        {
            for (int output = 0; output < y.Length; output++)
                y[output] += row[input] * weights[(input * y.Length) + output];
        }

        return y;
    })];

    private static double[][] Add(double[][] a, double[][] b) => [.. a.Zip(b, (one, other) => one.Zip(other, (x, y) => x + y).ToArray())];
}
