using System.Numerics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Works;

namespace KernelGen.Benchmarks.Peers;

/// <summary>A library of matrix products and layers: the works ask it for its way of doing them. Null is: it has none.</summary>
internal abstract class MatrixLibrary
{
    /// <summary>Those that are called a work at a time; OpenBLAS and LIBXSMM, which also do works of nanoseconds, stand in the works themselves.</summary>
    private static readonly MatrixLibrary[] All = [new MathNetPeer(), .. OptionalPeers.All];

    public static IEnumerable<Peer> Peers => All.Select(library => library.Peer);

    public abstract Peer Peer { get; }

    /// <summary>The installed ones that do works of a group.</summary>
    public static IEnumerable<MatrixLibrary> Of(string group) => All.Where(library => library.Peer.IsInstalled && library.Peer.Does(group));

    public virtual PeerCall? Gemm<T>(GemmShape shape, Buffer<T> a, Buffer<T> b, Buffer<T> c)
        where T : unmanaged, INumber<T> => null;

    /// <summary>c = a·op(b), with b as the weights of a layer.</summary>
    public virtual PeerCall? IntegerGemm(GemmShape shape, Buffer<byte> a, Buffer<sbyte> b, Buffer<int> c) => null;

    public virtual PeerCall? Gemv(int rows, int columns, Buffer<float> a, Buffer<float> x, Buffer<float> y) => null;

    /// <summary>y = weights·x, the weights in groups along their rows, as codes of so many bits with half of them below 0; x may be quantised on the way.</summary>
    public virtual PeerCall? Grouped(int bits, int groupSize, int outputs, int inputs, bool quantises, Buffer<byte> codes, Buffer<float> scales, Buffer<float> x, Buffer<float> y) => null;

    /// <summary>y = gelu(x·weightsᵀ + bias).</summary>
    public virtual PeerCall? Dense(DenseShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y) => null;

    /// <summary>Softmax, LayerNorm or RmsNorm of rows.</summary>
    public virtual PeerCall? Rows(string operation, int rows, int length, Buffer<float> x, Buffer<float> gamma, Buffer<float> beta, Buffer<float> y) => null;

    /// <summary>output = softmax(q·kᵀ / √HeadDim)·v, a head at a time.</summary>
    public virtual PeerCall? Attention(AttentionShape shape, Buffer<float> q, Buffer<float> k, Buffer<float> v, Buffer<float> output) => null;

    /// <summary>y = relu(x ∗ weights + bias), of planes.</summary>
    public virtual PeerCall? Convolution(ConvolutionShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y) => null;

    /// <summary>
    /// The same of integers, with zero points of 0 and a bias in units of the product of the scales of x and of the weights; y is divided by its own scale, rounded and cut.
    /// </summary>
    public virtual PeerCall? IntegerConvolution(ConvolutionShape shape, Buffer<byte> x, Buffer<sbyte> weights, Buffer<int> bias, (float X, float Weights, float Y) scales, Buffer<byte> y) => null;
}
