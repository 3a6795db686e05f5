namespace KernelGen;

/// <summary>
/// Kernels may use several threads where their work is worth it: outputs are split, so the results are the same bits. On a method, a type or
/// the assembly; the property is taken from the nearest that sets it. A kernel's optional operand <c>int maxThreads</c> says the same of one call.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly, Inherited = false)]
public sealed class ParallelAttribute : Attribute
{
    /// <summary>The most threads that work on a call, the caller's included, 1 or more; as many as there are processors where it is left out.</summary>
    public int MaxThreads { get; set; } = int.MaxValue;
}
