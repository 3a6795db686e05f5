using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// Which convolutions sum a channel by itself, in vectors along the channels or the windows: those whose filters go over one channel each, by plain multiply-adds. Numbers of 16 and 8
/// bits are copied as floats, which hold sums of the latter exactly up to a length.
/// </summary>
internal static class DepthwiseWay
{
    /// <summary>The longest sum of 8-bit numbers, less their zero points, that a float holds: so many products of 255 · 255 are within 2²⁴.</summary>
    public const int LongestOfBytes = (1 << 24) / (255 * 255);

    /// <summary>Whether that is known.</summary>
    public static bool IsTaken(ConvolutionSpec spec, ChainPlan plan) =>
        (spec.IsDepthwise && IsPlain(plan) && (!plan.Adjacent || Taps(spec) <= LongestOfBytes)) || IsOfOneChannel(spec, plan);

    /// <summary>Whether it is known when the kernel is called.</summary>
    public static bool MayBeTaken(ConvolutionSpec spec, ChainPlan plan) => !IsTaken(spec, plan) && spec.MayBeDepthwise && IsPlain(plan) && !(plan.Adjacent && Taps(spec) > LongestOfBytes)
        && !(spec.ChannelsLast && spec.InChannels.Fixed is { } channels && spec.OutChannels.Fixed is { } filters && channels != filters);

    /// <summary>Whether the numbers are copied as floats.</summary>
    public static bool Widens(ChainPlan plan) => plan.Element != plan.Accumulator;

    /// <summary>
    /// Nor does a product have much to share in an image of one channel: its windows are not copied. Of planes, the filters that have loops of their own go over them as they lie. With
    /// channels side by side vectors run along the filters, and windows that overlap share what is loaded.
    /// </summary>
    private static bool IsOfOneChannel(ConvolutionSpec spec, ChainPlan plan) =>
        spec is { InChannels.Fixed: 1, Groups.Fixed: 1 } and not TransposedConvolutionSpec && IsPlain(plan) && !Widens(plan) && WinogradChoice.Of(spec) is null
        && (spec.ChannelsLast ? AreSideBySide(spec) : spec is { KernelHeight.Fixed: 3, KernelWidth.Fixed: 3 } or { KernelHeight.Fixed: 5, KernelWidth.Fixed: 5 });

    /// <summary>Whether vectors run along the filters of an image of one channel, whose results lie side by side.</summary>
    public static bool GoesAlongFilters(ConvolutionSpec spec, ChainPlan plan) => spec.ChannelsLast && IsOfOneChannel(spec, plan);

    /// <summary>Windows begin one column apart, some of them go side by side, and a strip of filters stays in the first-level cache.</summary>
    private static bool AreSideBySide(ConvolutionSpec spec) =>
        spec is { StrideWidth.Fixed: 1, DilationWidth.Fixed: 1, KernelWidth.Fixed: > 1 } && Taps(spec) <= MostTaps && spec.Result is not { Width: < LeastWindows };

    /// <summary>Of a strip of 32 filters, 32 KiB of floats.</summary>
    private const int MostTaps = 256;

    /// <summary>Fewer windows of a row are summed one by one.</summary>
    private const int LeastWindows = 10;

    private static bool IsPlain(ChainPlan plan) => plan.Adjacent
        || (plan.Sum.Step.OperationCount == 1 && (plan.Element == plan.Accumulator || (plan.Element.IsHalfWord && plan.Accumulator == NumericType.Float32)));

    private static long? Taps(ConvolutionSpec spec) => spec.KernelHeight.Fixed is { } height && spec.KernelWidth.Fixed is { } width ? (long)height * width : null;
}
