using System.Buffers.Binary;
using System.Text.Json;

namespace SentenceSearch.Loading;

/// <summary>
/// The weights of a TensorFlow.js graph model: model.json lists their names, shapes and types in the order in which they lie, one behind the other, in the files that it names.
/// The graph itself is not read: the encoder is its arithmetic, and looks for every weight and constant of it by name.
/// </summary>
internal sealed class GraphWeights
{
    public const string FileName = "model.json";

    private const string Float = "float32", Int = "int32";

    private readonly string path;
    private readonly Dictionary<string, Tensor> tensors;

    private GraphWeights(string path, Dictionary<string, Tensor> tensors) => (this.path, this.tensors) = (path, tensors);

    public static GraphWeights Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            using JsonDocument model = JsonDocument.Parse(DataFile.Read(path));
            foreach (JsonElement group in model.RootElement.GetProperty("weightsManifest").EnumerateArray())
                ReadGroup(path, group, tensors);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataFileException($"{path} is no model of TensorFlow.js: {e.Message}");
        }

        return new(path, tensors);
    }

    /// <summary>The floats of a weight that has this shape.</summary>
    public float[] Floats(string name, params ReadOnlySpan<int> shape)
    {
        ReadOnlySpan<byte> bytes = Find(name, Float, shape);
        float[] numbers = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!float.IsFinite(numbers[i]))
                throw new DataFileException($"{path} has a '{name}' whose number {i:N0} is {numbers[i]}: the weights are altered.");
        }

        return numbers;
    }

    /// <summary>A constant of the graph, which the encoder has as its own.</summary>
    public void Require(string name, float value)
    {
        float found = Floats(name)[0];
        if (found != value)
            throw new DataFileException($"{path} is another model: its '{name}' is {found}, and this encoder's is {value}.");
    }

    public void Require(string name, int value)
    {
        int found = BinaryPrimitives.ReadInt32LittleEndian(Find(name, Int, []));
        if (found != value)
            throw new DataFileException($"{path} is another model: its '{name}' is {found}, and this encoder's is {value}.");
    }

    private ReadOnlySpan<byte> Find(string name, string type, ReadOnlySpan<int> shape)
    {
        if (!tensors.TryGetValue(name, out Tensor? tensor))
            throw new DataFileException($"{path} has no '{name}': it is another model.");
        if (tensor.Type != type || !tensor.Shape.AsSpan().SequenceEqual(shape))
            throw new DataFileException($"{path} has no '{name}' of {type} {Text(shape)}, but one of {tensor.Type} {Text(tensor.Shape)}: it is another model.");
        return tensor.Bytes.Span;
    }

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static void ReadGroup(string path, JsonElement group, Dictionary<string, Tensor> tensors)
    {
        // A shard is a file beside model.json, whatever its name says.
        string[] files = [.. group.GetProperty("paths").EnumerateArray().Select(file => Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(file.GetString()!)))];
        byte[] bytes = Join(path, [.. files.Select(DataFile.Read)]);
        string all = files.Length == 1 ? files[0] : $"The group of {files.Length} files of {path}";
        int at = 0;
        foreach (JsonElement weight in group.GetProperty("weights").EnumerateArray())
        {
            string name = weight.GetProperty("name").GetString()!, type = weight.GetProperty("dtype").GetString()!;
            bool isQuantised = weight.TryGetProperty("quantization", out _);
            if (type is not (Float or Int) || isQuantised)
                throw new DataFileException($"{path} is another model: its '{name}' is stored as {type}{(isQuantised ? ", quantised" : "")}, and this encoder's weights are plain {Float}.");
            int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            // A double holds any product of sizes, near enough to tell what no file has.
            double count = shape.Aggregate(1.0, (product, size) => product * size);
            if (shape.Any(size => size < 0))
                throw new DataFileException($"{path} is no model of TensorFlow.js: its '{name}' has the shape {Text(shape)}.");
            if (count > (bytes.Length - at) / sizeof(float))
                throw new DataFileException($"{all} ends before '{name}': with {bytes.Length:N0} bytes it is truncated.");
            int length = (int)count * sizeof(float);
            if (!tensors.TryAdd(name, new(type, shape, bytes.AsMemory(at, length))))
                throw new DataFileException($"{path} has '{name}' twice.");
            at += length;
        }

        if (at != bytes.Length)
            throw new DataFileException($"{all} has {bytes.Length:N0} bytes and should have {at:N0}.");
    }

    private static byte[] Join(string path, byte[][] shards)
    {
        long length = shards.Sum(shard => (long)shard.Length);
        if (length > Array.MaxLength)
            throw new DataFileException($"{path} is another model: its weights have {length:N0} bytes.");
        byte[] all = new byte[length];
        int at = 0;
        foreach (byte[] shard in shards)
        {
            shard.CopyTo(all, at);
            at += shard.Length;
        }

        return all;
    }

    private sealed record Tensor(string Type, int[] Shape, ReadOnlyMemory<byte> Bytes);
}
