using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>What a [Pack] method does, and what its kernels demand: both spell the matrix and its strips here.</summary>
internal static class PackTexts
{
    private const string Library = "global::KernelGen.Runtime.";

    /// <summary>The whole emitted file of a [Pack] method.</summary>
    public static string Write(PackSpec pack, Scheduler scheduler)
    {
        if (pack.Common is GroupedDenseSpec grouped)
            return GroupedPackTexts.Write(pack, grouped);
        var writer = new CodeWriter();
        ArithmeticPlan whole = PlanBuilder.Build(pack.Common);
        ChainPlan plan = SumsOf(whole);
        ImmutableArray<Target> targets = Target.Of(pack.Targets);
        Header.WritePreamble(writer);
        writer.Line($"// {pack.Method.DisplayName}: {WhatIs(pack.Common)}{(whole is WinogradPlan winograd ? ", transformed for " + winograd.Transforms.Name + "," : "")} of {pack.Element.Name}, {string.Join(", ", pack.Dimensions)}, packed for {string.Join(", ", pack.Kernels)}");
        writer.Line("//");
        foreach (Target target in targets)
            writer.Line($"//   {(target.Name + ":").PadRight(9)} strips of {Text(Strips(target, pack.Common, plan, scheduler).Width)} columns of {(HoldsPairs(pack.Common, plan) ? "pairs of 16 bits" : TypeOf(pack.Common, plan).Name)}");
        writer.Line();
        using (KernelFile.InUserType(writer, pack.Method))
        {
            if (pack.Method.Documentation.Length > 0)
                writer.Line(pack.Method.Documentation.TrimEnd('\n'));
            using (writer.Block($"{pack.Method.Modifiers} {pack.Method.ReturnType} {pack.Method.Name}({pack.Method.Parameters})"))
                WriteBody(writer, pack, plan, targets, scheduler);
        }

        return writer.ToString();
    }

    /// <summary>The sums that weights are packed for.</summary>
    private static ChainPlan SumsOf(ArithmeticPlan plan) => plan is WinogradPlan winograd ? winograd.Products : (ChainPlan)plan;

    /// <summary>The check at a kernel's door that an operand is the pack that it reads.</summary>
    public static void WriteCheck(CodeWriter writer, KernelSpec spec, Operand operand, KernelSpec weights, ArithmeticPlan whole, Scheduler scheduler)
    {
        ChainPlan plan = SumsOf(whole);
        writer.Line($"{Library}Packs.Require(");
        using (writer.Indent())
        {
            writer.Line($"{operand.Parameter}, \"{operand.Parameter.TrimStart('@')}\", {ShapeText(weights)},");
            foreach (Target target in Target.Of(spec.Targets))
            {
                string strips = StripsText(target, weights, plan, scheduler);
                writer.Line(target.Machine is null ? strips + ");" : $"{target.Runs} ? {strips} :");
            }
        }
    }

    private static void WriteBody(CodeWriter writer, PackSpec pack, ChainPlan plan, ImmutableArray<Target> targets, Scheduler scheduler)
    {
        Operand weights = pack["weights"];
        string length = Names.Local(pack.Method, "length");
        string leading = pack.Common is ConvolutionSpec convolution
            ? WriteChecks(writer, pack, weights, convolution, length)
            : WriteChecks(writer, weights, (MatrixProductSpec)pack.Common, plan, length);
        bool inQuads = plan.Adjacent && pack.Quads is not null;
        writer.Line($"return {Library}Packs.{(inQuads ? "MakeInQuads" : "Make")}(");
        using (writer.Indent())
        {
            string range = inQuads ? Text(Least(pack.Quads!.Value)) + ", " + Text(Most(pack.Quads!.Value)) + ", " : "";
            writer.Line($"{weights.Parameter}, {leading}{range}{ShapeText(pack.Common)},");
            for (int i = 0; i < targets.Length; i++)
                writer.Line(StripsText(targets[i], pack.Common, plan, scheduler) + (i < targets.Length - 1 ? "," : ");"));
        }
    }

    /// <summary>Gives how far apart the rows of the plain matrix are.</summary>
    private static string WriteChecks(CodeWriter writer, Operand weights, MatrixProductSpec product, ChainPlan plan, string length)
    {
        Checks.NotNegative(writer, product.K);
        Checks.NotNegative(writer, product.N);
        string n = plan.Gated ? $"2L * {product.N.Expression}" : product.N.Expression;
        (string rows, string columns) = product.TransposeB ? (n, product.K.Expression) : (product.K.Expression, n);
        if (product.Ldb is { } stated)
            Checks.LeadingDimension(writer, stated, columns);
        string leading = product.Ldb?.Expression ?? columns;
        writer.Line($"long {length} = {Library}Check.MatrixLength(1, {rows}, {columns}, {leading});");
        Checks.AtLeast(writer, weights, length, Meaning(product, plan));
        return leading + ", ";
    }

    /// <summary>Filters follow each other without a gap.</summary>
    private static string WriteChecks(CodeWriter writer, PackSpec pack, Operand weights, ConvolutionSpec convolution, string length)
    {
        WindowChecks.WriteDimensions(writer, convolution, pack.Dimensions.Items);
        WindowChecks.WriteGroups(writer, convolution);
        writer.Line($"long {length} = {WindowChecks.FiltersLength(convolution)};");
        Checks.AtLeast(writer, weights, length, WindowChecks.MeaningOfFilters(convolution));
        return "";
    }

    /// <summary>The type of the numbers in strips: 16-bit ones are widened by the tiles, as few rows wait for memory; others are those of the accumulators.</summary>
    public static NumericType StripType(ChainPlan plan) => plan.Element.IsHalfWord ? plan.Element : plan.Accumulator;

