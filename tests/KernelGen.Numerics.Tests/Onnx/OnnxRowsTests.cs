using Xunit;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>ONNX's own node tests of Softmax, LogSoftmax and LayerNormalization, whose expected numbers are numpy's, in float: within a few of their last places.</summary>
public sealed class OnnxRowsTests
{
    private static string[] Softmaxes => [.. OnnxNodeTests.Tests("test_softmax_"), .. OnnxNodeTests.Tests("test_logsoftmax_")];

    public static TheoryData<string> Softmax => [.. Softmaxes.Where(IsOfLastAxis)];

    public static TheoryData<string> LayerNormalization => [.. OnnxNodeTests.Tests("test_layer_normalization_")];

    [Theory]
    [MemberData(nameof(Softmax))]
    public void SharesOfRows(string name)
    {
        OnnxTensor x = OnnxNodeTests.Input(name, 0);
        float[] y = new float[x.Of<float>().Length];
        if (name.StartsWith("test_log", StringComparison.Ordinal))
            OnnxKernels.LogSoftmax(x.Of<float>(), y, x.Shape[^1]);
        else
            OnnxKernels.Softmax(x.Of<float>(), y, x.Shape[^1]);
        AssertClose(OnnxNodeTests.Output(name, 0).Of<float>(), y);
    }

    /// <summary>A row is what follows the axis, as many numbers as there are scales.</summary>
    [Theory]
    [MemberData(nameof(LayerNormalization))]
    public void Normalises(string name)
    {
        float[] x = OnnxNodeTests.Input(name, 0).Of<float>(), gamma = OnnxNodeTests.Input(name, 1).Of<float>(), beta = OnnxNodeTests.Input(name, 2).Of<float>(), y = new float[x.Length];
        if (name.Contains("_epsilon", StringComparison.Ordinal))
            OnnxKernels.LayerNormOfLargeEpsilon(x, gamma, y, beta);
        else
            OnnxKernels.LayerNorm(x, gamma, y, beta);
        AssertClose(OnnxNodeTests.Output(name, 0).Of<float>(), y);
    }

    /// <summary>Those along another axis are of columns, which no kernel is for; every other one is run.</summary>
    [Fact]
    public void EveryOneOfRowsIsRun()
    {
        Assert.Equal(14, Softmaxes.Count(name => !name.EndsWith("_expanded", StringComparison.Ordinal) && !name.EndsWith("_expanded_ver18", StringComparison.Ordinal)));
        Assert.Equal(19, LayerNormalization.Count(row => !row.Data.Contains("_expanded", StringComparison.Ordinal)));
    }

    private static bool IsOfLastAxis(string name) => !name.Contains("_axis_0", StringComparison.Ordinal) && !name.Contains("_axis_1", StringComparison.Ordinal);

    /// <summary>8 last places of the larger of a number and 1: numpy's own sums and exponentials are so exact, and no better.</summary>
    private static void AssertClose(float[] expected, float[] y)
    {
        Assert.Equal(expected.Length, y.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.True(Math.Abs(expected[i] - (double)y[i]) <= 8 * Math.ScaleB(1, -24) * Math.Max(1, Math.Abs(expected[i])), $"{i}: {y[i]:R}, expected {expected[i]:R}");
    }
}
