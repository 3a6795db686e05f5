using System.Runtime.Intrinsics;

namespace KernelGen.Numerics.Tests.Definitions;

/// <summary>Loads and stores of the lanes whose sign bit is set in a mask. The memory of the others is not touched, whatever is there.</summary>
internal static unsafe class Masks
{
    public static Vector512<T> Load<T>(T* source, Vector512<T> mask, Vector512<T> others)
        where T : unmanaged
    {
        ulong lanes = mask.ExtractMostSignificantBits();
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            if (((lanes >> i) & 1) != 0)
                others = others.WithElement(i, source[i]);
        }

        return others;
    }

    public static void Store<T>(T* target, Vector512<T> mask, Vector512<T> source)
        where T : unmanaged
    {
        ulong lanes = mask.ExtractMostSignificantBits();
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            if (((lanes >> i) & 1) != 0)
                target[i] = source[i];
        }
    }

    // A narrower mask has no lanes above.
    public static Vector256<T> Load<T>(T* source, Vector256<T> mask, Vector256<T> others)
        where T : unmanaged => Load(source, mask.ToVector512(), others.ToVector512()).GetLower();

    public static Vector128<T> Load<T>(T* source, Vector128<T> mask, Vector128<T> others)
        where T : unmanaged => Load(source, mask.ToVector256(), others.ToVector256()).GetLower();

    public static void Store<T>(T* target, Vector256<T> mask, Vector256<T> source)
        where T : unmanaged => Store(target, mask.ToVector512(), source.ToVector512());

    public static void Store<T>(T* target, Vector128<T> mask, Vector128<T> source)
        where T : unmanaged => Store(target, mask.ToVector256(), source.ToVector256());
}
