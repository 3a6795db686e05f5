using System.Runtime.InteropServices;

namespace TinyStories.Loading;

/// <summary>A llama2.c checkpoint of version 0: a header, then every weight as a float, in a fixed order.</summary>
internal sealed class Checkpoint
{
    private readonly float[] weights;
    private int at;

    private Checkpoint(ModelShape shape, float[] weights) => (Shape, this.weights) = (shape, weights);

    public ModelShape Shape { get; }

    public static Checkpoint Load(string file)
    {
        byte[] bytes = DataFile.Read(file, "model");
        var shape = ModelShape.Read(bytes, file);
        long needed = ModelShape.HeaderBytes + (sizeof(float) * shape.Weights);
        if (bytes.Length != needed)
        {
            throw new DataFileException(
                $"'{file}' has {bytes.Length:N0} bytes, and a checkpoint with its header has {needed:N0}: it is {(bytes.Length < needed ? "cut short" : "too long")}, or no llama2.c checkpoint of version 0.");
        }

        float[] weights = new float[shape.Weights];
        bytes.AsSpan(ModelShape.HeaderBytes).CopyTo(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new(shape, weights);
    }

    /// <summary>The next so many weights of the file.</summary>
    public ReadOnlyMemory<float> Next(long count)
    {
        ReadOnlyMemory<float> next = weights.AsMemory(at, checked((int)count));
        at += next.Length;
        return next;
    }
}
