using System.Buffers.Binary;
using KernelGen.Generator.Specs;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Memory for one operand: numbers put in place, taken back, and a look whether its surroundings were written.</summary>
internal sealed unsafe class OperandMemory : IDisposable
{
    private const int Margin = 128;
    private const byte Untouched = 0xA5;

    private PageMemory pages = new(0);
    private byte* start;
    private long bytes;

    public nint Start => (nint)start;

    /// <summary>From here to the operand, and from its end to <see cref="After"/>, nobody may write.</summary>
    private byte* Before => (byte*)Math.Max((nuint)pages.Start, (nuint)(start - Margin));

    private byte* After => (byte*)Math.Min((nuint)pages.End, (nuint)(start + bytes + Margin));

    public void Put(Operand operand, double[] elements, Placement placement, int number)
    {
        int size = operand.IsIndex ? sizeof(int) : operand.Type.Bytes;
        bytes = (long)elements.Length * size;
        long needed = bytes + (2 * Margin) + (64 * sizeof(double));
        if (pages.Length < needed)
        {
            pages.Dispose();
            pages = new PageMemory(needed * 2);
        }

        start = placement.Side switch
        {
            Side.AtStart => pages.Start,
            Side.AtEnd => pages.End - bytes,
            _ => pages.Start + Margin + ((placement.Misalignment + (placement.Stagger * number)) % 16 * size),
        };
        new Span<byte>(Before, (int)(After - Before)).Fill(Untouched);
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < elements.Length; i++)
        {
            if (operand.IsIndex)
                ((int*)start)[i] = (int)elements[i];
            else if (operand.Type.IsInteger || size == 2)
                BinaryPrimitives.WriteUInt64LittleEndian(bits, Rounding.ToBits(operand.Type, elements[i]));
            else if (size == 4)
                ((float*)start)[i] = (float)elements[i];
            else
                ((double*)start)[i] = elements[i];
            if (!operand.IsIndex && (operand.Type.IsInteger || size == 2))
                bits[..size].CopyTo(new Span<byte>(start + ((long)i * size), size));
        }
    }

    public double[] Take(Operand operand, int length)
    {
        double[] elements = new double[length];
        for (int i = 0; i < length; i++)
        {
            elements[i] = operand.IsIndex ? ((int*)start)[i] : operand.Type.Bytes switch
            {
                1 => Rounding.FromBits(operand.Type, start[i]),
                2 => Rounding.FromBits(operand.Type, ((ushort*)start)[i]),
                4 when operand.Type.IsInteger => ((int*)start)[i],
                8 when operand.Type.IsInteger => ((long*)start)[i],
                4 => ((float*)start)[i],
                _ => ((double*)start)[i],
            };
        }

        return elements;
    }

    /// <summary>Whether the bytes around the operand are as they were.</summary>
    public bool SurroundingsUntouched() =>
        new ReadOnlySpan<byte>(Before, (int)(start - Before)).IndexOfAnyExcept(Untouched) < 0
        && new ReadOnlySpan<byte>(start + bytes, (int)(After - start - bytes)).IndexOfAnyExcept(Untouched) < 0;

    public void Dispose() => pages.Dispose();
}
