using System.Numerics.Tensors;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Exact dot products of 8-bit integers beside our own of the same numbers as floats, and TensorPrimitives, whose sum wraps.</summary>
internal static unsafe class IntegerDotWorks
{
    private const string Group = "i8-pairwise";
    private static readonly int[] Lengths = [384, 768, 1536, 4096];

    public static IEnumerable<Work> All()
    {
        KernelTable integers = new(typeof(IntegerDots)), floats = new(typeof(PairwiseKernels));
        var works = new List<Work>();
        foreach (int length in Lengths)
        {
            var asks = new DotAttribute { Length = length };
            Kernel ours = integers.Find<sbyte>(asks), wide = floats.Find<float>(asks);

            // Where the operands begin in a cache line: as arrays do, and on its start.
            works.Add(Dot(Group, length, (24, 40), ours, wide));
            works.Add(Dot(Group + "-aligned", length, (0, 0), ours, wide));
        }

        integers.ThrowIfOneIsUnused();
        return works;
    }

    private static Work Dot(string group, int length, (int A, int B) offsets, Kernel ours, Kernel wide) =>
        new(group, $"Dot {length}", 2.0 * length, 2.0 * length, sizeof(float), () =>
        {
            Buffer<sbyte> a = new Buffer<sbyte>(length, offsets.A).Random(1, sbyte.MinValue, sbyte.MaxValue);
            Buffer<sbyte> b = new Buffer<sbyte>(length, offsets.B).Random(2, sbyte.MinValue, sbyte.MaxValue);
            Buffer<float> wideA = a.Widened(), wideB = b.Widened();
            int result = 0, exact = 0;
            for (int i = 0; i < length; i++)
                exact += a.Span[i] * b.Span[i];

            Contender contender = Once("ours", count => result = Call(ours, a, b, count), () => result == exact ? null : $"the result is {result}, not {exact}");
            return new Trial(ours, contender, [.. Peers(length, wide, a, b, wideA, wideB)]);
        });

    private static IEnumerable<Contender> Peers(int length, Kernel wide, Buffer<sbyte> a, Buffer<sbyte> b, Buffer<float> wideA, Buffer<float> wideB)
    {
        float wideResult = 0;
        Expected expected = Reference.Dot<float>(wideA.Span, wideB.Span, length);
        yield return Once(OurFloat.Name, count => wideResult = CallWide(wide, wideA, wideB, count), () => expected.Check<float>("the result", wideResult, wide));

        // It sums in sbyte, and wraps, as the build warns: there is nothing to check it against.
        yield return new(TensorPrimitivesPeer.Name, count => Tensors(a, b, count));
    }

    /// <summary>Who is called once before the result is looked at.</summary>
    private static Contender Once(string who, Action<int> repeat, Func<string?> check) => new(who, repeat, () =>
    {
        repeat(1);
        return check();
    });

    private static int Call(Kernel kernel, Buffer<sbyte> a, Buffer<sbyte> b, int count)
    {
        var call = (delegate*<ReadOnlySpan<sbyte>, ReadOnlySpan<sbyte>, int>)kernel.Entry;
        ReadOnlySpan<sbyte> x = a.Span, y = b.Span;
        int result = 0;
        for (int i = 0; i < count; i++)
            result = call(x, y);
        return result;
    }

    private static float CallWide(Kernel kernel, Buffer<float> a, Buffer<float> b, int count)
    {
        var call = (delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, float>)kernel.Entry;
        ReadOnlySpan<float> x = a.Span, y = b.Span;
        float result = 0;
        for (int i = 0; i < count; i++)
            result = call(x, y);
        return result;
    }

    private static sbyte Tensors(Buffer<sbyte> a, Buffer<sbyte> b, int count)
    {
        ReadOnlySpan<sbyte> x = a.Span, y = b.Span;
        sbyte result = 0;
#pragma warning disable KG1021 // That it wraps is why it is only timed.
        for (int i = 0; i < count; i++)
            result = TensorPrimitives.Dot(x, y);
#pragma warning restore KG1021
        return result;
    }
}
