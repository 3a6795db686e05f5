using System.Numerics;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Matrix products: small fixed ones, those of models by a kernel each and by one of any shape, and doubles.</summary>
internal static unsafe class GemmWorks
{
    /// <summary>With no more rows than this, reading b is what takes the time, not arithmetic.</summary>
    private const int RowsBoundByReading = 16;

    public static IEnumerable<Work> All()
    {
        KernelTable small = new(typeof(SmallGemms)), models = new(typeof(ModelGemms)), any = new(typeof(AnyGemms));
        int[] doubles = [504, 1008];
        Work[] works =
        [
            .. GemmShape.Small.Select(shape => Stated<float>("gemm-small", shape, small)),
            .. GemmShape.Models.Select(shape => Stated<float>("gemm-models", shape, models)),
            .. GemmShape.Models.Select(shape => Any<float>("gemm-models-any-shape", shape, any)),
            .. Transposed(504).Select(shape => Any<float>("gemm-transposes-any-shape", shape, any)),
            .. doubles.Select(size => Stated<double>("gemm-f64", GemmShape.Square(size), models)),
            .. doubles.Select(size => Any<double>("gemm-f64-any-shape", GemmShape.Square(size), any)),
        ];
        small.ThrowIfOneIsUnused();
        models.ThrowIfOneIsUnused();
        any.ThrowIfOneIsUnused();
        return works;
    }

    private static GemmShape[] Transposed(int size) =>
        [GemmShape.Square(size, transposeA: true), GemmShape.Square(size, transposeB: true), GemmShape.Square(size, transposeA: true, transposeB: true)];

    private static Work Stated<T>(string group, GemmShape shape, KernelTable kernels)
        where T : unmanaged, INumber<T>
    {
        Kernel kernel = kernels.Find<T>(shape.Stated);
        return Create<T>(group, shape, kernel, (a, b, c) => count =>
        {
            var call = (delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, void>)kernel.Entry;
            ReadOnlySpan<T> left = a.Span, right = b.Span;
            Span<T> result = c.Span;
            for (int i = 0; i < count; i++)
                call(left, right, result);
        });
    }

    private static Work Any<T>(string group, GemmShape shape, KernelTable kernels)
        where T : unmanaged, INumber<T>
    {
        Kernel kernel = kernels.Find<T>(shape.Any);
        return Create<T>(group, shape, kernel, (a, b, c) => Repeat.Of(() =>
            ((delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, int, void>)kernel.Entry)(a.Span, b.Span, c.Span, shape.M, shape.N, shape.K, shape.Batch)));
    }

    private static Work Create<T>(string group, GemmShape shape, Kernel kernel, Func<Buffer<T>, Buffer<T>, Buffer<T>, Action<int>> ours)
        where T : unmanaged, INumber<T> => new(group, shape.Name, shape.Flops, shape.Elements * sizeof(T), sizeof(T), () =>
    {
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        Buffer<T> a = new Buffer<T>(shape.Batch * m * k).Random(1), b = new Buffer<T>(shape.Batch * k * n).Random(2), c = new(shape.Batch * m * n);
        var peers = new List<Contender>();
        if (OpenBlas.Peer.IsInstalled)
            peers.Add(Contend(OpenBlas.Name, null, Blas(shape, a, b, c)));
        if (Libxsmm.Peer.IsInstalled && group == "gemm-small" && Libxsmm.Kernel(m, n, k) is not null and var jit)
            peers.Add(Contend(Libxsmm.Name, null, Repeated(jit, (float*)a.Pointer, (float*)b.Pointer, (float*)c.Pointer)));
        foreach (MatrixLibrary library in MatrixLibrary.Of(group))
        {
            if (library.Gemm(shape, a, b, c) is { } call)
                peers.Add(Contend(library.Peer.Name, null, Repeat.Of(call.Run), call.Collect));
        }

        return new Trial(kernel, Contend("ours", kernel, ours(a, b, c)), peers)
        {
            PlainRead = m <= RowsBoundByReading && b.Length >= 1 << 18 ? PlainRead.Of(b) : null,
            ReadBytes = (double)b.Length * sizeof(T),
        };

        Contender Contend(string who, Kernel? generated, Action<int> repeat, Action? collect = null) => new(who, repeat, () =>
        {
            c.Span.Fill(T.CreateTruncating(double.NaN));
            repeat(1);
            collect?.Invoke();
            return Reference.Sample(c.Length, 4096).Select(index => CheckElement(shape, index, a.Span, b.Span, c.Span, generated)).FirstOrDefault(wrong => wrong is not null);
        });
    });

    private static Action<int> Blas<T>(GemmShape shape, Buffer<T> a, Buffer<T> b, Buffer<T> c)
        where T : unmanaged, INumber<T> => count =>
    {
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        for (int i = 0; i < count; i++)
        {
            for (int batch = 0; batch < shape.Batch; batch++)
            {
                T* left = a.Pointer + (batch * m * k), right = b.Pointer + (batch * k * n), result = c.Pointer + (batch * m * n);
                if (typeof(T) == typeof(float))
                    OpenBlas.Gemm(shape.TransposeA, shape.TransposeB, m, n, k, (float*)left, (float*)right, (float*)result);
                else
                    OpenBlas.Gemm(shape.TransposeA, shape.TransposeB, m, n, k, (double*)left, (double*)right, (double*)result);
            }
        }
    };

    private static Action<int> Repeated(delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void> kernel, float* a, float* b, float* c) => count =>
    {
        for (int i = 0; i < count; i++)
            kernel(b, a, c);
    };

    internal static string? CheckElement<T>(GemmShape shape, int index, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Kernel? kernel)
        where T : INumber<T>
    {
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        (int batch, int element) = Math.DivRem(index, m * n);
        (int row, int column) = Math.DivRem(element, n);
        Expected expected = Reference.Dot(
            a[((batch * m * k) + (shape.TransposeA ? row : row * k))..],
            b[((batch * k * n) + (shape.TransposeB ? column * k : column))..],
            k,
            shape.TransposeA ? m : 1,
            shape.TransposeB ? 1 : n);
        return expected.Check<T>($"element [{row}, {column}] of product {batch}", double.CreateTruncating(c[index]), kernel);
    }
}
