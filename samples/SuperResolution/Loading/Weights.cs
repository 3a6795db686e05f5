using System.Buffers.Binary;
using System.Text.Json;

namespace SuperResolution.Loading;

/// <summary>A layer's filters [outputs][inputs][rows][columns] and bias.</summary>
internal sealed record Layer(float[] Filters, float[] Bias);

/// <summary>The weights of a TensorFlow.js layers model: model.json lists them, and the file that it names holds them one behind the other.</summary>
internal sealed class Weights
{
    private readonly string path;
    private readonly Dictionary<string, (int[] Shape, float[] Numbers)> tensors;

    private Weights(string path, Dictionary<string, (int[] Shape, float[] Numbers)> tensors) => (this.path, this.tensors) = (path, tensors);

    public static Weights Load(string folder)
    {
        string path = Path.Combine(folder, "model.json");
        var tensors = new Dictionary<string, (int[] Shape, float[] Numbers)>(StringComparer.Ordinal);
        try
        {
            using JsonDocument model = JsonDocument.Parse(Files.Read(path));
            foreach (JsonElement group in model.RootElement.GetProperty("weightsManifest").EnumerateArray())
                ReadGroup(folder, group, tensors);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataFileException($"{path} is no model of TensorFlow.js: {e.Message}");
        }

        return new(path, tensors);
    }

    /// <summary>A layer of this shape. TensorFlow has filters as [rows][columns][inputs][outputs].</summary>
    public Layer Layer(string name, int kernel, int inputs, int outputs)
    {
        float[] kernels = Find(name + "/kernel", kernel, kernel, inputs, outputs), filters = new float[kernels.Length];
        for (int tap = 0; tap < kernel * kernel; tap++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int o = 0; o < outputs; o++)
                    filters[(((o * inputs) + i) * kernel * kernel) + tap] = kernels[(((tap * inputs) + i) * outputs) + o];
            }
        }

        return new(filters, Find(name + "/bias", outputs));
    }

    private float[] Find(string name, params int[] shape) => tensors.TryGetValue(name, out (int[] Shape, float[] Numbers) tensor) && tensor.Shape.AsSpan().SequenceEqual(shape)
        ? tensor.Numbers
        : throw new DataFileException($"{path} has no '{name}' of [{string.Join(", ", shape)}]{(tensor.Shape is null ? "" : $", but one of [{string.Join(", ", tensor.Shape)}]")}.");

    private static void ReadGroup(string folder, JsonElement group, Dictionary<string, (int[] Shape, float[] Numbers)> tensors)
    {
        string[] files = [.. group.GetProperty("paths").EnumerateArray().Select(file => Path.Combine(folder, Path.GetFileName(file.GetString()!)))];
        byte[] bytes = [.. files.SelectMany(Files.Read)];
        long at = 0;
        foreach (JsonElement weight in group.GetProperty("weights").EnumerateArray())
        {
            string name = weight.GetProperty("name").GetString()!;
            int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            if (weight.GetProperty("dtype").GetString() != "float32" || weight.TryGetProperty("quantization", out _))
                throw new DataFileException($"'{name}' is not stored as float32.");
            // A double holds any product of sizes, near enough to tell what no file has.
            double count = shape.Aggregate(1.0, (product, size) => product * size);
            if (shape.Any(size => size < 0) || count > (bytes.Length - at) / sizeof(float))
                throw new DataFileException($"{string.Join(", ", files)} ends before '{name}': it is truncated.");
            float[] numbers = new float[(int)count];
            for (int i = 0; i < numbers.Length; i++, at += sizeof(float))
                numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan((int)at));
            tensors[name] = (shape, numbers);
        }

        if (at != bytes.Length)
            throw new DataFileException($"{string.Join(", ", files)} has {bytes.Length:N0} bytes and should have {at:N0}.");
    }
}
