using System.Numerics;
using System.Runtime.CompilerServices;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Numbers at a chosen place in a cache line, which a plain array leaves to chance: figures of two runs could not be compared.</summary>
internal sealed class Buffer<T>
    where T : unmanaged, INumber<T>
{
    private const int Line = 64;
    private readonly T[] array;
    private readonly int start, offset;

    /// <param name="length">Elements.</param>
    /// <param name="offset">Bytes from the beginning of a cache line to the first element.</param>
    public unsafe Buffer(int length, int offset = 0)
    {
        array = GC.AllocateArray<T>(length + (2 * Line / sizeof(T)), pinned: true);
        this.offset = offset;
        int place = (int)((nuint)Unsafe.AsPointer(ref array[0]) % Line);
        start = (offset - place + Line) % Line / sizeof(T);
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => array.AsSpan(start, Length);

    /// <summary>For native peers; the array never moves.</summary>
    public unsafe T* Pointer => (T*)Unsafe.AsPointer(ref array[start]);

    /// <summary>Fills it with uniform numbers of −1…1.</summary>
    public Buffer<T> Random(int seed)
    {
        var random = new Random(seed);
        foreach (ref T value in Span)
            value = T.CreateTruncating((random.NextDouble() * 2) - 1);
        return this;
    }

    /// <summary>Fills it with uniform whole numbers of <paramref name="least"/>…<paramref name="greatest"/>.</summary>
    public Buffer<T> Random(int seed, int least, int greatest)
    {
        var random = new Random(seed);
        foreach (ref T value in Span)
            value = T.CreateChecked(random.Next(least, greatest + 1));
        return this;
    }

    /// <summary>The same numbers as floats, at the same place in a cache line.</summary>
    public Buffer<float> Widened()
    {
        var wide = new Buffer<float>(Length, offset);
        for (int i = 0; i < Length; i++)
            wide.Span[i] = float.CreateChecked(Span[i]);
        return wide;
    }
}
