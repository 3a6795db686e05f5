namespace KernelGen.Generator.Targets;

/// <summary>How x64 spells what becomes of 16-bit numbers: AVX2 at every width, and with AVX-512 masks instead of counts.</summary>
internal static class HalfWordsOfX86
{
    public static string Load(int bytes, string pointer) => bytes switch
    {
        64 => Widened(64, $"*(Vector256<ushort>*)({pointer})"),
        32 => $"Avx2.ConvertToVector256Int32((ushort*)({pointer})).AsSingle()",
        _ => $"Sse41.ConvertToVector128Int32((ushort*)({pointer})).AsSingle()",
    };

    /// <summary>The same with each number's sign repeated in the upper half.</summary>
    public static string LoadSigned(int bytes, string pointer) => bytes switch
    {
        64 => $"Avx512F.ConvertToVector512Int32(*(Vector256<short>*)({pointer})).AsSingle()",
        32 => $"Avx2.ConvertToVector256Int32((short*)({pointer})).AsSingle()",
        _ => $"Sse41.ConvertToVector128Int32((short*)({pointer})).AsSingle()",
    };

    public static string LoadPartial(int bytes, string pointer, string count) => Widened(bytes, $"PartialVector.Load((ushort*)({pointer}), (int)({count}))");

    public static string LoadMasked(int bytes, string pointer, string count) => Widened(bytes, Masked(bytes == 64 ? 32 : 16, pointer, count));

    /// <summary>So many bytes of 16-bit numbers, as many numbers as the count says.</summary>
    public static string Masked(int bytes, string pointer, string count)
    {
        string of = $"Vector{bytes * 8}";
        return $"Avx512BW{(bytes == 64 ? "" : ".VL")}.MaskLoad((ushort*)({pointer}), {Mask(bytes, count)}, {of}<ushort>.Zero)";
    }

    public static string Store(int bytes, string pointer, string value) => bytes switch
    {
        64 => $"*(Vector256<ushort>*)({pointer}) = {Narrowed(bytes, value)}",
        32 => $"*(Vector128<ushort>*)({pointer}) = {Narrowed(bytes, value)}",
        _ => $"*(ulong*)({pointer}) = {Narrowed(bytes, value)}.AsUInt64().ToScalar()",
    };

    public static string StorePartial(int bytes, string pointer, string count, string value) =>
        $"PartialVector.Store((ushort*)({pointer}), (int)({count}), {Narrowed(bytes, value)})";

    public static string StoreMasked(int bytes, string pointer, string count, string value) =>
        $"Avx512BW.VL.MaskStore((ushort*)({pointer}), {Mask(bytes == 64 ? 32 : 16, count)}, {Narrowed(bytes, value)})";

    // "At most one less": see the masks of narrower registers.
    private static string Mask(int bytes, string count) =>
        $"Vector{bytes * 8}.LessThanOrEqual(Vector{bytes * 8}<short>.Indices, Vector{bytes * 8}.Create((short)({count} - 1))).AsUInt16()";

    private static string Widened(int bytes, string halfWords) => bytes switch
    {
        64 => $"Avx512F.ConvertToVector512UInt32({halfWords}).AsSingle()",
        32 => $"Avx2.ConvertToVector256Int32({halfWords}).AsSingle()",
        _ => $"Sse41.ConvertToVector128Int32({halfWords}).AsSingle()",
    };

    /// <summary>The lower halves, one behind the other; of a 128-bit register twice.</summary>
    private static string Narrowed(int bytes, string value) => bytes switch
    {
        64 => $"Avx512F.ConvertToVector256UInt16(({value}).AsUInt32())",
        32 => $"Sse41.PackUnsignedSaturate(({value}).AsInt32().GetLower(), ({value}).AsInt32().GetUpper())",
        _ => $"Sse41.PackUnsignedSaturate(({value}).AsInt32(), ({value}).AsInt32())",
    };
}
