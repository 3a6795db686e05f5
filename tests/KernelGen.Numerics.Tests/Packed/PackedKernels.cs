namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Layers over the same weights, and what packs them.</summary>
internal static partial class PackedKernels
{
    [Dense(Inputs = 37, Outputs = 70)]
    public static partial void Plain(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 37, Outputs = 70)]
    public static partial void Rows(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int batch);

    [Dense(Inputs = 37, Outputs = 70)]
    public static partial void OneRow(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias);

    [Dense]
    public static partial void Open(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inputs, int outputs, int batch);

    [Dense, Precision(Accumulate = Accumulate.Compensated)]
    public static partial void Compensated(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inputs, int outputs, int batch);

    /// <summary>Packs the weights of all of them.</summary>
    [Pack(nameof(Rows), nameof(OneRow), nameof(Open), nameof(Compensated), nameof(Shared))]
    public static partial PackedWeights<float> Pack(ReadOnlySpan<float> weights);

    [Pack(nameof(Open))]
    public static partial PackedWeights<float> PackOpen(ReadOnlySpan<float> weights, int inputs, int outputs);

    [Dense(WeightLayout = WeightLayout.InputsOutputs)]
    public static partial void InputsOutputs(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(InputsOutputs))]
    public static partial PackedWeights<float> PackInputsOutputs(ReadOnlySpan<float> weights, int inputs, int outputs);

    [Dense(Activation = Activation.GatedSilu)]
    public static partial void Gated(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(Gated), nameof(SharedGated))]
    public static partial PackedWeights<float> PackGated(ReadOnlySpan<float> weights, int inputs, int outputs);

    [Dense, Parallel]
    public static partial void Shared(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, ReadOnlySpan<float> bias, int inputs, int outputs, int batch, int maxThreads);

    [Dense(Activation = Activation.GatedSilu), Parallel]
    public static partial void SharedGated(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inputs, int outputs, int batch, int maxThreads);

    [Dense, Precision(Accumulate = Accumulate.Float64)]
    public static partial void Wide(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(Wide))]
    public static partial PackedWeights<float> PackWide(ReadOnlySpan<float> weights, int inputs, int outputs);

    [Dense]
    public static partial void Halves(ReadOnlySpan<Half> x, PackedWeights<Half> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(Halves))]
    public static partial PackedWeights<Half> PackHalves(ReadOnlySpan<Half> weights, int inputs, int outputs);

    [Dense]
    public static partial void PlainHalves(ReadOnlySpan<Half> x, ReadOnlySpan<Half> weights, Span<float> y, int inputs, int outputs);

    [Gemm(TransposeB = true)]
    public static partial void Multiply(ReadOnlySpan<float> a, PackedWeights<float> b, Span<float> c, int m, int n, int k);

    [Gemm(TransposeB = true)]
    public static partial void Multiply(ReadOnlySpan<double> a, PackedWeights<double> b, Span<double> c, int m, int n, int k);

    [Pack(nameof(Multiply))]
    public static partial PackedWeights<float> PackB(ReadOnlySpan<float> b, int n, int k, int ldb);

    [Pack(nameof(Multiply))]
    public static partial PackedWeights<double> PackB(ReadOnlySpan<double> b, int n, int k);

    /// <summary>Emitted for the scalar target alone: its strips are of one column.</summary>
    [Dense, TargetIsa(Isa.None)]
    public static partial void ScalarOnly(ReadOnlySpan<float> x, PackedWeights<float> weights, Span<float> y, int inputs, int outputs);

    [Pack(nameof(PackedKernels.ScalarOnly), Type = typeof(PackedKernels))]
    public static partial PackedWeights<float> PackScalar(ReadOnlySpan<float> weights, int inputs, int outputs);

    [Gemm]
    public static partial void Ranged(ReadOnlySpan<byte> a, [ValueRange(-64, 63)] PackedWeights<sbyte> b, Span<int> c, int m, int n, int k);

    [Gemm]
    public static partial void AnyRange(ReadOnlySpan<byte> a, PackedWeights<sbyte> b, Span<int> c, int m, int n, int k);

    [Gemm]
    public static partial void PlainRange(ReadOnlySpan<byte> a, ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k);

    /// <summary>Sums that no int holds, whose pack is of doubles.</summary>
    [Dense(Inputs = 66_000, Outputs = 3)]
    public static partial void Long(ReadOnlySpan<byte> x, PackedWeights<sbyte> weights, Span<float> y);

    [Pack(nameof(Long))]
    public static partial PackedWeights<sbyte> PackLong(ReadOnlySpan<sbyte> weights);

    /// <summary>Where all numbers are in the first kernel's range they lie by fours too.</summary>
    [Pack(nameof(Ranged), nameof(AnyRange))]
    public static partial PackedWeights<sbyte> PackRanged(ReadOnlySpan<sbyte> b, int k, int n);

    [Pack(nameof(AnyRange))]
    public static partial PackedWeights<sbyte> PackAnyRange(ReadOnlySpan<sbyte> b, int k, int n);
}
