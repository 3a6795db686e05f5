using System.Runtime.Intrinsics;

namespace KernelGen.Numerics.Tests.Definitions;

/// <summary>What Intel's manual says of the instructions of AVX-512F that kernels and the library use, under the names that .NET has for them.</summary>
internal static unsafe class Avx512F
{
    public static bool IsSupported => true;

    public static Vector512<float> MaskLoad(float* source, Vector512<float> mask, Vector512<float> others) => Masks.Load(source, mask, others);
    public static Vector512<double> MaskLoad(double* source, Vector512<double> mask, Vector512<double> others) => Masks.Load(source, mask, others);
    public static Vector512<int> MaskLoad(int* source, Vector512<int> mask, Vector512<int> others) => Masks.Load(source, mask, others);
    public static void MaskStore(float* target, Vector512<float> mask, Vector512<float> source) => Masks.Store(target, mask, source);
    public static void MaskStore(double* target, Vector512<double> mask, Vector512<double> source) => Masks.Store(target, mask, source);
    public static void MaskStore(int* target, Vector512<int> mask, Vector512<int> source) => Masks.Store(target, mask, source);

    /// <summary>VCVTPS2PD</summary>
    public static Vector512<double> ConvertToVector512Double(Vector256<float> value) => Each<double>(i => value[i]);

    /// <summary>VCVTDQ2PD</summary>
    public static Vector512<double> ConvertToVector512Double(Vector256<int> value) => Each<double>(i => value[i]);

    /// <summary>VCVTDQ2PS</summary>
    public static Vector512<float> ConvertToVector512Single(Vector512<int> value) => Each<float>(i => value[i]);

    /// <summary>VCVTPS2DQ: to the nearest, and to the even one of two; what an int does not hold, and NaN, becomes the smallest.</summary>
    public static Vector512<int> ConvertToVector512Int32(Vector512<float> value) => Each(i =>
    {
        double whole = Math.Round((double)value[i], MidpointRounding.ToEven);
        return whole is >= int.MinValue and <= int.MaxValue ? (int)whole : int.MinValue;
    });

    /// <summary>VPMOVZXBD</summary>
    public static Vector512<int> ConvertToVector512Int32(Vector128<byte> value) => Each<int>(i => value[i]);

    /// <summary>VPMOVSXBD</summary>
    public static Vector512<int> ConvertToVector512Int32(Vector128<sbyte> value) => Each<int>(i => value[i]);

    /// <summary>VPMOVSXWD</summary>
    public static Vector512<int> ConvertToVector512Int32(Vector256<short> value) => Each<int>(i => value[i]);

    /// <summary>VPMOVZXWD</summary>
    public static Vector512<uint> ConvertToVector512UInt32(Vector256<ushort> value) => Each<uint>(i => value[i]);

    /// <summary>VPMOVDW: the lower halves.</summary>
    public static Vector256<ushort> ConvertToVector256UInt16(Vector512<uint> value) =>
        Vector256.Create([.. Enumerable.Range(0, 16).Select(i => unchecked((ushort)value[i]))]);

    /// <summary>VPMOVDB: the lowest bytes.</summary>
    public static Vector128<byte> ConvertToVector128Byte(Vector512<int> value) =>
        Vector128.Create([.. Enumerable.Range(0, 16).Select(i => unchecked((byte)value[i]))]);

    /// <inheritdoc cref="ConvertToVector128Byte"/>
    public static Vector128<sbyte> ConvertToVector128SByte(Vector512<int> value) => ConvertToVector128Byte(value).AsSByte();

    /// <summary>VPERMPS</summary>
    public static Vector512<float> PermuteVar16x32(Vector512<float> table, Vector512<int> numbers) => Each(i => table[numbers[i] & 15]);

    /// <summary>VPERMT2PS: the lanes of two registers, one behind the other, that an index names.</summary>
    public static Vector512<float> PermuteVar16x32x2(Vector512<float> low, Vector512<int> index, Vector512<float> high) =>
        Each(i => (index[i] & 16) == 0 ? low[index[i] & 15] : high[index[i] & 15]);

    /// <summary>VPERMT2D</summary>
    public static Vector512<int> PermuteVar16x32x2(Vector512<int> low, Vector512<int> index, Vector512<int> high) =>
        PermuteVar16x32x2(low.AsSingle(), index, high.AsSingle()).AsInt32();

    /// <summary>VPERMT2PD</summary>
    public static Vector512<double> PermuteVar8x64x2(Vector512<double> low, Vector512<long> index, Vector512<double> high) =>
        PermuteVar8x64x2(low.AsInt64(), index, high.AsInt64()).AsDouble();

