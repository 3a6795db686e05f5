using System.Numerics.Tensors;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>A matrix times a vector: limited by reading the matrix, from cache (768²) or from memory (4096²).</summary>
internal static unsafe class GemvWorks
{
    public static IEnumerable<Work> All()
    {
        var kernels = new KernelTable(typeof(GemvKernels));
        Kernel any = kernels.Find<float>(new GemvAttribute());
        var works = new List<Work>();
        foreach (int size in (int[])[768, 4096])
        {
            Kernel stated = kernels.Find<float>(new GemvAttribute { M = size, K = size });
            works.Add(Create("gemv", size, stated, (a, x, y) =>
                ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)stated.Entry)(a.Span, x.Span, y.Span)));
            works.Add(Create("gemv-any-shape", size, any, (a, x, y) =>
                ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, int, int, void>)any.Entry)(a.Span, x.Span, y.Span, size, size)));
        }

        kernels.ThrowIfOneIsUnused();
        return works.OrderBy(work => work.Group, StringComparer.Ordinal);
    }

    private static Work Create(string group, int size, Kernel kernel, Action<Buffer<float>, Buffer<float>, Buffer<float>> ours) =>
        new(group, $"{size}x{size}", 2.0 * size * size, ((double)size + 2) * size * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> a = new Buffer<float>(size * size).Random(1), x = new Buffer<float>(size).Random(2), y = new(size);
            var peers = new List<Contender> { Contend(TensorPrimitivesPeer.Name, null, RowByRow) };
            if (OpenBlas.Peer.IsInstalled)
                peers.Add(Contend(OpenBlas.Name, null, () => OpenBlas.Gemv(size, size, a.Pointer, x.Pointer, y.Pointer)));
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.Gemv(size, size, a, x, y) is { } call)
                    peers.Add(Contend(library.Peer.Name, null, call.Run, call.Collect));
            }

            return new Trial(kernel, Contend("ours", kernel, () => ours(a, x, y)), peers) { PlainRead = PlainRead.Of(a), ReadBytes = (double)size * size * sizeof(float) };

            void RowByRow()
            {
                ReadOnlySpan<float> matrix = a.Span, vector = x.Span;
                Span<float> result = y.Span;
                for (int row = 0; row < result.Length; row++)
                    result[row] = TensorPrimitives.Dot(matrix.Slice(row * size, size), vector);
            }

            Contender Contend(string who, Kernel? generated, Action once, Action? collect = null) => new(who, Repeat.Of(once), () =>
            {
                y.Span.Fill(float.NaN);
                once();
                collect?.Invoke();
                return Enumerable.Range(0, size).Select(row => CheckRow(row, generated)).FirstOrDefault(wrong => wrong is not null);
            });

            string? CheckRow(int row, Kernel? generated) =>
                Reference.Dot<float>(a.Span.Slice(row * size, size), x.Span, size).Check<float>($"element {row}", y.Span[row], generated);
        });
}
