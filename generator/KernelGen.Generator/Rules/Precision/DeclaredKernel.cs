using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Rules;

/// <summary>A kernel as the rules about precision see it: what is asked, how it is computed, and where that is written.</summary>
internal sealed class DeclaredKernel
{
    private readonly CancellationToken cancellation;
    private readonly Modifiers modifiers;

    private DeclaredKernel(IMethodSymbol method, KernelSpec spec, Modifiers modifiers, CancellationToken cancellation)
    {
        Method = method;
        Spec = spec;
        Plan = PlanBuilder.Build(spec);
        this.modifiers = modifiers;
        this.cancellation = cancellation;
    }

    public IMethodSymbol Method { get; }
    public KernelSpec Spec { get; }
    public ArithmeticPlan Plan { get; }
    public ErrorBound Bound => Plan.Bound;

    /// <summary>The type that the sums are held in: what the accumulator is rounded to after each step, where it is.</summary>
    public NumericType SumType => Plan.AccumulatorGrid ?? Plan.Accumulator;

    public string Name => Method.Name;

    /// <summary>The length of its sums; null where it is known at run time only.</summary>
    public int? Length => Plan.Length.Fixed;

    /// <summary>The user says how large an error may be. Otherwise the default is meant for the sum, not for an output type that the user chose.</summary>
    public bool StatesTolerance => modifiers.TolerancePlace is not null;

    /// <summary>The kernel of a method; null where it has none, or none that can be made.</summary>
    public static DeclaredKernel? Of(IMethodSymbol method, BuildSettings settings, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        return KernelAttributes.IsKernel(method) && KernelParser.Parse(method, settings, cancellation) is { Spec: { } spec and not PackSpec, Modifiers: { } modifiers }
            ? new(method, spec, modifiers, cancellation)
            : null;
    }

    /// <summary>The same kernel with another accumulator; null where the elements cannot have it.</summary>
    public ArithmeticPlan? With(Accumulation accumulate) =>
        accumulate == Accumulation.Float32 && Spec.Element.Bytes > 4 ? null : PlanBuilder.Build(Spec with { Accumulate = accumulate });

    /// <summary>The method's name.</summary>
    public Location Place => Declaration?.Identifier.GetLocation() ?? Method.Locations[0];

    /// <summary>Where the tolerance is stated, if by the method itself; else its name.</summary>
    public Location TolerancePlace => Own(modifiers.TolerancePlace);

    /// <summary>Where the accumulator is stated, if by the method itself; else its name.</summary>
    public Location AccumulatePlace => Own(modifiers.AccumulatePlace);

    public IParameterSymbol? Parameter(string role) =>
        Spec.Find(role) is { } operand ? Method.Parameters.FirstOrDefault(parameter => parameter.Name == operand.Parameter.TrimStart('@')) : null;

    /// <summary>Where an operand's range is declared.</summary>
    public Location RangePlace(Operand operand) => Parameter(operand.Role) is { } parameter ? ValueReader.RangePlaceOf(parameter, cancellation) ?? Place : Place;

    /// <summary>Where the kernel's attribute states a property; else the attribute.</summary>
    public Location PlaceOf(string property) => Method.GetAttributes().Where(attribute => KernelAttributes.FormOf(attribute) is not null)
        .Select(attribute => new AttributeReader(attribute, cancellation).PlaceOf(property)).FirstOrDefault() ?? Place;

    private MethodDeclarationSyntax? Declaration => MethodReader.DeclarationOf(Method, cancellation);

    private Location Own(Location? place) =>
        place is { SourceTree: { } tree } && Declaration is { } own && own.SyntaxTree == tree && own.Span.Contains(place.SourceSpan) ? place : Place;
}