    /// <summary>VPERMT2Q</summary>
    public static Vector512<long> PermuteVar8x64x2(Vector512<long> low, Vector512<long> index, Vector512<long> high) =>
        Each(i => (index[i] & 8) == 0 ? low[(int)index[i] & 7] : high[(int)index[i] & 7]);

    /// <summary>VSHUFF32X4: two quarters of the first, then two of the second, each named by two bits.</summary>
    public static Vector512<float> Shuffle4x128(Vector512<float> a, Vector512<float> b, byte order) => Shuffle4x128(a.AsInt32(), b.AsInt32(), order).AsSingle();

    /// <summary>VSHUFF64X2</summary>
    public static Vector512<double> Shuffle4x128(Vector512<double> a, Vector512<double> b, byte order) => Shuffle4x128(a.AsInt32(), b.AsInt32(), order).AsDouble();

    /// <summary>VPERMILPS: the four of each quarter, each named by two bits.</summary>
    public static Vector512<float> Permute4x32(Vector512<float> a, byte order) => Each(i => a[(i & ~3) + Field(order, i & 3)]);

    /// <summary>VUNPCKLPS: the lower halves of each quarter, one of the first and one of the second in turn.</summary>
    public static Vector512<float> UnpackLow(Vector512<float> a, Vector512<float> b) => Each(i => (i % 2 == 0 ? a : b)[(i & ~3) + (i % 4 / 2)]);

    /// <summary>VUNPCKHPS: the upper halves.</summary>
    public static Vector512<float> UnpackHigh(Vector512<float> a, Vector512<float> b) => Each(i => (i % 2 == 0 ? a : b)[(i & ~3) + (i % 4 / 2) + 2]);

    /// <summary>VUNPCKLPD</summary>
    public static Vector512<double> UnpackLow(Vector512<double> a, Vector512<double> b) => Each(i => (i % 2 == 0 ? a : b)[i & ~1]);

    /// <summary>VUNPCKHPD</summary>
    public static Vector512<double> UnpackHigh(Vector512<double> a, Vector512<double> b) => Each(i => (i % 2 == 0 ? a : b)[i | 1]);

    /// <summary>VSHUFPS: of each quarter two of the first, then two of the second.</summary>
    public static Vector512<float> Shuffle(Vector512<float> a, Vector512<float> b, byte order) => Each(i => (i % 4 < 2 ? a : b)[(i & ~3) + Field(order, i & 3)]);

    /// <summary>VPERMQ</summary>
    public static Vector512<long> PermuteVar8x64(Vector512<long> table, Vector512<long> numbers) => Each(i => table[(int)(numbers[i] & 7)]);

    private static Vector512<int> Shuffle4x128(Vector512<int> a, Vector512<int> b, byte order) => Each(i => (i < 8 ? a : b)[(4 * Field(order, i / 4)) + (i % 4)]);

    private static int Field(byte order, int number) => (order >> (2 * number)) & 3;

    private static Vector512<T> Each<T>(Func<int, T> lane)
        where T : unmanaged
    {
        Vector512<T> lanes = default;
        for (int i = 0; i < Vector512<T>.Count; i++)
            lanes = lanes.WithElement(i, lane(i));
        return lanes;
    }

    /// <summary>The same of AVX-512VL.</summary>
    public static class VL
    {
        public static bool IsSupported => true;

        public static Vector256<float> MaskLoad(float* source, Vector256<float> mask, Vector256<float> others) => Masks.Load(source, mask, others);
        public static Vector256<double> MaskLoad(double* source, Vector256<double> mask, Vector256<double> others) => Masks.Load(source, mask, others);
        public static Vector256<int> MaskLoad(int* source, Vector256<int> mask, Vector256<int> others) => Masks.Load(source, mask, others);
        public static Vector128<float> MaskLoad(float* source, Vector128<float> mask, Vector128<float> others) => Masks.Load(source, mask, others);
        public static Vector128<double> MaskLoad(double* source, Vector128<double> mask, Vector128<double> others) => Masks.Load(source, mask, others);
        public static Vector128<int> MaskLoad(int* source, Vector128<int> mask, Vector128<int> others) => Masks.Load(source, mask, others);
        public static void MaskStore(float* target, Vector256<float> mask, Vector256<float> source) => Masks.Store(target, mask, source);
        public static void MaskStore(double* target, Vector256<double> mask, Vector256<double> source) => Masks.Store(target, mask, source);
        public static void MaskStore(int* target, Vector256<int> mask, Vector256<int> source) => Masks.Store(target, mask, source);
        public static void MaskStore(float* target, Vector128<float> mask, Vector128<float> source) => Masks.Store(target, mask, source);
        public static void MaskStore(double* target, Vector128<double> mask, Vector128<double> source) => Masks.Store(target, mask, source);
        public static void MaskStore(int* target, Vector128<int> mask, Vector128<int> source) => Masks.Store(target, mask, source);
    }
}
