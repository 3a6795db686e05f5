using System.Numerics;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>Looks for infinities and NaNs among packed halves, once, when they are packed.</summary>
internal static unsafe class FiniteScan
{
    private const ushort Exponent = 0x7c00;

    public static bool Holds<T>(PackedWeights<T> packed)
        where T : unmanaged
    {
        fixed (T* numbers = packed)
            return Holds((ushort*)numbers, (nint)(packed.Bytes / sizeof(ushort)));
    }

    private static bool Holds(ushort* bits, nint count)
    {
        nint i = 0;
        // The largest number without its sign: an exponent of all ones is larger than every other.
        var most = Vector<ushort>.Zero;
        for (; i <= count - Vector<ushort>.Count; i += Vector<ushort>.Count)
            most = Vector.Max(most, Unsafe.ReadUnaligned<Vector<ushort>>(bits + i) & new Vector<ushort>(0x7fff));
        for (; i < count; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
                return false;
        }

        return Vector.LessThanAll(most, new Vector<ushort>(Exponent));
    }
}
