using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What the modifiers say of one kernel: property by property, the method over its types, innermost first, over the assembly.</summary>
internal sealed record Modifiers(Accumulation Accumulate, Location AccumulatePlace, double Tolerance, IsaSet Targets, bool HasOwnTargets, ParallelModifier? Parallel)
{
    /// <summary>Where the tolerance is stated; null where it is the default.</summary>
    public Location? TolerancePlace { get; init; }

    public static Modifiers Read(IMethodSymbol method, BuildSettings settings, List<Finding> findings, CancellationToken cancellation)
    {
        Accumulation? accumulate = null;
        Location place = Location.None;
        double? tolerance = null;
        Location? tolerancePlace = null;
        IsaSet? targets = null;
        ParallelModifier? parallel = null;

        foreach (ISymbol holder in Holders(method))
        {
            foreach (AttributeData attribute in holder.GetAttributes())
            {
                if (KernelAttributes.IsModifier(attribute, KernelAttributes.Precision))
                {
                    var reader = new AttributeReader(attribute, cancellation);
                    if (accumulate is null && reader.Int("Accumulate") is { } value)
                    {
                        place = reader.PlaceOf("Accumulate");
                        accumulate = ReadAccumulate(value, place, findings);
                    }

                    if (tolerance is null && ReadTolerance(reader, findings) is { } stated)
                        (tolerance, tolerancePlace) = (stated, reader.PlaceOf("Tolerance"));
                }
                else if (targets is null && KernelAttributes.IsModifier(attribute, KernelAttributes.TargetIsa))
                {
                    var reader = new AttributeReader(attribute, cancellation);
                    if (reader.Int("Isa") is { } bits)
                        targets = ReadTargets(bits, reader.PlaceOf("Isa"), method, settings, findings);
                }
                else if (KernelAttributes.IsModifier(attribute, KernelAttributes.Parallel))
                {
                    var reader = new AttributeReader(attribute, cancellation);
                    parallel ??= new(null, reader.Place, SymbolEqualityComparer.Default.Equals(holder, method), false);
                    if (parallel.MaxThreads is null && reader.Int("MaxThreads") is { } most)
                        parallel = parallel with { MaxThreads = ReadMaxThreads(most, reader, findings), HasOwnMaxThreads = SymbolEqualityComparer.Default.Equals(holder, method) };
                }
            }
        }

        if (targets is null && settings.Targets is { } property)
            findings.AddRange(TargetRules.Check(property, method.Locations[0], method.Name, settings));

        IsaSet reachable = (targets ?? settings.Targets ?? IsaSet.All) & settings.Reachable;
        return new(accumulate ?? Accumulation.Auto, place, tolerance ?? 1e-3, reachable, targets is not null, parallel) { TolerancePlace = tolerancePlace };
    }

    private static IEnumerable<ISymbol> Holders(IMethodSymbol method)
    {
        yield return method;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            yield return type;
        if (method.ContainingAssembly is { } assembly)
            yield return assembly;
    }

    private static Accumulation ReadAccumulate(int value, Location place, List<Finding> findings)
    {
        if (value is >= (int)Accumulation.Auto and <= (int)Accumulation.Int64)
            return (Accumulation)value;
        findings.Add(new(Descriptors.UnknownValue, place, "Accumulate", Text.Of(value), "it is Auto, Float32, Float64, Compensated, Float16, BFloat16, Int32 or Int64"));
        return Accumulation.Auto;
    }

    private static int ReadMaxThreads(int value, AttributeReader reader, List<Finding> findings)
    {
        if (value < 1)
            findings.Add(new(Descriptors.UnknownValue, reader.PlaceOf("MaxThreads"), "MaxThreads", Text.Of(value), "it is 1 or more, the caller's own thread counted"));
        return value;
    }

    private static double? ReadTolerance(AttributeReader reader, List<Finding> findings)
    {
        double? value = reader.Double("Tolerance");
        if (value is { } tolerance && !(tolerance > 0 && tolerance <= double.MaxValue))
            findings.Add(new(Descriptors.UnknownValue, reader.PlaceOf("Tolerance"), "Tolerance", Text.Of(tolerance), "it is a finite number above 0"));
        return value;
    }

    private static IsaSet ReadTargets(int bits, Location place, IMethodSymbol method, BuildSettings settings, List<Finding> findings)
    {
        int unknown = bits & ~(int)IsaSet.All;
        if (unknown != 0)
            findings.Add(new(Descriptors.UnknownTarget, place, Text.Of(unknown)));

        var targets = (IsaSet)(bits & (int)IsaSet.All);
        findings.AddRange(TargetRules.Check(targets, place, method.Name, settings));
        return targets;
    }
}

/// <summary>What <c>[Parallel]</c> says of one kernel.</summary>
/// <param name="MaxThreads">The nearest that is set.</param>
/// <param name="Place">The nearest attribute's.</param>
/// <param name="IsOwn">The method itself has the attribute, so it is meant for this very kernel.</param>
/// <param name="HasOwnMaxThreads">The method's own attribute sets <paramref name="MaxThreads"/>.</param>
internal sealed record ParallelModifier(int? MaxThreads, Location Place, bool IsOwn, bool HasOwnMaxThreads);
