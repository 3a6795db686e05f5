using PrecisionTour.Stations;

namespace PrecisionTour;

internal static class Tour
{
    public static readonly Station[] Stations =
    [
        // Sums that overflow, stop growing, or keep fewer digits than was asked.
        BFloat16Sum.Station,
        HalfSum.Station,
        HalfAccumulator.Station,
        HalfResult.Station,
        Int32Result.Station,
        FineTolerance.Station,
        CoarseOutput.Station,

        // Thresholds.
        RawDot.Station,
        ThresholdInNoise.Station,
        ThresholdBetweenNumbers.Station,
        ThresholdInsideBound.Station,

        // Differences, and what is asked of rounded numbers.
        EqualResults.Station,
        OneMinusCosine.Station,
        NormExpansion.Station,

        // Layers.
        SaturatedLayer.Station,
        LinearLayers.Station,
        UnscaledAttention.Station,

        // Sums that are no kernel's.
        TensorHalf.Station,
        TensorSByte.Station,
        LoopInHalf.Station,

        // Numbers of 8 bits and their scales.
        WastedCodes.Station,
        ScaleOfTheLargestSum.Station,
    ];
}
