using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Two threads beside one. Both cores are then busy: the figure means something where nothing else runs.</summary>
internal static unsafe class ThreadWorks
{
    public static IEnumerable<Work> All()
    {
        KernelTable two = new(typeof(ParallelGemms)), one = new(typeof(ModelGemms));
        int[] sizes = [504, 1008, 2016];
        Work[] works = [.. sizes.Select(size => Create(GemmShape.Square(size), two, one))];
        two.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Create(GemmShape shape, KernelTable two, KernelTable one)
    {
        Kernel ours = two.Find<float>(shape.Stated), single = one.Find<float>(shape.Stated);
        return new Work("threads", shape.Name + ", two threads", shape.Flops, shape.Elements * sizeof(float), sizeof(float), () =>
        {
            Buffer<float> a = new Buffer<float>(shape.M * shape.K).Random(1), b = new Buffer<float>(shape.K * shape.N).Random(2), c = new(shape.M * shape.N);
            return new Trial(ours, Contend("ours", ours), [Contend(OneThread.Name, single)]);

            Contender Contend(string who, Kernel kernel)
            {
                Action<int> repeat = Repeat.Of(() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)kernel.Entry)(a.Span, b.Span, c.Span));
                return new Contender(who, repeat, () =>
                {
                    c.Span.Fill(float.NaN);
                    repeat(1);
                    return Reference.Sample(c.Length, 4096).Select(index => GemmWorks.CheckElement<float>(shape, index, a.Span, b.Span, c.Span, kernel)).FirstOrDefault(wrong => wrong is not null);
                });
            }
        });
    }
}
