using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The checks at the door of a kernel whose window goes over images.</summary>
internal static class WindowChecks
{
    /// <summary>Dimensions of run time are none below what they may be; several may come from one parameter.</summary>
    public static void WriteDimensions(CodeWriter writer, WindowedSpec spec, IEnumerable<Dimension> dimensions)
    {
        HashSet<Dimension> atLeastOne = [.. spec.AtLeastOne];
        foreach (IGrouping<string?, Dimension> dimension in dimensions.Where(dimension => dimension.Parameter is not null).GroupBy(dimension => dimension.Parameter))
        {
            if (dimension.Any(atLeastOne.Contains))
                Checks.AtLeastOne(writer, dimension.Key!, "ThrowLessThanOne");
            else
                Checks.NotNegative(writer, dimension.First());
        }
    }

    /// <summary>The groups share all channels out evenly.</summary>
    public static void WriteGroups(CodeWriter writer, ConvolutionSpec spec)
    {
        foreach (Dimension channels in new[] { spec.InChannels, spec.OutChannels })
        {
            if (spec.Groups.Fixed != 1 && (channels.Fixed is null || spec.Groups.Fixed is null))
                Checks.Call(writer, "Groups", $"{channels.Expression}, {spec.Groups.Expression}", channels.Parameter ?? spec.Groups.Parameter!, channels.Name);
        }
    }

    /// <summary>How many numbers all filters have.</summary>
    public static string FiltersLength(ConvolutionSpec spec)
    {
        string channels = spec.Groups.Fixed is { } groups && spec.InChannels.Fixed is { } all ? (all / groups).ToString(CultureInfo.InvariantCulture) : $"{spec.InChannels.Expression} / {spec.Groups.Expression}";
        return ImageLength(spec.OutChannels.Expression, channels, spec.KernelHeight.Expression, spec.KernelWidth.Expression);
    }

    /// <summary>The dimensions of all filters.</summary>
    public static string MeaningOfFilters(ConvolutionSpec spec) =>
        $"{(spec is TransposedConvolutionSpec ? "InChannels × OutChannels" : "OutChannels × InChannels")}{(spec.Groups.Fixed == 1 ? "" : " / Groups")} × {(spec.IsLine ? "Kernel" : "KernelHeight × KernelWidth")}";

    /// <summary>Locals for the result's height and width, where those are known only now. The window fits at least once.</summary>
    public static void WriteResult(CodeWriter writer, WindowedSpec spec, string height, string width)
    {
        if (spec.Result is not null)
            return;
        if (spec is TransposedConvolutionSpec transposed)
        {
            WriteTransposed(writer, height, spec.Height, spec.PaddingTop, spec.PaddingBottom, spec.KernelHeight, spec.DilationHeight, spec.StrideHeight, transposed.OutputPaddingHeight);
            WriteTransposed(writer, width, spec.Width, spec.PaddingLeft, spec.PaddingRight, spec.KernelWidth, spec.DilationWidth, spec.StrideWidth, transposed.OutputPaddingWidth);
            return;
        }

        WritePositions(writer, height, spec.Height, spec.PaddingTop, spec.PaddingBottom, spec.KernelHeight, spec.DilationHeight, spec.StrideHeight);
        WritePositions(writer, width, spec.Width, spec.PaddingLeft, spec.PaddingRight, spec.KernelWidth, spec.DilationWidth, spec.StrideWidth);
    }

    private static void WritePositions(
        CodeWriter writer, string local, Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride)
    {
        if (WindowedSpec.Positions(image, before, after, kernel, dilation, stride) is { } positions)
        {
            writer.Line($"const long {local} = {positions.ToString(CultureInfo.InvariantCulture)};");
            return;
        }

        WriteCheck(writer, "Positions", local, [image, kernel, before, after, dilation, stride], [image, before, after, kernel, dilation, stride]);
    }

    private static void WriteTransposed(
        CodeWriter writer, string local, Dimension image, Dimension before, Dimension after, Dimension kernel, Dimension dilation, Dimension stride, Dimension outputPadding)
    {
        if (TransposedConvolutionSpec.Positions(image, before, after, kernel, dilation, stride, outputPadding) is { } positions)
            writer.Line($"const long {local} = {positions.ToString(CultureInfo.InvariantCulture)};");
        else
            WriteCheck(writer, "TransposedPositions", local, [before, after, image, kernel, dilation, stride, outputPadding], [image, before, after, kernel, dilation, stride, outputPadding]);
    }

    /// <summary>The library's check of sizes, the image's first, which gives how many positions there are. The first of run time in <paramref name="blamed"/> is the one that is named.</summary>
    private static void WriteCheck(CodeWriter writer, string check, string local, Dimension[] blamed, Dimension[] sizes)
    {
        Dimension named = blamed.FirstOrDefault(dimension => !dimension.IsFixed) ?? sizes[0];
        writer.Line($"long {local} = {Checks.Expression(check, string.Join(", ", sizes.Select(size => size.Expression)), named.Parameter ?? "", sizes[0].Name)};");
    }

    /// <summary>A product of four; a number where all of them are. (The shape has been checked: it fits.)</summary>
    public static string ImageLength(params string[] sizes) => sizes.All(IsNumber)
        ? sizes.Aggregate(1L, (product, size) => product * long.Parse(size, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)
        : $"global::KernelGen.Runtime.Check.ImageLength({string.Join(", ", sizes)})";

    public static bool IsNumber(string length) => length.All(char.IsDigit);
}