    /// <summary>The type of a pack's numbers: 8-bit filters that are sorted by phases stay what they are.</summary>
    public static NumericType TypeOf(KernelSpec weights, ChainPlan plan) =>
        weights is TransposedConvolutionSpec { Element.IsByte: true } ? weights.Find("weights")?.Type ?? weights.Element : StripType(plan);

    /// <summary>Whether a pack has two 8-bit neighbours to a number.</summary>
    public static bool HoldsPairs(KernelSpec weights, ChainPlan plan) => plan.Adjacent && weights is not TransposedConvolutionSpec;

    /// <summary>The whole numbers of a declared range.</summary>
    private static int Least(Interval range) => (int)Math.Ceiling(range.Low);

    private static int Most(Interval range) => (int)Math.Floor(range.High);

    /// <summary>A pointer to what a pack has by fours, or null where it has not all of a range.</summary>
    public static string Quads(Operand operand, Interval range) =>
        $"{Library}Packs.QuadsOf({operand.Parameter}, {Text(Least(range))}, {Text(Most(range))})";

    /// <summary>A pointer to a pack, which may hold numbers of another type than it says.</summary>
    public static string Pointer(KernelSpec weights, ChainPlan plan, string pointer) =>
        TypeOf(weights, plan) is var type && (type == plan.Element || type.IsByte) ? pointer : $"({type.Keyword}*){pointer}";

    private static string WhatIs(KernelSpec weights) => weights.Operation == "Gemm" ? "b of Gemm" : $"weights of {weights.Operation}";

    private static string Meaning(MatrixProductSpec product, ChainPlan plan)
    {
        string n = (plan.Gated ? "2 × " : "") + product.N.Name;
        return product.TransposeB ? $"{n} × {product.K.Name}" : $"{product.K.Name} × {n}";
    }

    private static string ShapeText(KernelSpec weights)
    {
        if (weights is TransposedConvolutionSpec transposed)
        {
            Dimension[] dimensions = [transposed.InChannels, transposed.OutChannels, transposed.KernelHeight, transposed.KernelWidth, transposed.Groups, .. transposed.Steps];
            return $"{Library}PackShape.OfTransposedFilters(channelsLast: {Text(transposed.ChannelsLast)}, {string.Join(", ", dimensions.Select(dimension => dimension.Expression))})";
        }

        if (weights is ConvolutionSpec convolution)
        {
            return $"{Library}PackShape.OfFilters({Library}PackedOperand.{convolution.Operation}Weights, channelsLast: {Text(convolution.ChannelsLast)}, "
                + string.Join(", ", new[] { convolution.InChannels, convolution.OutChannels, convolution.KernelHeight, convolution.KernelWidth, convolution.Groups }.Select(dimension => dimension.Expression))
                + (WinogradChoice.Of(convolution) is { } tile ? $", winograd: {Text(tile)})" : ConvolutionProducts.CopiesTwice(convolution) ? ", isNarrow: true)" : ")");
        }

        var product = (MatrixProductSpec)weights;
        return $"new {Library}PackShape({Library}PackedOperand.{(product.Operation == "Dense" ? "DenseWeights" : "GemmB")}, isTransposed: {Text(product.TransposeB)}, "
            + $"isGated: {Text(product.Activation == Activation.GatedSilu)}, {product.K.Expression}, {product.N.Expression})";
    }

    private static string StripsText(Target target, KernelSpec weights, ChainPlan plan, Scheduler scheduler)
    {
        (int width, int vector) = Strips(target, weights, plan, scheduler);
        NumericType type = TypeOf(weights, plan);
        return $"new {Library}PackStrips(\"{target.Name}\", {Text(width)}, {Text(vector)}, sizeof({(type.IsHalfWord ? "ushort" : type.Keyword)}){(HoldsPairs(weights, plan) ? ", together: 2" : "")})";
    }

    /// <summary>
    /// The columns of the tile that reads them, and of a vector. Without vectors a strip is one column, and so it is where filters over planes are
    /// the tile's rows, of which it takes a number at a time, and where they go over one channel each (narrow ones do so by the tiles of all others). Filters of
    /// 8-bit integers that are sorted by phases are copied to strips of pairs as plain ones are.
    /// </summary>
    private static (int Width, int Vector) Strips(Target target, KernelSpec weights, ChainPlan plan, Scheduler scheduler)
    {
        bool isTransformed = weights is ConvolutionSpec filters && WinogradChoice.Of(filters) is not null;
        if (target.Machine is not { } machine || weights is ConvolutionSpec { IsDepthwise: true, Element.Bytes: >= 4 } or TransposedConvolutionSpec { Element.IsByte: true })
            return (1, 1);
        bool windowsAreRows = weights is ConvolutionSpec images && WindowsAsRows.AreTaken(images, machine, scheduler);
        if (weights is ConvolutionSpec && !isTransformed && !windowsAreRows)
            return (1, 1);
        int lanes = target.Dialect.LanesOf(plan.Accumulator);
        if (weights is TransposedConvolutionSpec transposed)
        {
            (MatrixProductSpec phase, ChainPlan sums) = ConvolutionProducts.OfPhase(transposed, plan);
            return (scheduler.Matrix(phase, sums, machine).Tile.Vectors * lanes, lanes);
        }

        MatrixProductSpec product = weights is ConvolutionSpec convolution ? isTransformed ? ConvolutionProducts.OfTransformed(convolution) : ConvolutionProducts.Of(convolution, windowsAreRows) : (MatrixProductSpec)weights;
        return (scheduler.Matrix(product, plan, machine).Tile.Vectors * lanes, lanes);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
