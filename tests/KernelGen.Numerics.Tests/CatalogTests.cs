using System.Globalization;
using KernelGen.Generated;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>What the catalog says of the schedules.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void SaysThePredictedShareOfPeakOfEveryTarget() => Assert.All(KernelCatalog.All, kernel =>
    {
        Assert.Equal(kernel.Targets.Count, kernel.PredictedShares.Count);
        foreach ((string target, double share) in kernel.Targets.Zip(kernel.PredictedShares))
        {
            // Without vectors there is no model; whole sums have no part of the FMA peak; Normalize and Quantize divide, rows have exponentials and wait for a sum, pairs are turned once, pools multiply nothing, attention has exponentials between its products, channels by themselves, images of one and Winograd's transforms have no model yet, few rows against a matrix as it lies wait for memory, and codes become floats between multiply-adds.
            bool isModelled = !target.StartsWith("Scalar:", StringComparison.Ordinal) && kernel.Operation is not ("Normalize" or "Quantize" or "Dequantize" or "Softmax" or "LogSoftmax" or "LayerNorm" or "RmsNorm" or "RotaryEmbedding" or "MaxPool2D" or "AveragePool2D" or "GlobalAveragePool2D" or "Attention") && kernel.AccumulatorType != "int"
                && !target.Contains(" rows: b in place", StringComparison.Ordinal) && !target.Contains("weights as floats", StringComparison.Ordinal) && !target.Contains("x as codes", StringComparison.Ordinal) && !target.Contains("one row: along", StringComparison.Ordinal) && !target.Contains("channels at a time", StringComparison.Ordinal) && !target.Contains("channels by themselves", StringComparison.Ordinal) && !target.Contains("vectors along the filters", StringComparison.Ordinal) && !target.Contains("Winograd", StringComparison.Ordinal);
            Assert.True(double.IsNaN(share) ? !isModelled || IsEmpty(kernel) : share is >= 0 and <= 1, $"{kernel.Name}, {target}: {share}");
            if (!double.IsNaN(share))
                Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"predicted {share * 100:0} % of FMA peak"), target, StringComparison.Ordinal);
            Assert.Contains(target, kernel.Describe(), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void KnowsThePredictedShareOfTheRunningTarget() => Assert.All(KernelCatalog.All, kernel =>
    {
        int running = kernel.Targets.ToList().FindIndex(target => target.StartsWith(KernelCatalog.RunningTarget + ":", StringComparison.Ordinal));
        if (running >= 0)
            Assert.Equal(kernel.PredictedShares[running], kernel.PredictedShareOfPeak);
    });

    private static bool IsEmpty(KernelInfo kernel) => kernel.Shape.Split(", ").Any(dimension => dimension.EndsWith("= 0", StringComparison.Ordinal));
}
