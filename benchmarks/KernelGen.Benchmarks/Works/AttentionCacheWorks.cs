using System.Numerics;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Steps of decoding over long caches of keys and values in 16 and 8 bits, a half and a quarter as much to read, beside our own over the same numbers as floats.</summary>
internal static unsafe class AttentionCacheWorks
{
    /// <summary>A power of two, so that floats hold what codes stand for.</summary>
    private const float Scale = 1f / 128;

    private static readonly AttentionShape[] Shapes =
        [new("llama-2-7b decode 32/32x1x4097x128", 1, 32, 32, 1, 4097, 128, 128, false), new("llama-3-8b decode 32/8x1x16385x128", 1, 32, 8, 1, 16_385, 128, 128, false)];

    public static IEnumerable<Work> All()
    {
        KernelTable floats = new(typeof(FloatCaches)), halves = new(typeof(HalfCaches)), codes = new(typeof(CodeCaches));
        Work[] works =
        [
            .. Shapes.Select(shape => Create<Half>("attention-cache-f16", shape, halves.Find<float>(shape.Stated), floats.Find<float>(shape.Stated), (cache, seed) => cache.Random(seed), 1)),
            .. Shapes.Select(shape => Create<sbyte>("attention-cache-i8", shape, codes.Find<float>(shape.Stated), floats.Find<float>(shape.Stated), (cache, seed) => cache.Random(seed, -127, 127), Scale)),
        ];
        floats.ThrowIfOneIsUnused();
        halves.ThrowIfOneIsUnused();
        codes.ThrowIfOneIsUnused();
        return works;
    }

    /// <param name="group">The group's name.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="ours">The kernel.</param>
    /// <param name="wide">Our own of floats.</param>
    /// <param name="random">Fills a cache.</param>
    /// <param name="scale">What its numbers are times.</param>
    private static Work Create<T>(string group, AttentionShape shape, Kernel ours, Kernel wide, Func<Buffer<T>, int, Buffer<T>> random, float scale)
        where T : unmanaged, INumber<T>
    {
        int length = shape.KvHeads * shape.Keys * shape.HeadDim;
        return new(group, shape.Name, shape.Flops, 2.0 * length * sizeof(T), sizeof(float), () =>
        {
            Buffer<T> k = random(new(length), 1), v = random(new(length), 2);
            Buffer<float> q = new Buffer<float>(shape.Heads * shape.HeadDim).Random(3), output = new(q.Length), wideK = Scaled(k), wideV = Scaled(v), scales = new(shape.KvHeads * shape.Keys);
            scales.Span.Fill(scale);
            return new Trial(ours, Contend("ours", Call()), [Contend(OurFloat.Name, CallWide)])
            {
                PlainRead = PlainRead.Of(new Buffer<T>(2 * length)),
                ReadBytes = 2.0 * length * sizeof(T),
            };

            void CallWide() => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)wide.Entry)(q.Span, wideK.Span, wideV.Span, output.Span);

            Action Call() => typeof(T) == typeof(sbyte)
                ? () => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<float>, ReadOnlySpan<float>, ReadOnlySpan<float>, void>)ours.Entry)(q.Span, k.Span, v.Span, output.Span, scales.Span, scales.Span)
                : () => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<float>, void>)ours.Entry)(q.Span, k.Span, v.Span, output.Span);

            Buffer<float> Scaled(Buffer<T> cache)
            {
                Buffer<float> numbers = cache.Widened();
                foreach (ref float number in numbers.Span)
                    number *= scale;
                return numbers;
            }

            Contender Contend(string who, Action run) => new(who, Repeat.Of(run), () =>
            {
                output.Span.Fill(float.NaN);
                run();
                return Reference.Sample(output.Length, 16).Select(index => AttentionWorks.CheckElement(shape, index, q, wideK, wideV, output)).FirstOrDefault(wrong => wrong is not null);
            });
        });
    }
}
