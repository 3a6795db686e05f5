using System.Runtime.Intrinsics;

namespace KernelGen.Numerics.Tests.Definitions;

/// <summary>What Intel's manual says of the instructions of AVX-512BW that kernels use, under the names that .NET has for them.</summary>
internal static unsafe class Avx512BW
{
    public static bool IsSupported => true;

    public static Vector512<ushort> MaskLoad(ushort* source, Vector512<ushort> mask, Vector512<ushort> others) => Masks.Load(source, mask, others);

    /// <summary>VPMOVZXBW</summary>
    public static Vector512<short> ConvertToVector512Int16(Vector256<byte> value) => Vector512.Create([.. Enumerable.Range(0, 32).Select(i => (short)value[i])]);

    /// <summary>VPMOVSXBW</summary>
    public static Vector512<short> ConvertToVector512Int16(Vector256<sbyte> value) => Vector512.Create([.. Enumerable.Range(0, 32).Select(i => (short)value[i])]);

    /// <summary>VPMADDWD: the products of two neighbours, whose sum wraps.</summary>
    public static Vector512<int> MultiplyAddAdjacent(Vector512<short> a, Vector512<short> b)
    {
        Vector512<int> sums = default;
        for (int i = 0; i < 16; i++)
            sums = sums.WithElement(i, unchecked((a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1])));
        return sums;
    }

    /// <summary>VPMADDUBSW: the products of two neighbours, whose sum saturates.</summary>
    public static Vector512<short> MultiplyAddAdjacent(Vector512<byte> a, Vector512<sbyte> b)
    {
        Vector512<short> sums = default;
        for (int i = 0; i < 32; i++)
            sums = sums.WithElement(i, (short)Math.Clamp((a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1]), short.MinValue, short.MaxValue));
        return sums;
    }

    /// <summary>The same of AVX-512VL.</summary>
    public static class VL
    {
        public static Vector256<ushort> MaskLoad(ushort* source, Vector256<ushort> mask, Vector256<ushort> others) => Masks.Load(source, mask, others);
        public static Vector128<ushort> MaskLoad(ushort* source, Vector128<ushort> mask, Vector128<ushort> others) => Masks.Load(source, mask, others);
        public static Vector256<byte> MaskLoad(byte* source, Vector256<byte> mask, Vector256<byte> others) => Masks.Load(source, mask, others);
        public static Vector128<byte> MaskLoad(byte* source, Vector128<byte> mask, Vector128<byte> others) => Masks.Load(source, mask, others);
        public static void MaskStore(ushort* target, Vector256<ushort> mask, Vector256<ushort> source) => Masks.Store(target, mask, source);
        public static void MaskStore(ushort* target, Vector128<ushort> mask, Vector128<ushort> source) => Masks.Store(target, mask, source);
        public static void MaskStore(byte* target, Vector128<byte> mask, Vector128<byte> source) => Masks.Store(target, mask, source);
    }
}
