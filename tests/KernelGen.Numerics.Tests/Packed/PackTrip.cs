using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KernelGen.Numerics.Tests.Harness;
using Xunit;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Packs of filters on their way to a file and back.</summary>
internal static class PackTrip
{
    /// <summary>What is loaded is what was saved, and the weights stand in the file as they were given.</summary>
    public static PackedWeights<T> RoundTrip<T>(PackedWeights<T> packed, T[] weights)
        where T : unmanaged
    {
        byte[] file = Saved(packed);
        Assert.Equal(weights, MemoryMarshal.Cast<byte, T>(file.AsSpan(file.Length - (Unsafe.SizeOf<T>() * weights.Length))).ToArray());
        var loaded = PackedWeights<T>.Load(new MemoryStream(file));
        Assert.Equal(packed.ToString(), loaded.ToString());
        Assert.Equal(file, Saved(loaded));
        return loaded;
    }

    public static byte[] Saved<T>(PackedWeights<T> packed)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        packed.Save(stream);
        return stream.ToArray();
    }

    public static float[] Numbers(int count, int seed)
    {
        var numbers = new Numbers(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)numbers.Even())];
    }
}
