using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>16-bit floats beside our own float kernel on the same numbers, and TensorPrimitives over Half.</summary>
internal static unsafe class HalfWordWorks
{
    private const int Rows = 100_000, RowLength = 768;
    private static readonly int[] Lengths = [384, 768, 1536, 4096];

    /// <summary>Where the operands begin in a cache line: as arrays do, and on its start.</summary>
    private static readonly (int A, int B) Arrays = (24, 40), Aligned = (0, 0);

    public static IEnumerable<Work> All()
    {
        var kernels = new KernelTable(typeof(HalfWordKernels));
        var works = new List<Work>();
        works.AddRange(Of<Half>("f16-pairwise", kernels, number => BitConverter.HalfToUInt16Bits((Half)number)));
        works.AddRange(Of<BFloat16>("bf16-pairwise", kernels, number => ((BFloat16)number).ToBits()));
        kernels.ThrowIfOneIsUnused();
        return works;
    }

    private static IEnumerable<Work> Of<T>(string group, KernelTable kernels, Func<double, ushort> narrow)
        where T : unmanaged
    {
        foreach (int length in Lengths)
        {
            var asks = new DotAttribute { Length = length };
            Kernel ours = kernels.Find<T>(asks), wide = kernels.Find<float>(asks);
            yield return Dot<T>(group, length, Arrays, ours, wide, narrow);
            yield return Dot<T>(group + "-aligned", length, Aligned, ours, wide, narrow);
        }

        var search = new SimilaritiesAttribute { Length = RowLength };
        yield return Search<T>(group + "-memory", kernels.Find<T>(search), kernels.Find<float>(search), narrow);
    }

    /// <summary>A matrix far beyond the caches.</summary>
    private static Work Search<T>(string group, Kernel ours, Kernel wide, Func<double, ushort> narrow)
        where T : unmanaged
    {
        const double Elements = (double)Rows * RowLength;
        return new Work(group, $"Similarities {Rows} x {RowLength}", 2 * Elements, 2 * Elements, sizeof(ushort), () =>
        {
            (Buffer<ushort> rows, Buffer<float> wideRows) = Numbers<T>(Rows * RowLength, 0, 1, narrow);
            (Buffer<ushort> query, Buffer<float> wideQuery) = Numbers<T>(RowLength, 0, 2, narrow);
            float[] scores = new float[Rows], wideScores = new float[Rows];
            var call = (delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<float>, void>)ours.Entry;
            var wideCall = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)wide.Entry;
            return new Trial(
                ours,
                Once("ours", count => Repeat(count, () => call(As<T>(query), As<T>(rows), scores)), () => Check(scores, ours)),
                [Once(OurFloat.Name, count => Repeat(count, () => wideCall(wideQuery.Span, wideRows.Span, wideScores)), () => Check(wideScores, wide))]);

            string? Check(float[] all, Kernel kernel) => Reference.Sample(Rows, 100)
                .Select(row => Reference.Dot<float>(wideQuery.Span, wideRows.Span.Slice(row * RowLength, RowLength), RowLength).Check<float>($"score {row}", all[row], kernel))
                .FirstOrDefault(wrong => wrong is not null);
        });
    }

    private static Work Dot<T>(string group, int length, (int A, int B) offsets, Kernel ours, Kernel wide, Func<double, ushort> narrow)
        where T : unmanaged => new(group, $"Dot {length}", 2.0 * length, 2.0 * length * sizeof(ushort), sizeof(ushort), () =>
    {
        (Buffer<ushort> a, Buffer<float> wideA) = Numbers<T>(length, offsets.A, 1, narrow);
        (Buffer<ushort> b, Buffer<float> wideB) = Numbers<T>(length, offsets.B, 2, narrow);
        Expected expected = Reference.Dot<float>(wideA.Span, wideB.Span, length);
        float result = 0, wideResult = 0;
        var peers = new List<Contender>
        {
            Once(OurFloat.Name, count => wideResult = Call(wide, wideA, wideB, count), () => expected.Check<float>("the result", wideResult, wide)),
        };
        if (typeof(T) == typeof(Half))
        {
            // It sums in Half, and is off by per cents, as the build warns: there is nothing to check it against.
#pragma warning disable KG1021
            Half tensors = default;
            peers.Add(new(TensorPrimitivesPeer.Name, count => Repeat(count, () => tensors = TensorPrimitives.Dot(As<Half>(a), As<Half>(b))), () => null));
#pragma warning restore KG1021
        }

        return new Trial(ours, Once("ours", count => result = CallNarrow<T>(ours, a, b, count), () => expected.Check<float>("the result", result, ours)), peers);
    });

    /// <summary>Who is called once before the result is looked at.</summary>
    private static Contender Once(string who, Action<int> repeat, Func<string?> check) => new(who, repeat, () =>
    {
        repeat(1);
        return check();
    });

    private static float Call(Kernel kernel, Buffer<float> a, Buffer<float> b, int count)
    {
        var call = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, float>)kernel.Entry;
        ReadOnlySpan<float> x = a.Span, y = b.Span;
        float result = 0;
        for (int i = 0; i < count; i++)
            result = call(x, y);
        return result;
    }

    private static float CallNarrow<T>(Kernel kernel, Buffer<ushort> a, Buffer<ushort> b, int count)
        where T : unmanaged
    {
        var call = (delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, float>)kernel.Entry;
        ReadOnlySpan<T> x = As<T>(a), y = As<T>(b);
        float result = 0;
        for (int i = 0; i < count; i++)
            result = call(x, y);
        return result;
    }

    private static void Repeat(int count, Action action)
    {
        for (int i = 0; i < count; i++)
            action();
    }

    private static ReadOnlySpan<T> As<T>(Buffer<ushort> bits)
        where T : unmanaged => MemoryMarshal.Cast<ushort, T>(bits.Span);

    /// <summary>The same numbers in 16 bits and in 32.</summary>
    private static (Buffer<ushort> Narrow, Buffer<float> Wide) Numbers<T>(int length, int offset, int seed, Func<double, ushort> narrow)
        where T : unmanaged
    {
        var random = new Random(seed);
        var bits = new Buffer<ushort>(length, offset);
        var wide = new Buffer<float>(length, offset);
        for (int i = 0; i < length; i++)
        {
            bits.Span[i] = narrow((random.NextDouble() * 2) - 1);
            wide.Span[i] = typeof(T) == typeof(Half) ? (float)BitConverter.UInt16BitsToHalf(bits.Span[i]) : (float)BFloat16.FromBits(bits.Span[i]);
        }

        return (bits, wide);
    }
}
