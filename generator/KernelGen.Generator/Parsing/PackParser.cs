using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>A [Pack] method: what it packs is what the kernels that it names have in common.</summary>
internal sealed class PackParser(
    IMethodSymbol method, AttributeReader attribute, BuildSettings settings, List<Finding> findings, CancellationToken cancellation)
{
    /// <param name="Spec">The pack, or null where it can't be made.</param>
    /// <param name="Reason">Why not, where no finding of its own says so.</param>
    /// <param name="HasOwnTargets">Its kernels say for which targets.</param>
    public readonly record struct Answer(KernelSpec? Spec, string Reason, bool HasOwnTargets);

    private string reason = "The compiler refuses the method's declaration.";

    public Answer Parse(MethodShape? shape)
    {
        NumericType? wanted = method.Parameters.Select(parameter => OperandType.Of(parameter.Type))
            .FirstOrDefault(type => type.Kind == OperandKind.Input && type.Numeric is not null).Element is { } item ? OperandType.NumericOf(item) : null;
        List<ParseResult> kernels = Kernels(wanted);
        MatrixProductSpec? common = null;
        foreach (ParseResult kernel in kernels)
            common = Merge(common, (MatrixProductSpec)kernel.Spec!);

        KernelForm form = KernelForms.Pack with { Dimensions = common is null ? [] : [.. OpenDimensions(common)] };
        var signature = Signature.Of(form, method);
        ValueReader.Check(method, signature, findings, cancellation);
        if (common is null && wanted is not null)
            return new(null, reason, false); // which dimensions are right is not known
        NumericType? element = new SignatureRules(method, signature, attribute, findings, cancellation).Check();
        if (shape is null || element is null || common is null || findings.Any(finding => finding.Rule.DefaultSeverity == DiagnosticSeverity.Error))
            return new(null, reason, false);

        ParseResult? own = kernels.FirstOrDefault(kernel => kernel.HasOwnTargets);
        return new(Build(signature, shape, element, common, kernels) with { Targets = (own ?? kernels[0]).Spec!.Targets }, "", own is not null);
    }

    /// <summary>The named kernels of an element type. What is wrong with a name is reported on it; a kernel with an error of its own has that reported already.</summary>
    private List<ParseResult> Kernels(NumericType? element)
    {
        ITypeSymbol holder = attribute.Type("Type") ?? method.ContainingType;
        var found = new List<ParseResult>();
        bool any = false;
        foreach ((string name, Location place) in attribute.Texts())
        {
            any = true;
            IMethodSymbol[] candidates = [.. Packable(holder).Where(candidate => candidate.Name == name)];
            if (candidates.Length == 0)
            {
                string? nearest = EditDistance.Nearest(name, Packable(holder).Select(candidate => candidate.Name));
                findings.Add(new(Descriptors.UnknownKernel, place, name, Show(holder), nearest is null ? "" : $"; the nearest name is '{nearest}'"));
                continue;
            }

            ParseResult[] results = [.. candidates.Select(candidate => KernelParser.Parse(candidate, settings, cancellation))];
            foreach (ParseResult result in results)
            {
                if (result.Spec is not { } spec)
                    reason = $"'{name}' can't be generated: {result.Reason}";
                else if (element is not null && WeightsOf(spec) != element)
                    continue;
                else if (IsLike(found.FirstOrDefault(), result, place))
                    found.Add(result);
            }

            if (element is not null && results.All(result => result.Spec is { } spec && WeightsOf(spec) != element))
                findings.Add(new(Descriptors.PackedUnlike, place, $"'{name}'", "elements of " + WeightsOf(results[0].Spec!), $"'{method.Name}'", element.Keyword));
        }

        if (!any)
            findings.Add(new(Descriptors.UnknownKernel, attribute.Place, "", Show(holder), "; name the kernels that take the packed weights, with nameof"));
        return found;
    }

    /// <summary>The type of a kernel's weights, which need not be its other factor's.</summary>
    private static NumericType WeightsOf(KernelSpec spec) => (spec.Find("weights") ?? spec["b"]).Type;

    private static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static IEnumerable<IMethodSymbol> Packable(ITypeSymbol holder) => holder.GetMembers().OfType<IMethodSymbol>()
        .Where(candidate => candidate.PartialDefinitionPart is null && candidate.GetAttributes().Any(IsPackable));

    private static bool IsPackable(AttributeData attribute) =>
        KernelAttributes.FormOf(attribute) is { } form && form.Required.Any(operand => operand.MayBePacked);

    /// <summary>Whether a kernel reads the same matrix as the first, in the same way. A dimension of run time may be any number.</summary>
    private bool IsLike(ParseResult? first, ParseResult next, Location place)
    {
        var b = (MatrixProductSpec)next.Spec!;
        string name = $"'{b.Method.DisplayName}'";
        if (b.Batch.Fixed != 1)
            return Report(b.Batch.ToString() + " matrices", "the pack", "one");
        if (first is null)
            return true;

        var a = (MatrixProductSpec)first.Spec!;
        string other = $"'{a.Method.DisplayName}'";
        if (a.Operation != b.Operation)
            return Report("the operation " + b.Operation, other, a.Operation);
        foreach ((Dimension? mine, Dimension? its) in new[] { (b.K, a.K), (b.N, a.N), (b.Ldb, a.Ldb) })
        {
            if (mine is { Fixed: { } m } && its is { Fixed: { } i } && m != i)
                return Report(mine.ToString(), other, Text.Of(i));
        }

        if (a.TransposeB != b.TransposeB)
            return Report(LayoutOf(b), other, LayoutOf(a));
        if (IsGated(a) != IsGated(b))
            return Report(GatesOf(b), other, GatesOf(a));
        if (IsWide(a) != IsWide(b))
            return Report(SumsOf(b), other, SumsOf(a));
        if (first.HasOwnTargets && next.HasOwnTargets && a.Targets != b.Targets)
            return Report("the targets " + TargetNames.Describe(b.Targets), other, TargetNames.Describe(a.Targets));
        return true;

        bool Report(string what, string than, string otherwise)
        {
            findings.Add(new(Descriptors.PackedUnlike, place, name, what, than, otherwise));
            return false;
        }
    }

    private static bool IsGated(MatrixProductSpec spec) => spec.Activation == Activation.GatedSilu;

    private static bool IsWide(MatrixProductSpec spec) =>
        spec.Accumulate == Accumulation.Float64 || spec.Accumulate == Accumulation.Int64 || (spec.Output == NumericType.Int64 && spec.Accumulate != Accumulation.Int32);

    private static string GatesOf(MatrixProductSpec spec) => IsGated(spec) ? "weights with a gate (GatedSilu)" : "weights without a gate";

    private static string SumsOf(MatrixProductSpec spec) => "sums in " + (spec.Element.IsByte ? IsWide(spec) ? NumericType.Int64 : NumericType.Int32 : IsWide(spec) ? NumericType.Float64 : spec.Element);

    private static string LayoutOf(MatrixProductSpec spec) => spec.Operation == "Dense"
        ? spec.TransposeB ? "the layout OutputsInputs" : "the layout InputsOutputs"
        : spec.TransposeB ? "b transposed" : "b as it is";

    /// <summary>The kernels' dimensions, fixed where one of them fixes it.</summary>
    private static MatrixProductSpec Merge(MatrixProductSpec? common, MatrixProductSpec next) => common is null ? next : common with
    {
        K = common.K.IsFixed ? common.K : next.K,
        N = common.N.IsFixed ? common.N : next.N,
        Ldb = common.Ldb is { IsFixed: true } ? common.Ldb : next.Ldb,
    };

    private static IEnumerable<DimensionForm> OpenDimensions(MatrixProductSpec common)
    {
        if (!common.K.IsFixed)
            yield return new(common.K.Name, Absence.Refused);
        if (!common.N.IsFixed)
            yield return new(common.N.Name, Absence.Refused);
        if (common.Operation == "Gemm" && common.Ldb is null or { IsFixed: false })
            yield return new("Ldb", Absence.Dense);
    }

    private PackSpec Build(Signature signature, MethodShape shape, NumericType element, MatrixProductSpec common, List<ParseResult> kernels)
    {
        IParameterSymbol weights = signature.Required[0]!;
        return new PackSpec
        {
            Operation = "Pack",
            Method = shape,
            Element = element,
            Output = element,
            Operands = new([new Operand("weights", MethodReader.NameOf(weights, cancellation), element, OperandKind.Input)]),
            Kernels = new([.. kernels.Select(kernel => kernel.Spec!.Method.DisplayName).Distinct()]),
            Product = new MatrixProductSpec
            {
                Operation = common.Operation,
                Method = shape,
                Element = element,
                Output = element,
                Operands = EquatableArray<Operand>.Empty,
                M = new("M", Parameter: "m"),
                N = At(common.N),
                K = At(common.K),
                Ldb = common.Ldb is { IsFixed: true } ? common.Ldb : Find("Ldb"),
                TransposeB = common.TransposeB,
                Activation = IsGated(common) ? Activation.GatedSilu : Activation.None,
                Accumulate = !IsWide(common) ? Accumulation.Auto : element.IsByte ? Accumulation.Int64 : Accumulation.Float64,
                PackedB = true,
            },
        };

        Dimension At(Dimension dimension) => dimension.IsFixed ? dimension : Find(dimension.Name)!;

        Dimension? Find(string name)
        {
            for (int i = 0; i < signature.Form.Dimensions.Length; i++)
            {
                if (signature.Form.Dimensions[i].Name == name && signature.Dimensions[i] is { } parameter)
                    return new(name, Parameter: MethodReader.NameOf(parameter, cancellation));
            }

            return null;
        }
    }
}
