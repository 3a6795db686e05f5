using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>
/// A pinned buffer a thread, and another for what a call leaves or has ready for its parts, on a 64-byte boundary, that grow as kernels ask and are kept: no kernel allocates once it is warm.
/// A kernel calls nothing that could ask for it again while it uses it. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? buffer;

    [ThreadStatic]
    private static byte[]? partsBuffer;

    /// <summary>At least so many bytes, with whatever the last kernel of this thread left in them.</summary>
    /// <exception cref="InsufficientMemoryException">More than an array can hold.</exception>
    public static byte* Rent(long bytes) => Rent(ref buffer, bytes);

    /// <summary>The same for what the parts of a call leave their caller, or find ready: the caller works on parts too, and rents for them.</summary>
    /// <exception cref="InsufficientMemoryException">More than an array can hold.</exception>
    public static byte* RentForParts(long bytes) => Rent(ref partsBuffer, bytes);

    private static byte* Rent(ref byte[]? buffer, long bytes)
    {
        byte[]? current = buffer;
        if (current is null || current.LongLength < bytes + Alignment)
            current = buffer = Grow(bytes);
        nint start = (nint)Unsafe.AsPointer(ref current[0]); // pinned: its address never changes
        return (byte*)((start + Alignment - 1) & -Alignment);
    }

    private static byte[] Grow(long bytes)
    {
        long size = Math.Max(bytes, 1 << 16) + Alignment;
        if (size > Array.MaxLength)
            throw new InsufficientMemoryException($"A kernel asks for {bytes} bytes of scratch; an array holds {Array.MaxLength} at most. Split the product along its rows.");
        return GC.AllocateUninitializedArray<byte>((int)size, pinned: true);
    }
}
