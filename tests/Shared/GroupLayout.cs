using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the codes, scales and zero points of weights in groups lie, as MatMulNBits has them.</summary>
internal readonly struct GroupLayout(KernelCall call, GroupedDenseSpec spec)
{
    private readonly KernelCall call = call;
    private readonly GroupedDenseSpec spec = spec;

    public int M { get; } = call.Size(spec.M);
    public int N { get; } = call.Size(spec.N);
    public int K { get; } = call.Size(spec.K);

    public int Groups => (K + spec.GroupSize - 1) / spec.GroupSize;

    public long LengthOf(string role) => role switch
    {
        "x" => (long)M * K,
        FusedNorm.Gamma => K,
        "weights" => (long)N * Groups * spec.GroupSize * spec.Bits / 8,
        "weightScales" => (long)N * Groups,
        "weightZeroPoints" => (long)N * ZeroBytes,
        "bias" => N,
        _ => (long)M * N,
    };

    private int ZeroBytes => spec.Bits == 4 ? (Groups + 1) / 2 : Groups;

    /// <summary>The code, zero point and scale of a weight; the element may lie behind the last one, in its group.</summary>
    public (double Code, double ZeroPoint, double Scale) Weight(int output, int element)
    {
        int group = element / spec.GroupSize;
        long row = (long)output * Groups * spec.GroupSize;
        double zero = call.Vectors.TryGetValue("weightZeroPoints", out double[]? zeroPoints)
            ? Code(zeroPoints, (long)output * ZeroBytes, group)
            : spec.Bits == 4 ? 8 : 128;
        return (Code(call.Vectors["weights"], row * spec.Bits / 8, element), zero, call.Vectors["weightScales"][(output * Groups) + group]);
    }

    private double Code(double[] codes, long first, int index) => spec.Bits == 4
        ? ((int)codes[first + (index / 2)] >> (index % 2 * 4)) & 15
        : codes[first + index];
}
