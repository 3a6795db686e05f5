using System.ComponentModel;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>What weights are packed. For emitted code; its shape may change with any version.</summary>
/// <param name="operand">Of which operation.</param>
/// <param name="isTransposed">The plain matrix is [n, k] instead of [k, n].</param>
/// <param name="isGated">There are two matrices of n columns, the gate's first.</param>
/// <param name="k">The length of every sum.</param>
/// <param name="n">Columns of the result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PackShape(PackedOperand operand, bool isTransposed, bool isGated, int k, int n)
{
    internal PackedOperand Operand { get; } = operand;
    internal bool IsTransposed { get; } = isTransposed;
    internal bool IsGated { get; } = isGated;
    internal int K { get; } = k;
    internal int N { get; } = n;

    /// <summary>Filters' groups, each a matrix of its own.</summary>
    internal int Groups { get; private init; } = 1;

    /// <summary>Channels that a filter goes through.</summary>
    internal int Channels { get; private init; } = k;

    /// <summary>Rows of a filter.</summary>
    internal int KernelHeight { get; private init; } = 1;

    /// <summary>Columns of a filter.</summary>
    internal int KernelWidth { get; private init; } = 1;

    /// <summary>
    /// Of a transposed convolution's filters: rows, and below columns, from one tap to the next that meets the same outputs. Such taps come together.
    /// </summary>
    internal int PeriodHeight { get; private init; } = 1;

    internal int PeriodWidth { get; private init; } = 1;

    /// <summary>The filters' sums take all channels of a tap, then those of the next; otherwise all taps of a channel, as they lie.</summary>
    internal bool ChannelsLast { get; private init; }

    /// <summary>Their numbers have fewer bits than a float: every kernel over them takes strips.</summary>
    internal bool IsNarrow { get; private init; }

    /// <summary>Rows and columns of Winograd's tiles that filters are transformed for; 0 where they are packed as they are.</summary>
    internal int Winograd { get; private init; }

    /// <summary>Bits of a code, where the weights are quantised in groups; otherwise 0.</summary>
    internal int Bits { get; private init; }

    /// <summary>Weights that share a scale.</summary>
    internal int GroupSize { get; private init; }

    /// <summary>Whether each group has a zero point. That is not asked by kernels, which take either.</summary>
    internal bool HasZeroPoints { get; init; }

    internal bool IsGrouped => Bits != 0;

    /// <summary>Behind the strips of 8-bit integers there are those of four neighbours to a number. Kernels that have no use for them take the pack as well.</summary>
    internal bool HasQuads { get; init; }

    /// <summary>The strips of four neighbours.</summary>
    internal static PackStrips QuadsOf(in PackStrips strips) => new(strips.Target, strips.Width, strips.Vector, sizeof(int), together: 4);

    /// <summary>
    /// Where those are, in numbers; 0 where there are none: Arm multiplies no bytes to sums of 16 bits, and without vectors nothing reads them, but that filters over planes are in no
    /// strips for any target.
    /// </summary>
    internal long QuadsAt(in PackStrips strips) => HasQuads && Avx2.IsSupported && strips.Together == 2 && (strips.Vector > 1 || (IsFilters && !ChannelsLast)) ? (Matrices * strips.Length(K, N) + 15) / 16 * 16 : 0;

    /// <summary>Groups of a row of weights.</summary>
    internal long GroupsOfRow => ((long)K + GroupSize - 1) / GroupSize;

    internal bool IsFilters => Operand is PackedOperand.Conv2DWeights or PackedOperand.Conv1DWeights or PackedOperand.ConvTranspose2DWeights;

    /// <summary>Filters that are sorted by the phases of a transposed convolution.</summary>
    internal bool HasPhases => Operand == PackedOperand.ConvTranspose2DWeights;

    /// <summary>
    /// Filters over one channel each, beside which there are others or which is a plane: a strip of a group's would be mostly empty, and kernels for such filters want them as they lie.
    /// </summary>
    internal bool LiesPlain => IsFilters && Winograd == 0 && !IsNarrow && !HasPhases && Channels == 1 && (Groups > 1 || !ChannelsLast);

    /// <summary>The strips that hold it where a target's tiles read such strips.</summary>
    internal PackStrips StripsOf(in PackStrips strips) => LiesPlain ? new(strips.Target, 1, 1, strips.Bytes) : strips;

    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>Matrices of n columns, one behind the other.</summary>
    internal int Matrices => IsGated ? 2 : Groups;

    /// <summary>Numbers of a pack: transformed filters are followed by the plain ones, since a transform is not undone without an error.</summary>
    internal long Packed(in PackStrips strips) => IsGrouped ? GroupedPacks.Bytes(this) : QuadsAt(strips) is > 0 and var quads ? quads + (Matrices * QuadsOf(strips).Length(K, N)) :
        (strips.Length(K / (Winograd == 0 ? 1 : Taps), N) * (Winograd == 0 ? Matrices : WinogradFilters.Matrices(Winograd))) + (Winograd == 0 ? 0 : Elements);

    /// <summary>Elements of the plain matrix, row behind row; of weights in groups bytes of codes.</summary>
    internal long Elements => IsGrouped ? N * Row : (long)Matrices * K * N;

    /// <summary>Elements of a row of it.</summary>
    internal long Row => IsGrouped ? GroupsOfRow * GroupSize * Bits / 8 : IsTransposed ? K : (long)Matrices * N;

    /// <summary>The weights of a dense layer that are quantised in groups along its inputs.</summary>
    public static PackShape OfGroups(int bits, int groupSize, int inputs, int outputs) =>
        new(PackedOperand.DenseWeights, isTransposed: true, isGated: false, inputs, outputs) { Bits = bits, GroupSize = groupSize };

    /// <summary>
    /// The filters of a convolution, whose dimensions have been checked; those of a line have one row. (Where there are filters at all their numbers fit a
    /// span, so k is no more than an int.)
    /// </summary>
    public static PackShape OfFilters(PackedOperand operand, bool channelsLast, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int winograd = 0, bool isNarrow = false)
    {
        int channels = inChannels / groups;
        return new(operand, isTransposed: true, isGated: false, unchecked(channels * kernelHeight * kernelWidth), outChannels / groups)
        {
            Groups = groups,
            Channels = channels,
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            ChannelsLast = channelsLast,
            Winograd = winograd,
            IsNarrow = isNarrow,
        };
    }

    /// <summary>The same of a transposed convolution, whose strides and dilations say which taps of a filter meet the same outputs.</summary>
    public static PackShape OfTransposedFilters(
        bool channelsLast, int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups, int strideHeight, int strideWidth, int dilationHeight, int dilationWidth) =>
        OfFilters(PackedOperand.ConvTranspose2DWeights, channelsLast, inChannels, outChannels, kernelHeight, kernelWidth, groups)
            .WithPeriods((int)new TransposedSide(kernelHeight, strideHeight, dilationHeight, 0, 0).Period, (int)new TransposedSide(kernelWidth, strideWidth, dilationWidth, 0, 0).Period);

    /// <summary>Taps that no other is a period from are by themselves, however long it is.</summary>
    internal PackShape WithPeriods(int height, int width) => this with { PeriodHeight = Math.Min(height, KernelHeight), PeriodWidth = Math.Min(width, KernelWidth) };

    internal bool Equals(in PackShape other) =>
        Operand == other.Operand && IsTransposed == other.IsTransposed && IsGated == other.IsGated && K == other.K && N == other.N && Groups == other.Groups
        && Bits == other.Bits && GroupSize == other.GroupSize && Channels == other.Channels && KernelHeight == other.KernelHeight && KernelWidth == other.KernelWidth && ChannelsLast == other.ChannelsLast && Winograd == other.Winograd
        && PeriodHeight == other.PeriodHeight && PeriodWidth == other.PeriodWidth;

    /// <summary>With the type of its elements, which codes of groups have no more to say of.</summary>
    internal string Of(string element) =>
        ToString() + (IsGrouped ? string.Create(CultureInfo.InvariantCulture, $" of {Bits} bits in groups of {GroupSize}") : " of " + element);

    /// <summary><c>Dense weights [Outputs = 128, Inputs = 784]</c></summary>
    public override string ToString()
    {
        if (IsFilters)
            return FiltersText();
        bool dense = Operand == PackedOperand.DenseWeights;
        string k = string.Create(CultureInfo.InvariantCulture, $"{(dense ? "Inputs" : "K")} = {K}");
        string n = string.Create(CultureInfo.InvariantCulture, $"{(IsGated ? "2 × " : "")}{(dense ? "Outputs" : "N")} = {(IsGated ? "2 × " : "")}{N}");
        return (dense ? "Dense weights" : "Gemm b") + (IsTransposed ? $" [{n}, {k}]" : $" [{k}, {n}]");
    }

    /// <summary><c>Conv2D weights [OutChannels = 64, InChannels / Groups = 32 / 2, KernelHeight = 3, KernelWidth = 3] in the layout Nhwc</c></summary>
    private string FiltersText()
    {
        (long inChannels, long outChannels) = ((long)Channels * Groups, (long)N * Groups);
        string channels = string.Create(CultureInfo.InvariantCulture, $"OutChannels = {outChannels}, InChannels{(Groups == 1 ? "" : " / Groups")} = {inChannels}{(Groups == 1 ? "" : " / ")}");
        string groups = Groups == 1 ? "" : Groups.ToString(CultureInfo.InvariantCulture);
        string kernel = HasPhases
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"ConvTranspose2D weights [InChannels = {inChannels}, OutChannels{(Groups == 1 ? "" : " / Groups")} = {outChannels}{(Groups == 1 ? "" : $" / {Groups}")}, KernelHeight = {KernelHeight}, KernelWidth = {KernelWidth}], taps {PeriodHeight} × {PeriodWidth} apart together,")
            : Operand == PackedOperand.Conv1DWeights
            ? string.Create(CultureInfo.InvariantCulture, $"Conv1D weights [{channels}{groups}, Kernel = {KernelWidth}]")
            : string.Create(CultureInfo.InvariantCulture, $"Conv2D weights [{channels}{groups}, KernelHeight = {KernelHeight}, KernelWidth = {KernelWidth}]");
        return kernel + " in the layout " + (ChannelsLast ? nameof(ImageLayout.Nhwc) : nameof(ImageLayout.Nchw))
            + (Winograd == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", transformed for Winograd's tiles of {Winograd} × {Winograd}"));
    }
}
