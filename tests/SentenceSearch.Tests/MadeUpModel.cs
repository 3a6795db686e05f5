using System.Runtime.InteropServices;
using System.Text.Json;
using SentenceSearch.Loading;

namespace SentenceSearch.Tests;

/// <summary>A model of the encoder's shape with numbers by chance, and a vocabulary of letters: what the encoder needs, in a folder.</summary>
public sealed class MadeUpModel : IDisposable
{
    private const string Encoder = "module_apply_default/Encoder_en/", Graph = Encoder + "KonaTransformer/Encode/", Variables = "module/Encoder_en/KonaTransformer/Encode/";

    private static readonly string[] s_shards = ["shard1", "shard2"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("SentenceSearch");

    public MadeUpModel()
    {
        Random random = new(6);
        Uniform("module/Embeddings_en", 0.5f, 8002, 256);
        Add(Graph + "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", [1, 128], i => MathF.Exp(-i * MathF.Log(10000) / 127));
        Uniform(Graph + "Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat", 0.1f, 256, 512);
        Uniform(Graph + "Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat", 0.1f, 512);
        for (int layer = 0; layer < 2; layer++)
        {
            int width = layer == 0 ? 256 : 512;
            string name = $"Layer_{layer}/TransformerLayer/", stack = $"TransformerStack/{name}";
            Add(Graph + stack + "MultiheadAttention/mul/y", [], _ => 1 / MathF.Sqrt(width / 4));
            AddInt(Graph + stack + "MultiheadAttention/split_heads/split_last_dimension/Reshape/shape/3", width / 4);
            Uniform(Variables + name + "MultiheadAttention/qkv_transform_single/kernel/part_0", 0.15f, 1, 1, width, 3 * width);
            Uniform(Graph + name + "MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat", 0.1f, 3 * width);
            Uniform(Variables + name + "MultiheadAttention/output_transform_single/kernel/part_0", 0.1f, 1, 1, width, 512);
            Uniform(Graph + name + "MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat", 0.1f, 512);
            Uniform(Graph + stack + "FFN/conv1/Tensordot/Reshape_1", 0.08f, 512, 1536);
            Uniform(Graph + name + "FFN/conv1/bias/ConcatPartitions/concat", 0.1f, 1536);
            Uniform(Graph + stack + "FFN/conv2/Tensordot/Reshape_1", 0.04f, 1536, 512);
            Uniform(Graph + name + "FFN/conv2/bias/ConcatPartitions/concat", 0.1f, 512);
            foreach ((string norm, int length) in new[] { ("layer_prepostprocess/", width), ("FFN/layer_prepostprocess/", 512) })
            {
                Uniform(Graph + name + norm + "layer_norm/layer_norm_scale/ConcatPartitions/concat", 1, length);
                Uniform(Graph + name + norm + "layer_norm/layer_norm_bias/ConcatPartitions/concat", 0.1f, length);
            }
        }

        Add(Graph + "TransformerStack/Layer_1/TransformerLayer/FFN/layer_prepostprocess/layer_norm/Cast/x", [], _ => 1e-6f);
        AddInt(Encoder + "KonaTransformer/ClipToMaxLength/Less/y", 128);
        Uniform("module/Encoder_en/hidden_layers/tanh_layer_0/weights", 0.1f, 512, 512);
        Uniform("module/Encoder_en/hidden_layers/tanh_layer_0/bias", 0.1f, 512);
        Write();
        File.WriteAllText(In(Vocabulary.FileName), JsonSerializer.Serialize((object[][])[.. Enumerable.Range(0, 6).Select(i => (object[])["spare" + i, 0]), ["▁", -2], .. Enumerable.Range('a', 26).Select(letter => (object[])[((char)letter).ToString(), -3.5])]));

        void Uniform(string name, float most, params int[] shape) => Add(name, shape, _ => ((random.NextSingle() * 2) - 1) * most);
    }

    /// <summary>Name, type, shape and numbers, in the order of the file. A test may change them, and write them once more.</summary>
    internal List<(string Name, string Type, int[] Shape, float[] Numbers)> Weights { get; } = [];

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    internal float[] this[string name] => Weights.Single(weight => weight.Name == name).Numbers;

    internal string In(string name) => Path.Combine(Folder, name);

    /// <summary>The weights in two files, cut where no weight ends.</summary>
    internal void Write()
    {
        using MemoryStream all = new();
        foreach (float[] numbers in Weights.Select(weight => weight.Numbers))
            all.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        ReadOnlySpan<byte> bytes = all.GetBuffer().AsSpan(0, (int)all.Length);
        File.WriteAllBytes(In(s_shards[0]), bytes[..1_000_001]);
        File.WriteAllBytes(In(s_shards[1]), bytes[1_000_001..]);
        File.WriteAllText(In(GraphWeights.FileName), JsonSerializer.Serialize(new
        {
            weightsManifest = new[] { new { paths = s_shards, weights = Weights.Select(weight => new { name = weight.Name, dtype = weight.Type, shape = weight.Shape }) } },
        }));
    }

    private void Add(string name, int[] shape, Func<int, float> number) =>
        Weights.Add((name, "float32", shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(number)]));

    private void AddInt(string name, int number) => Weights.Add((name, "int32", [], [BitConverter.Int32BitsToSingle(number)]));
}
