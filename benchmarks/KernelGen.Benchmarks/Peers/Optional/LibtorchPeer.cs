using System.Numerics;
using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Works;
using TorchSharp;
using static TorchSharp.torch;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>libtorch (MKL and oneDNN) through TorchSharp, on one thread and without a record for gradients.</summary>
internal sealed class LibtorchPeer : MatrixLibrary
{
    public LibtorchPeer() => Peer = new Peer(OptionalPeers.Libtorch, Start(out string problem), problem) { Groups = OptionalPeers.Groups };

    public override Peer Peer { get; }

    public override PeerCall? Gemm<T>(GemmShape shape, Buffer<T> a, Buffer<T> b, Buffer<T> c)
    {
        (int batch, int m, int n, int k) = (shape.Batch, shape.M, shape.N, shape.K);
        Tensor left = shape.TransposeA ? Of(a, batch, k, m).transpose(1, 2) : Of(a, batch, m, k);
        Tensor right = shape.TransposeB ? Of(b, batch, n, k).transpose(1, 2) : Of(b, batch, k, n);
        if (batch > 1)
            return Kept(() => bmm(left, right), c);
        (left, right) = (left.squeeze(0), right.squeeze(0));
        Tensor result = Of(c, m, n);
        return new PeerCall(() => result.addmm_(left, right, beta: 0, alpha: 1), () => Copy(result, c));
    }

    public override PeerCall? Gemv(int rows, int columns, Buffer<float> a, Buffer<float> x, Buffer<float> y)
    {
        Tensor matrix = Of(a, rows, columns), vector = Of(x, columns), result = Of(y, rows);
        return new PeerCall(() => result.addmv_(matrix, vector, beta: 0, alpha: 1), () => Copy(result, y));
    }

    public override PeerCall? Dense(DenseShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y)
    {
        Tensor input = Of(x, shape.Batch, shape.Inputs), matrix = Of(weights, shape.Outputs, shape.Inputs), shift = Of(bias, shape.Outputs);
        return Kept(Layer, y);

        Tensor Layer()
        {
            Tensor sums = nn.functional.linear(input, matrix, shift);
            nn.functional.gelu(sums, inplace: true).Dispose();
            return sums;
        }
    }

    public override PeerCall? Rows(string operation, int rows, int length, Buffer<float> x, Buffer<float> gamma, Buffer<float> beta, Buffer<float> y)
    {
        Tensor input = Of(x, rows, length), scale = Of(gamma, length), shift = Of(beta, length);
        return operation switch
        {
            "Softmax" => Kept(() => nn.functional.softmax(input, 1), y),
            "LayerNorm" => Kept(() => nn.functional.layer_norm(input, [length], scale, shift, 1e-5), y),
            _ => null,
        };
    }

    /// <summary>Its function takes heads that share no keys: each has a copy.</summary>
    public override PeerCall? Attention(AttentionShape shape, Buffer<float> q, Buffer<float> k, Buffer<float> v, Buffer<float> output)
    {
        Tensor queries = Of(q, shape.Batch, shape.Heads, shape.Queries, shape.HeadDim);
        Tensor keys = Of(shape.Shared(k, shape.HeadDim), shape.Batch, shape.Heads, shape.Keys, shape.HeadDim), values = Of(shape.Shared(v, shape.ValueDim), shape.Batch, shape.Heads, shape.Keys, shape.ValueDim);
        return Kept(() => nn.functional.scaled_dot_product_attention(queries, keys, values, null, 0, shape.Causal), output);
    }

    public override PeerCall? Convolution(ConvolutionShape shape, Buffer<float> x, Buffer<float> weights, Buffer<float> bias, Buffer<float> y)
    {
        Tensor input = Of(x, shape.Batch, shape.InChannels, shape.Size, shape.Size), filters = Of(weights, shape.OutChannels, shape.GroupChannels, shape.Kernel, shape.Kernel), shift = Of(bias, shape.OutChannels);
        long[] strides = [shape.Stride, shape.Stride], padding = [shape.Padding, shape.Padding];
        return Kept(Layer, y);

        Tensor Layer()
        {
            Tensor sums = nn.functional.conv2d(input, filters, shift, strides, padding, groups: shape.Groups);
            nn.functional.relu(sums, inplace: true).Dispose();
            return sums;
        }
    }

    /// <summary>For operations that make their result anew: it is kept until the next one.</summary>
    private static PeerCall Kept<T>(Func<Tensor> operation, Buffer<T> result)
        where T : unmanaged, INumber<T>
    {
        Tensor? last = null;
        return new PeerCall(Run, () => Copy(last!, result));

        void Run()
        {
            last?.Dispose();
            last = operation();
        }
    }

    private static Tensor Of<T>(Buffer<T> values, params long[] shape)
        where T : unmanaged, INumber<T>
    {
        Tensor tensor = empty(shape, typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64);
        MemoryMarshal.AsBytes(values.Span).CopyTo(tensor.bytes);
        return tensor;
    }

    private static void Copy<T>(Tensor tensor, Buffer<T> values)
        where T : unmanaged, INumber<T> => tensor.bytes.CopyTo(MemoryMarshal.AsBytes(values.Span));

    /// <summary>The version, or null where the native library does not load.</summary>
    private static string? Start(out string problem)
    {
        problem = "";
        try
        {
            ProcessorMask.Keep(() =>
            {
                LibtorchLoader.Prepare();
                set_num_threads(1);
                set_grad_enabled(false);
            });
            return __version__;
        }
        catch (Exception exception) when (exception is NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            problem = $"{exception.GetBaseException().Message.Split('\n')[0].Trim()}; on Debian 12: benchmarks/peers/libtorch.sh";
            return null;
        }
    }
}
