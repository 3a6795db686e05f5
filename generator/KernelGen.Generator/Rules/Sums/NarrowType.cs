using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Rules;

/// <summary>A type too narrow to add products in: one row each.</summary>
/// <param name="Name">How people write it.</param>
/// <param name="IsFloat">It rounds; otherwise it wraps.</param>
/// <param name="Precision">Bits of its significand, or of its largest number.</param>
/// <param name="Maximum">Its largest number.</param>
/// <param name="Wide">What holds the sum.</param>
/// <param name="HasKernels">Kernels take it as their element.</param>
internal sealed record NarrowType(string Name, bool IsFloat, int Precision, double Maximum, string Wide, bool HasKernels = true)
{
    private static readonly NarrowType
        Half = new("Half", true, 11, 65504, "float"),
        BFloat16 = new("BFloat16", true, 8, 3.3895313892515355e38, "float"),
        SByte = new("sbyte", false, 7, sbyte.MaxValue, "int"),
        Byte = new("byte", false, 8, byte.MaxValue, "int"),
        Int16 = new("short", false, 15, short.MaxValue, "int", HasKernels: false),
        UInt16 = new("ushort", false, 16, ushort.MaxValue, "long", HasKernels: false);

    public static NarrowType? Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_SByte => SByte,
        SpecialType.System_Byte => Byte,
        SpecialType.System_Int16 => Int16,
        SpecialType.System_UInt16 => UInt16,
        SpecialType.None when type.TypeKind == TypeKind.Struct => type.ToDisplayString() switch
        {
            "System.Half" => Half,
            "System.Numerics.BFloat16" or "KernelGen.BFloat16" => BFloat16,
            _ => null,
        },
        _ => null,
    };

    /// <summary>What becomes of a sum in it.</summary>
    public string Harm => IsFloat
        ? $"rounds every step by up to {Figures.Of(Math.Pow(2, -Precision))} and stops growing at {Figures.Of(1L << Precision)} equal terms"
        : $"wraps around beyond {Figures.Of(Maximum)}";
}
