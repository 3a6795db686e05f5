using System.Collections.Immutable;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>A processor family that code is emitted for: its model and its dialect.</summary>
/// <param name="Isa">The bit of <see cref="IsaSet"/>, which several schedules may share; None for scalar, which is always emitted.</param>
/// <param name="Name">For headers, the catalog and method names: <c>Avx512</c>. The library's <c>Processor.Has…</c> goes by it.</param>
/// <param name="Machine">Null for scalar, which has no vectors to schedule.</param>
/// <param name="Dialect">How it spells operations.</param>
internal sealed record Target(IsaSet Isa, string Name, Machine? Machine, Dialect Dialect)
{
    /// <summary>The method that computes a kernel on it. The class of the target's instructions has the plain name.</summary>
    public string Method => "On" + Name;

    /// <summary>The order in which the running processor is asked.</summary>
    public static readonly ImmutableArray<Target> All = [Avx512.Target, Avx512.Target256, Avx2.Target, Neon.Target, Scalar.Target];

    /// <summary>The targets of a kernel, in that order; scalar is always the last.</summary>
    public static ImmutableArray<Target> Of(IsaSet set) =>
        All.Where(target => target.Isa == IsaSet.None || (set & target.Isa) != 0).ToImmutableArray();
}
