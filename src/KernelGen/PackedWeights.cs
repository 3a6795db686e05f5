using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using KernelGen.Runtime;

namespace KernelGen;

/// <summary>
/// Weights in the order in which the kernels over them read memory, for the processor that they were packed on. A [Pack] method or
/// <see cref="Load"/> makes them, once; they are read-only, and any number of threads may use them.
/// </summary>
/// <typeparam name="T">The weights' type: <c>float</c>, <c>double</c>, <c>Half</c>, <c>BFloat16</c>, <c>sbyte</c> or <c>byte</c>.</typeparam>
public sealed class PackedWeights<T>
    where T : unmanaged
{
    private readonly CacheLine[] memory;
    private readonly int skipped;

    /// <summary>Memory for a matrix, not yet filled.</summary>
    internal PackedWeights(in PackShape shape, PackStrips[] targets)
    {
        Shape = shape;
        Targets = targets;
        Strips = shape.StripsOf(PackFormat.ForThisProcessor(targets));
        long lines = ((Bytes + CacheLine.Size - 1) / CacheLine.Size) + 1;
        if (lines > Array.MaxLength)
            throw new InsufficientMemoryException($"{shape} takes {Bytes} bytes when it is packed, more than an array can hold.");
        memory = GC.AllocateUninitializedArray<CacheLine>((int)lines, pinned: true);
        unsafe
        {
            nint start = (nint)Unsafe.AsPointer(ref memory[0]); // pinned: its address never changes
            skipped = (int)(-start & (CacheLine.Size - 1));
        }
    }

    /// <summary>Bytes of the packed matrix.</summary>
    public long Bytes => Shape.Packed(Strips) * Strips.Bytes;

    internal PackShape Shape { get; }

    /// <summary>The strips that are used here.</summary>
    internal PackStrips Strips { get; }

    /// <summary>The strips of every target that the kernels were emitted for, in the order in which the processor is asked.</summary>
    internal PackStrips[] Targets { get; }

    /// <summary>A range that every weight was found in, where a call had that checked; they never change.</summary>
    internal HeldRange? Held { get; set; }

    /// <summary>Neither infinities nor NaNs are among the weights; looked for among halves alone.</summary>
    internal bool IsFinite { get; set; }

    /// <summary>Every vector that sums run along was found to have length 1.</summary>
    internal bool HasUnitNorms { get; set; }

    /// <summary>
    /// Reads what <see cref="Save"/> wrote, on any processor, and packs it for this one. It reads no further than the weights' end.
    /// </summary>
    /// <exception cref="InvalidDataException">The stream ends too early, or holds something else than packed weights of this type.</exception>
#pragma warning disable CA1000 // there is no value yet to infer T from
    public static PackedWeights<T> Load(Stream stream)
#pragma warning restore CA1000
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PackFile.Read<T>(stream);
    }

    /// <summary>Writes the weights in their plain order, row behind row, with what it takes to pack them again.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PackFile.Write(this, stream);
    }

    /// <summary>The first number, on a 64-byte boundary. For emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref readonly T GetPinnableReference() => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.As<CacheLine, byte>(ref memory[0]), skipped));

    /// <summary>What is packed and how.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shape.Of(PackFormat.NameOf<T>())}, packed in {Strips}");

    [InlineArray(Size)]
    private struct CacheLine
    {
        public const int Size = 64;
        private byte first;
    }
}

/// <summary>One object, so that two threads cannot mix the ends of two ranges.</summary>
internal sealed record HeldRange(double Least, double Most);
