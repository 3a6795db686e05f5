using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>
/// Exact products of bytes and signed weights, plain and packed, at full range and in seven bits, each beside our own product of the same numbers as floats,
/// plain or packed likewise.
/// </summary>
internal static unsafe class IntegerGemmWorks
{
    private static readonly (int Least, int Greatest) Full = (sbyte.MinValue, sbyte.MaxValue), SevenBits = (-64, 63);

    public static IEnumerable<Work> All()
    {
        KernelTable plain = new(typeof(ModelGemms)), packed = new(typeof(PackedGemms));
        Work[] works =
        [
            .. Of("i8-gemm", Full, new(typeof(IntegerGemms)), plain),
            .. Of("i8-gemm-packed", Full, new(typeof(PackedIntegerGemms)), packed, isPacked: true),
            .. Of("i8-gemm-ranged", SevenBits, new(typeof(RangedIntegerGemms)), plain),
            .. Of("i8-gemm-ranged-packed", SevenBits, new(typeof(PackedRangedIntegerGemms)), packed, isPacked: true),
        ];
        packed.ThrowIfOneIsUnused();
        return works;
    }

    private static Work[] Of(string group, (int Least, int Greatest) range, KernelTable integers, KernelTable floats, bool isPacked = false)
    {
        Work[] works = [.. GemmShape.Models.Where(IsMeasured).Select(shape => Create(group, shape, range, integers, floats, isPacked))];
        integers.ThrowIfOneIsUnused();
        return works;
    }

    private static bool IsMeasured(GemmShape shape) =>
        shape.Name.StartsWith("square:", StringComparison.Ordinal) || shape.Name.StartsWith("bert:", StringComparison.Ordinal);

    private static Work Create(string group, GemmShape shape, (int Least, int Greatest) range, KernelTable integers, KernelTable floats, bool isPacked)
    {
        Kernel ours = integers.Find<byte>(shape.Stated), wide = floats.Find<float>(shape.Stated);
        (int m, int n, int k) = (shape.M, shape.N, shape.K);
        double bytes = ((double)m * k) + ((double)k * n) + (sizeof(int) * (double)m * n);
        return new Work(group, shape.Name, shape.Flops, bytes, sizeof(float), () =>
        {
            Buffer<byte> a = new Buffer<byte>(m * k).Random(1, byte.MinValue, byte.MaxValue);
            Buffer<sbyte> b = new Buffer<sbyte>(k * n).Random(2, range.Least, range.Greatest);
            var c = new Buffer<int>(m * n);
            Action call = Call(ours, a, b, c, isPacked ? integers.Pack<sbyte>(ours, b.Span) : null);
            var peers = new List<Contender> { Float(shape, wide, a.Widened(), b.Widened(), isPacked ? floats : null) };
            foreach (MatrixLibrary library in MatrixLibrary.Of(group))
            {
                if (library.IntegerGemm(shape, a, b, c) is { } theirs)
                    peers.Add(Exact(library.Peer.Name, theirs.Run));
            }

            return new Trial(ours, Exact("ours", call), peers);

            Contender Exact(string who, Action run) => new(who, Repeat.Of(run), () =>
            {
                c.Span.Fill(int.MinValue);
                run();
                return Reference.Sample(c.Length, 4096).Select(CheckElement).FirstOrDefault(wrong => wrong is not null);
            });

            string? CheckElement(int index)
            {
                (int row, int column) = Math.DivRem(index, n);
                int exact = 0;
                for (int i = 0; i < k; i++)
                    exact += a.Span[(row * k) + i] * b.Span[shape.TransposeB ? (column * k) + i : (i * n) + column];
                return c.Span[index] == exact ? null : $"element [{row}, {column}] is {c.Span[index]}, not {exact}";
            }
        });
    }

    private static Action Call(Kernel kernel, Buffer<byte> a, Buffer<sbyte> b, Buffer<int> c, PackedWeights<sbyte>? packed) => packed is null
        ? () => ((delegate*<ReadOnlySpan<byte>, ReadOnlySpan<sbyte>, Span<int>, void>)kernel.Entry)(a.Span, b.Span, c.Span)
        : () => ((delegate*<ReadOnlySpan<byte>, PackedWeights<sbyte>, Span<int>, void>)kernel.Entry)(a.Span, packed, c.Span);

    private static Contender Float(GemmShape shape, Kernel kernel, Buffer<float> a, Buffer<float> b, KernelTable? packs)
    {
        var c = new Buffer<float>(shape.M * shape.N);
        PackedWeights<float>? packed = packs?.Pack<float>(kernel, b.Span);
        Action run = packed is null
            ? () => ((delegate*<ReadOnlySpan<float>, ReadOnlySpan<float>, Span<float>, void>)kernel.Entry)(a.Span, b.Span, c.Span)
            : () => ((delegate*<ReadOnlySpan<float>, PackedWeights<float>, Span<float>, void>)kernel.Entry)(a.Span, packed, c.Span);
        return new Contender(OurFloat.Name, Repeat.Of(run), () =>
        {
            c.Span.Fill(float.NaN);
            run();
            return Reference.Sample(c.Length, 1024)
                .Select(index => GemmWorks.CheckElement<float>(shape, index, a.Span, b.Span, c.Span, kernel))
                .FirstOrDefault(wrong => wrong is not null);
        });
    }
}
