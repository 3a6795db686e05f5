using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>Rows of x as codes in groups. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GroupedCodes
{
    private const int LargestGroup = 128;

    /// <summary>2⁻¹²⁶: a scale is neither 0 nor has it lost digits.</summary>
    private const float SmallestScale = 1.17549435E-38f;

    /// <summary>
    /// Codes of −127 to 127 of a row in groups of <paramref name="size"/>, the last filled up with zeros, and each group's scale: its largest
    /// magnitude / 127. <typeparamref name="T"/> is float, Half or BFloat16.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Quantise<T>(T* source, nint length, nint size, short* codes, float* scales)
        where T : unmanaged
    {
        float* room = stackalloc float[LargestGroup];
        for (nint i = 0, group = 0; i < length; i += size, group++, codes += size)
        {
            float* from = (float*)(source + i);
            nint present = Math.Min(size, length - i);
            if (typeof(T) != typeof(float) || present < size)
            {
                if (typeof(T) == typeof(float))
                    Buffer.MemoryCopy(from, room, present * sizeof(float), present * sizeof(float));
                else
                    Widening.ToFloat(source + i, room, present);
                for (nint j = present; j < size; j++)
                    room[j] = 0;
                from = room;
            }

            scales[group] = ScaleOf(from, size);
            Vector128<float> scale = Vector128.Create(scales[group]);
            for (nint j = 0; j < size; j += 8)
            {
                Vector128<int> low = Vector128.ConvertToInt32(Vector128.Round(*(Vector128<float>*)(from + j) / scale));
                Vector128<int> high = Vector128.ConvertToInt32(Vector128.Round(*(Vector128<float>*)(from + j + 4) / scale));
                *(Vector128<short>*)(codes + j) = Vector128.Narrow(low, high);
            }
        }
    }

    /// <summary>Magnitudes are ordered as their bits are, with infinity above all numbers and NaN above that, so none of them is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ScaleOf(float* numbers, nint size)
    {
        Vector128<int> largest = Vector128<int>.Zero, magnitude = Vector128.Create(int.MaxValue);
        for (nint j = 0; j < size; j += 4)
            largest = Vector128.Max(largest, *(Vector128<int>*)(numbers + j) & magnitude);
        int bits = Math.Max(Math.Max(largest[0], largest[1]), Math.Max(largest[2], largest[3]));
        float number = BitConverter.Int32BitsToSingle(bits);
        return !float.IsFinite(number) ? float.NaN : Math.Max(number / 127, SmallestScale);
    }
}
