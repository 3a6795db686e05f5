namespace KernelGen;

/// <summary>
/// The instruction sets that kernels are emitted for, on a method, a type or the assembly; the nearest counts. Scalar code always is
/// emitted. Where there is none, the MSBuild property <c>KernelGenTargets</c> counts, then <see cref="KernelGen.Isa.All"/>.
/// The results are the same bits on each. With the MSBuild property <c>KernelGenVnni</c> set to true, sums of 8-bit integers have code for AVX-VNNI
/// too, beside that for AVX2 and AVX-512.
/// </summary>
/// <param name="isa">The instruction sets.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly, Inherited = false)]
public sealed class TargetIsaAttribute(Isa isa) : Attribute
{
    /// <summary>The instruction sets.</summary>
    public Isa Isa { get; } = isa;
}
