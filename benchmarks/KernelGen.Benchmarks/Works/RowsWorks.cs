using System.Numerics.Tensors;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// Softmax, LayerNorm and RmsNorm of sixteen rows, in cache. TensorPrimitives has a softmax, which subtracts no maximum, and the parts of a norm, which are put
/// together here as its users do. What counts as an operation is a result: there is no customary number of them.
/// </summary>
internal static unsafe class RowsWorks
{
    private const int Rows = 16;
    private const float Epsilon = 1e-5f;
    private static readonly int[] Lengths = [128, 384, 1024, 4096];
    private static readonly string[] Operations = ["Softmax", "LayerNorm", "RmsNorm"];

    public static IEnumerable<Work> All()
    {
        KernelTable kernels = new(typeof(RowsKernels));
        Work[] works =
        [
            .. from operation in Operations
               from length in Lengths
               select Create(operation, length, kernels.Find<float>(Asks(operation, length))),
        ];
        kernels.ThrowIfOneIsUnused();
        return works;
    }

    private static Attribute Asks(string operation, int length) => operation switch
    {
        "Softmax" => new SoftmaxAttribute(length),
        "LayerNorm" => new LayerNormAttribute(length),
        _ => new RmsNormAttribute(length),
    };

    private static Work Create(string operation, int length, Kernel kernel)
    {
        string group = "rows-" + operation.ToLowerInvariant();
        return new(group, $"{operation} {Rows} x {length}", (double)Rows * length, 2.0 * Rows * length * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> x = new Buffer<float>(Rows * length).Random(1), gamma = new Buffer<float>(length).Random(2), beta = new Buffer<float>(length).Random(3), y = new(Rows * length);
            List<Contender> peers = [Contend(TensorPrimitivesPeer.Name, new PeerCall(() => Tensors(operation, length, x, gamma, beta, y)))];
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.Rows(operation, Rows, length, x, gamma, beta, y) is { } call)
                    peers.Add(Contend(library.Peer.Name, call));
            }

            return new Trial(kernel, Contend("ours", new PeerCall(Ours)), peers);

            void Ours()
            {
                if (operation == "Softmax")
                    ((delegate*<ReadOnlySpan<float>, Span<float>, void>)kernel.Entry)(x.Span, y.Span);
                else if (operation == "LayerNorm")
                    ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, ReadOnlySpan<float>, void>)kernel.Entry)(x.Span, gamma.Span, y.Span, beta.Span);
                else
                    ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)kernel.Entry)(x.Span, gamma.Span, y.Span);
            }

            Contender Contend(string who, PeerCall call) => new(who, Repeat.Of(call.Run), () =>
            {
                y.Span.Fill(float.NaN);
                call.Run();
                call.Collect?.Invoke();
                return Enumerable.Range(0, Rows).Select(row => CheckRow(operation, length, row, x, gamma, beta, y)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }

    private static void Tensors(string operation, int length, Buffer<float> x, Buffer<float> gamma, Buffer<float> beta, Buffer<float> y)
    {
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> from = x.Span.Slice(row * length, length);
            Span<float> to = y.Span.Slice(row * length, length);
            if (operation == "Softmax")
            {
                TensorPrimitives.SoftMax(from, to);
                continue;
            }

            if (operation == "LayerNorm")
            {
                TensorPrimitives.Subtract(from, TensorPrimitives.Sum(from) / length, to);
                from = to;
            }

            TensorPrimitives.Multiply(from, 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(from) / length) + Epsilon), to);
            if (operation == "LayerNorm")
                TensorPrimitives.MultiplyAdd(to, gamma.Span, beta.Span, to);
            else
                TensorPrimitives.Multiply(to, gamma.Span, to);
        }
    }

    /// <summary>Against doubles, within what as many roundings as a plain sum has can make of the terms.</summary>
    private static string? CheckRow(string operation, int length, int row, Buffer<float> x, Buffer<float> gamma, Buffer<float> beta, Buffer<float> y)
    {
        double[] values = [.. x.Span.Slice(row * length, length).ToArray().Select(value => (double)value)];
        double mean = operation == "LayerNorm" ? values.Average() : 0, size = operation == "LayerNorm" ? values.Average(Math.Abs) : 0;
        double largest = values.Max(), sum = values.Sum(value => Math.Exp(value - largest)), sigma = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + Epsilon);
        for (int i = 0; i < length; i++)
        {
            double shift = operation == "LayerNorm" ? beta.Span[i] : 0;
            Expected expected = operation == "Softmax"
                ? new(Math.Exp(values[i] - largest) / sum, Math.Exp(values[i] - largest) / sum, length + 20)
                : new(((values[i] - mean) / sigma * gamma.Span[i]) + shift, (Math.Abs(gamma.Span[i]) * (Math.Abs(values[i] - mean) + size) / sigma) + Math.Abs(shift), length + 20);
            if (expected.Check<float>($"element [{row}, {i}]", y.Span[(row * length) + i], null) is { } wrong)
                return wrong;
        }

        return null;
    }
}
