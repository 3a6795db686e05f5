namespace KernelGen.Runtime;

/// <summary>One side of a transposed convolution: output o and tap k meet input (o + before − k·dilation) / stride, where that is a whole number.</summary>
internal readonly record struct TransposedSide(nint Kernel, nint Stride, nint Dilation, nint Before, nint Size)
{
    private readonly nint divisor = GreatestDivisor(Stride, Dilation);

    /// <summary>Outputs that are a stride apart are a phase.</summary>
    public nint Phases => Math.Min(Stride, Size);

    /// <summary>Taps so far apart meet the same outputs.</summary>
    public nint Period => Stride / divisor;

    /// <summary>Those that an output meets at most.</summary>
    public nint MostTaps => Pieces(Kernel, Period);

    /// <summary>The outputs from <paramref name="first"/> on, so many in all, that are a multiple of the stride behind output <paramref name="phase"/>.</summary>
    public TransposedTaps Phase(nint phase, nint first, nint count)
    {
        nint start = first + Remainder(phase - first), period = Period, tap = 0;
        while (tap < Kernel && tap < period && Remainder(start + Before - (tap * Dilation)) != 0)
            tap++;
        return new()
        {
            FirstTap = tap,
            Period = period,
            Taps = tap < period && tap < Kernel ? Pieces(Kernel - tap, period) : 0,
            TapsBefore = TapsBefore(tap),
            Start = start,
            Step = Stride,
            Count = start < first + count ? Pieces(first + count - start, Stride) : 0,
            Input = (start + Before - (tap * Dilation)) / Stride,
            InputStep = -Dilation / divisor,
        };
    }

    /// <summary>Taps of the phases whose first one comes before <paramref name="firstTap"/>.</summary>
    public nint TapsBefore(nint firstTap) => (firstTap * (Kernel / Period)) + Math.Min(firstTap, Kernel % Period);

    internal static nint Pieces(nint length, nint unit) => (length + unit - 1) / unit;

    private nint Remainder(nint number) => ((number % Stride) + Stride) % Stride;

    private static nint GreatestDivisor(nint a, nint b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}

/// <summary>What the outputs of a phase meet along one side.</summary>
internal readonly record struct TransposedTaps
{
    /// <summary>The first of its taps, of which one comes every <see cref="Period"/>.</summary>
    public nint FirstTap { get; init; }

    public nint Period { get; init; }

    /// <summary>How many they are.</summary>
    public nint Taps { get; init; }

    /// <summary>Taps of the phases whose first one comes before it.</summary>
    public nint TapsBefore { get; init; }

    /// <summary>The first output, of which one comes every <see cref="Step"/>.</summary>
    public nint Start { get; init; }

    public nint Step { get; init; }

    /// <summary>How many outputs there are.</summary>
    public nint Count { get; init; }

    /// <summary>The input that the first tap meets in the first output. Of the next output it is the next.</summary>
    public nint Input { get; init; }

    /// <summary>From there to the input that the next tap meets.</summary>
    public nint InputStep { get; init; }
}
