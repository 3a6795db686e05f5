using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>How x64 spells what becomes of 8-bit integers: AVX2 at every width, and with AVX-512 masks instead of counts.</summary>
internal static class BytesOfX86
{
    public static string LoadPairs(int bytes, NumericType type, string pointer) => bytes switch
    {
        64 => $"Avx512BW.ConvertToVector512Int16(*(Vector256<{type.Keyword}>*)({pointer})).AsInt32()",
        32 => $"Avx2.ConvertToVector256Int16(({type.Keyword}*)({pointer})).AsInt32()",
        _ => $"Sse41.ConvertToVector128Int16(({type.Keyword}*)({pointer})).AsInt32()",
    };

    public static string LoadPairsPartial(int bytes, NumericType type, string pointer, string count) =>
        Widened(bytes, $"PartialVector.Load((byte*)({pointer}), (int)({count})).{As(type)}");

    public static string LoadPairsMasked(int bytes, NumericType type, string pointer, string count)
    {
        int half = bytes == 64 ? 32 : 16;
        return Widened(bytes, $"Avx512BW.VL.MaskLoad((byte*)({pointer}), {Mask(half, count)}, Vector{half * 8}<byte>.Zero).{As(type)}");
    }

    public static string LoadAsInts(int bytes, string pointer) => bytes switch
    {
        64 => $"Avx512F.ConvertToVector512Int32(*(Vector128<byte>*)({pointer}))",
        32 => $"Avx2.ConvertToVector256Int32((byte*)({pointer}))",
        _ => $"Sse41.ConvertToVector128Int32((byte*)({pointer}))",
    };

    public static string LoadAsDoubles(int bytes, NumericType type, string pointer) => bytes == 64
        ? $"Avx512F.ConvertToVector512Double(Avx2.ConvertToVector256Int32(({type.Keyword}*)({pointer})))"
        : $"Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(({type.Keyword}*)({pointer})))";

    public static string LoadAsSingles(int bytes, NumericType type, string pointer) => Singles(bytes, bytes switch
    {
        64 => $"*(Vector128<{type.Keyword}>*)({pointer})",
        _ => $"({type.Keyword}*)({pointer})",
    });

    public static string LoadAsSinglesPartial(int bytes, NumericType type, string pointer, string count) =>
        Singles(bytes, $"PartialVector.Load((byte*)({pointer}), (int)({count})).{As(type)}");

    public static string LoadAsSinglesMasked(int bytes, NumericType type, string pointer, string count) =>
        Singles(bytes, $"Avx512BW.VL.MaskLoad((byte*)({pointer}), {Mask(16, count)}, Vector128<byte>.Zero).{As(type)}");

    /// <summary>Floats of bytes in a register or, but for the widest, in memory.</summary>
    private static string Singles(int bytes, string source) => bytes switch
    {
        64 => $"Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32({source}))",
        32 => $"Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32({source}))",
        _ => $"Sse2.ConvertToVector128Single(Sse41.ConvertToVector128Int32({source}))",
    };

    public static string Store(int bytes, NumericType type, string pointer, string value) => bytes switch
    {
        64 => $"*(Vector128<{type.Keyword}>*)({pointer}) = {Narrowed(bytes, type, value)}",
        32 => $"*(ulong*)({pointer}) = {Narrowed(bytes, type, value)}.AsUInt64().ToScalar()",
        _ => $"*(uint*)({pointer}) = {Narrowed(bytes, type, value)}.AsUInt32().ToScalar()",
    };

    public static string StorePartial(int bytes, NumericType type, string pointer, string count, string value) =>
        $"PartialVector.Store((byte*)({pointer}), (int)({count}), {Narrowed(bytes, type, value)}.AsByte())";

    public static string StoreMasked(int bytes, NumericType type, string pointer, string count, string value) =>
        $"Avx512BW.VL.MaskStore((byte*)({pointer}), {Mask(16, count)}, {Narrowed(bytes, type, value)}.AsByte())";

    // "At most one less": see the masks of narrower registers.
    private static string Mask(int bytes, string count) =>
        $"Vector{bytes * 8}.LessThanOrEqual(Vector{bytes * 8}<sbyte>.Indices, Vector{bytes * 8}.Create((sbyte)({count} - 1))).AsByte()";

    private static string As(NumericType type) => type == NumericType.SByte ? "AsSByte()" : "AsByte()";

    private static string Widened(int bytes, string numbers) => bytes switch
    {
        64 => $"Avx512BW.ConvertToVector512Int16({numbers}).AsInt32()",
        32 => $"Avx2.ConvertToVector256Int16({numbers}).AsInt32()",
        _ => $"Sse41.ConvertToVector128Int16({numbers}).AsInt32()",
    };

    /// <summary>The numbers are whole and in the type's range, so neither conversion rounds or saturates. Of fewer than sixteen, they come first.</summary>
    private static string Narrowed(int bytes, NumericType type, string value)
    {
        string pack = $"Sse2.Pack{(type == NumericType.SByte ? "Signed" : "Unsigned")}Saturate";
        return bytes switch
        {
            64 when type == NumericType.SByte => $"Avx512F.ConvertToVector128SByte(Avx512F.ConvertToVector512Int32({value}))",
            64 => $"Avx512F.ConvertToVector128Byte(Avx512F.ConvertToVector512Int32({value}))",
            32 => $"{pack}(PartialVector.PackWords(Avx.ConvertToVector256Int32({value})), Vector128<short>.Zero)",
            _ => $"{pack}(Sse2.PackSignedSaturate(Sse2.ConvertToVector128Int32({value}), Vector128<int>.Zero), Vector128<short>.Zero)",
        };
    }
}
