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
    /// <summary>Whether its instructions differ from another target's for sums of 8-bit integers alone: other kernels go by that one.</summary>
    public bool ForBytes { get; init; }

    /// <summary>What asks the running processor for it, in C#.</summary>
    public string Runs { get; init; } = "global::KernelGen.Runtime.Processor.Has" + Name;

    /// <summary>The method that computes a kernel on it. The class of the target's instructions has the plain name.</summary>
    public string Method => "On" + Name;

    /// <summary>The order in which the running processor is asked.</summary>
    public static readonly ImmutableArray<Target> All =
        [Vnni.Target512, Avx512.Target, Avx512.Target256, Vnni.Target, Avx2.Target, NeonDp.Target, Neon.Target, Scalar.Target];

    /// <summary>The targets of a set, in that order; scalar is always the last. Those for 8-bit integers are left out.</summary>
    public static ImmutableArray<Target> Of(IsaSet set) => Of(set, static _ => false);

    /// <summary>The same with those for 8-bit integers that serve a kernel.</summary>
    public static ImmutableArray<Target> Of(IsaSet set, Func<Machine, bool> serves) =>
        All.Where(target => target.Isa == IsaSet.None || ((set & target.Isa) != 0 && (!target.ForBytes || serves(target.Machine!)))).ToImmutableArray();

    /// <summary>
    /// The same with AVX-VNNI first where it takes four neighbours at a time, which outruns wider vectors without it (Emerald Rapids, byte × sbyte
    /// product of 504³: 252 GOP/s, with AVX-512 164).
    /// </summary>
    public static ImmutableArray<Target> Of(IsaSet set, Func<Machine, bool> serves, Func<Machine, bool> takesQuads) =>
        [.. Of(set, serves).OrderBy(target => (target.Isa & (IsaSet.Vnni | IsaSet.Vnni512)) != 0 && takesQuads(target.Machine!) ? 0 : 1)];
}
