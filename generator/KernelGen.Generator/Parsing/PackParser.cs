using KernelGen.Generator.Arithmetic;
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
        NumericType? wanted = method.Parameters.Where(parameter => parameter.Name is not ("weightScales" or "weightZeroPoints")).Select(parameter => OperandType.Of(parameter.Type))
            .FirstOrDefault(type => type.Kind == OperandKind.Input && type.Numeric is not null).Element is { } item ? OperandType.NumericOf(item) : null;
        List<ParseResult> kernels = Kernels(wanted);
        KernelSpec? common = null;
        foreach (ParseResult kernel in kernels)
            common = common is null ? kernel.Spec : Merge(common, kernel.Spec!);

        KernelForm form = KernelForms.Pack with { Dimensions = common is null ? [] : [.. OpenDimensions(common)], Optional = common is GroupedDenseSpec ? KernelForms.OfGroups : [] };
        var signature = Signature.Of(form, method);
        ValueReader.Check(method, signature, findings, cancellation);
        if (common is null && wanted is not null)
            return new(null, reason, false); // which dimensions are right is not known
        NumericType? element = new SignatureRules(method, signature, attribute, findings, cancellation).Check();
        if (common is GroupedDenseSpec && element is not null)
            GroupRules.CheckScales(method, signature, element, attribute, findings, cancellation);
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

    /// <summary>Whether a kernel reads the same weights as the first, in the same way. A dimension of run time may be any number.</summary>
    private bool IsLike(ParseResult? first, ParseResult next, Location place)
    {
        KernelSpec b = next.Spec!;
        string name = $"'{b.Method.DisplayName}'";
        if (b is MatrixProductSpec { Batch: { Fixed: not 1 } batch })
            return Report(batch + " matrices", "the pack", "one");
        if (first is null)
            return true;

        KernelSpec a = first.Spec!;
        string other = $"'{a.Method.DisplayName}'";
        if (a.Operation != b.Operation)
            return Report("the operation " + b.Operation, other, a.Operation);
        foreach ((Dimension? mine, Dimension? its) in AllDimensions(b).Zip(AllDimensions(a), (mine, its) => (mine, its)))
        {
            if (mine is { Fixed: { } m } && its is { Fixed: { } i } && m != i)
                return Report(mine.ToString(), other, Text.Of(i));
        }

        foreach (Func<KernelSpec, string> trait in new[] { FormatOf, LayoutOf, GatesOf, SumsOf, AlgorithmOf })
        {
            if (trait(a) != trait(b))
                return Report(trait(b), other, trait(a));
        }

        if (first.HasOwnTargets && next.HasOwnTargets && a.Targets != b.Targets)
            return Report("the targets " + TargetNames.Describe(b.Targets), other, TargetNames.Describe(a.Targets));
        return true;

        bool Report(string what, string than, string otherwise)
        {
            findings.Add(new(Descriptors.PackedUnlike, place, name, what, than, otherwise));
            return false;
        }
    }

    private static IEnumerable<Dimension?> AllDimensions(KernelSpec spec) => PackSpec.Shape(spec).Append((spec as MatrixProductSpec)?.Ldb);

    private static bool IsGated(KernelSpec spec) => spec is MatrixProductSpec { Activation: Activation.GatedSilu };

    /// <summary>Whether a kernel sums in double, with its own operands and length.</summary>
    private static bool IsWide(KernelSpec spec) => !spec.Element.IsByte ? spec.Accumulate == Accumulation.Float64
        : IntegerSums.AccumulatorOf(spec, spec is ConvolutionSpec convolution ? convolution.Terms : ((MatrixProductSpec)spec).K) == NumericType.Float64;

    private static int TileOf(KernelSpec spec) => spec is ConvolutionSpec convolution ? WinogradChoice.Of(convolution) ?? 0 : 0;

    private static string AlgorithmOf(KernelSpec spec) => TileOf(spec) is > 0 and var tile ? $"filters for Winograd's tiles of {Text.Of(tile)} × {Text.Of(tile)}" : "filters as they are";

    private static string GatesOf(KernelSpec spec) => IsGated(spec) ? "weights with a gate (GatedSilu)" : "weights without a gate";

    private static string FormatOf(KernelSpec spec) => spec is GroupedDenseSpec grouped ? $"codes of {Text.Of(grouped.Bits)} bits in groups of {Text.Of(grouped.GroupSize)}" : "weights in no groups";

    /// <summary>Codes are packed alike for any sums.</summary>
    private static string SumsOf(KernelSpec spec) => spec is GroupedDenseSpec ? "" : "sums in " + (spec.Element.IsByte ? IsWide(spec) ? NumericType.Int64 : NumericType.Int32 : IsWide(spec) ? NumericType.Float64 : spec.Element);

    private static string LayoutOf(KernelSpec spec) => spec switch
    {
        ConvolutionSpec convolution => convolution.ChannelsLast ? "the layout Nhwc" : "the layout Nchw",
        GroupedDenseSpec => "the layout OutputsInputs",
        MatrixProductSpec { Operation: "Dense" } dense => dense.TransposeB ? "the layout OutputsInputs" : "the layout InputsOutputs",
        _ => ((MatrixProductSpec)spec).TransposeB ? "b transposed" : "b as it is",
    };

    /// <summary>The kernels' dimensions, fixed where one of them fixes it.</summary>
    private static KernelSpec Merge(KernelSpec common, KernelSpec next) => (common, next) switch
    {
        (TransposedConvolutionSpec a, TransposedConvolutionSpec b) => FiltersOf(a, b) with
        {
            StrideHeight = Fixed(a.StrideHeight, b.StrideHeight),
            StrideWidth = Fixed(a.StrideWidth, b.StrideWidth),
            DilationHeight = Fixed(a.DilationHeight, b.DilationHeight),
            DilationWidth = Fixed(a.DilationWidth, b.DilationWidth),
        },
        (ConvolutionSpec a, ConvolutionSpec b) => FiltersOf(a, b),
        (GroupedDenseSpec a, GroupedDenseSpec b) => a with { K = Fixed(a.K, b.K), N = Fixed(a.N, b.N) },
        (MatrixProductSpec a, MatrixProductSpec b) => a with { K = Fixed(a.K, b.K), N = Fixed(a.N, b.N), Ldb = a.Ldb is { IsFixed: true } ? a.Ldb : b.Ldb },
        _ => common,
    };

    private static ConvolutionSpec FiltersOf(ConvolutionSpec a, ConvolutionSpec b) => a with
    {
        InChannels = Fixed(a.InChannels, b.InChannels),
        OutChannels = Fixed(a.OutChannels, b.OutChannels),
        KernelHeight = Fixed(a.KernelHeight, b.KernelHeight),
        KernelWidth = Fixed(a.KernelWidth, b.KernelWidth),
        Groups = Fixed(a.Groups, b.Groups),
    };

    private static Dimension Fixed(Dimension common, Dimension next) => common.IsFixed ? common : next;

    /// <summary>The widest range that one of the kernels takes by fours.</summary>
    private static Interval? QuadsOf(List<ParseResult> kernels)
    {
        Interval? widest = null;
        foreach (KernelSpec spec in kernels.Select(kernel => kernel.Spec).OfType<KernelSpec>().Where(IntegerSums.TakesPackInQuads))
        {
            if (spec.Operands.Items.FirstOrDefault(operand => operand.Kind == OperandKind.Packed) is not { } weights || ValueRange.Of(weights) is not { } range)
                continue;
            widest = widest is { } other ? new(Math.Min(other.Low, range.Low), Math.Max(other.High, range.High)) : range;
        }

        return widest;
    }

    private static IEnumerable<DimensionForm> OpenDimensions(KernelSpec common)
    {
        foreach (Dimension dimension in PackSpec.Shape(common).Where(dimension => !dimension.IsFixed))
            yield return new(dimension.Name, Absence.Refused);
        if (common is MatrixProductSpec { Operation: "Gemm", Ldb: null or { IsFixed: false } })
            yield return new("Ldb", Absence.Dense);
    }

    private PackSpec Build(Signature signature, MethodShape shape, NumericType element, KernelSpec common, List<ParseResult> kernels)
    {
        EquatableArray<Operand> operands = SpecBuilder.OperandsOf(signature, element, cancellation);
        return new PackSpec
        {
            Operation = "Pack",
            Method = shape,
            Element = element,
            Output = element,
            Operands = operands,
            Quads = QuadsOf(kernels),
            Kernels = new([.. kernels.Select(kernel => kernel.Spec!.Method.DisplayName).Distinct()]),
            Common = Weights() with
            {
                Method = shape,
                Element = element,
                Output = element,
                Operands = common is GroupedDenseSpec ? operands : EquatableArray<Operand>.Empty,
                Accumulate = common is GroupedDenseSpec || !IsWide(kernels[0].Spec!) ? Accumulation.Auto : element.IsByte ? Accumulation.Int64 : Accumulation.Float64,
                Threads = null,
            },
        };

        KernelSpec Weights() => common switch
        {
            TransposedConvolutionSpec transposed => Filters(transposed) with
            {
                StrideHeight = At(transposed.StrideHeight),
                StrideWidth = At(transposed.StrideWidth),
                DilationHeight = At(transposed.DilationHeight),
                DilationWidth = At(transposed.DilationWidth),
            },
            ConvolutionSpec convolution => Filters(convolution),
            MatrixProductSpec product => product with
            {
                M = new("M", Parameter: "m"),
                N = At(product.N),
                K = At(product.K),
                TransposeA = false,
                Lda = null,
                Ldb = product.Ldb is { IsFixed: true } ? product.Ldb : Find("Ldb"),
                Ldc = null,
                Activation = IsGated(common) ? Activation.GatedSilu : Activation.None,
                PackedB = true,
            },
            GroupedDenseSpec grouped => grouped with { M = new("M", Parameter: "m"), N = At(grouped.N), K = At(grouped.K), Activation = Activation.None },
            _ => common,
        };

        ConvolutionSpec Filters(ConvolutionSpec convolution) => convolution with
        {
            InChannels = At(convolution.InChannels),
            OutChannels = At(convolution.OutChannels),
            KernelHeight = At(convolution.KernelHeight),
            KernelWidth = At(convolution.KernelWidth),
            Groups = At(convolution.Groups),
            Activation = Activation.None,
            SettledTile = TileOf(kernels[0].Spec!),
            PackedWeights = true,
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
