namespace KernelGen;

/// <summary>
/// The precision that kernels work in. On a method, a type or the assembly; each property is taken from the nearest that sets it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly, Inherited = false)]
public sealed class PrecisionAttribute : Attribute
{
    /// <summary>The type that sums are kept in. Part of what decides a kernel's bits.</summary>
    public Accumulate Accumulate { get; set; }

    /// <summary>
    /// The largest relative error that the caller accepts, above 0; 10⁻³ where it is left out. Relative to what the kernel's bound is: for sums of products Σ|aᵢ·bᵢ|. A stated one lets
    /// a convolution be computed by Winograd's algorithm (see <see cref="ConvolutionAlgorithm"/>).
    /// </summary>
    public double Tolerance { get; set; } = 1e-3;
}
