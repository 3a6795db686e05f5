using System.Numerics;
using System.Numerics.Tensors;
using KernelGen.Benchmarks.Kernels;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;

namespace KernelGen.Benchmarks.Works;

/// <summary>Dot, Cosine, SquaredDistance and SumOfSquares in cache.</summary>
internal static unsafe class PairwiseWorks
{
    private static readonly string[] Operations = ["Dot", "Cosine", "SquaredDistance", "SumOfSquares"];
    private static readonly int[] Lengths = [128, 384, 768, 1536, 4096];

    /// <summary>Where the two operands begin in a cache line. Arrays begin at any multiple of 8: two places that are no multiple of a vector.</summary>
    private static readonly (int A, int B) Arrays = (24, 40), Aligned = (0, 0);

    public static IEnumerable<Work> All()
    {
        var kernels = new KernelTable(typeof(PairwiseKernels));
        var works = new List<Work>();
        foreach (string operation in Operations)
        {
            string group = operation == "SumOfSquares" ? "sum-of-squares" : "pairwise";
            foreach (int length in Lengths)
            {
                Kernel stated = kernels.Find<float>(Asks(operation, length)), any = kernels.Find<float>(Asks(operation, 0));
                works.Add(Create<float>(group, operation, length, Arrays, stated));
                works.Add(Create<float>(group + "-aligned", operation, length, Aligned, stated));
                works.Add(Create<float>(group + "-any-length", operation, length, Arrays, any));
            }
        }

        works.Add(Create<double>("pairwise-f64", "Dot", 1536, Arrays, kernels.Find<double>(Asks("Dot", 1536))));
        works.Add(Create<double>("pairwise-f64", "Dot aligned", 1536, Aligned, kernels.Find<double>(Asks("Dot", 1536))));
        works.Add(Create<double>("pairwise-f64", "Dot any length", 1536, Arrays, kernels.Find<double>(Asks("Dot", 0))));
        kernels.ThrowIfOneIsUnused();
        return works.OrderBy(work => work.Group, StringComparer.Ordinal);
    }

    /// <summary>The attribute of an operation; length 0 is the one that leaves it out.</summary>
    private static Attribute Asks(string operation, int length) => operation switch
    {
        "Dot" => new DotAttribute { Length = length },
        "Cosine" => new CosineAttribute { Length = length },
        "SquaredDistance" => new SquaredDistanceAttribute { Length = length },
        _ => new SumOfSquaresAttribute { Length = length },
    };

    private static Work Create<T>(string group, string name, int length, (int A, int B) offsets, Kernel kernel)
        where T : unmanaged, INumber<T>, IRootFunctions<T>
    {
        string operation = name.Split(' ')[0];

        // A difference, and a product that is summed; three products of a cosine.
        double flops = (operation == "Cosine" ? 6.0 : operation == "SquaredDistance" ? 3.0 : 2.0) * length;
        return new Work(group, $"{name} {length}", flops, (operation == "SumOfSquares" ? 1.0 : 2.0) * length * sizeof(T), sizeof(T), () =>
        {
            Buffer<T> a = new Buffer<T>(length, offsets.A).Random(1), b = new Buffer<T>(length, offsets.B).Random(2);
            if (operation == "SumOfSquares")
                b = a;
            Expected expected = Expect<T>(operation, a.Span, b.Span);
            var peers = new List<Contender> { Contend(TensorPrimitivesPeer.Name, null, result => Tensors(operation, a, b, result)) };
            if (OpenBlas.Peer.IsInstalled && operation is "Dot" or "SumOfSquares")
                peers.Add(Contend(OpenBlas.Name, null, result => Blas(a, b, result)));
            if (operation == "Dot")
                peers.Add(Contend(MathNetPeer.Name, null, result => MathNetPeer.Dot(a, b, result)));
            return new Trial(kernel, Contend("ours", kernel, result => operation == "SumOfSquares" ? Ours(kernel.Entry, a, result) : Ours(kernel.Entry, a, b, result)), peers);

            Contender Contend(string who, Kernel? generated, Func<T[], Action<int>> make)
            {
                var result = new T[1];
                Action<int> repeat = make(result);
                return new(who, repeat, () =>
                {
                    repeat(1);
                    double value = double.CreateTruncating(result[0]);

                    // TensorPrimitives has the root of the squared distance.
                    bool isRoot = operation == "SquaredDistance" && who == TensorPrimitivesPeer.Name;
                    return expected.Check<T>("the result", isRoot ? value * value : value, generated);
                });
            }
        });
    }

    private static Action<int> Ours<T>(nint kernel, Buffer<T> a, Buffer<T> b, T[] result)
        where T : unmanaged, INumber<T> => count =>
    {
        var call = (delegate*<ReadOnlySpan<T>, ReadOnlySpan<T>, T>)kernel;
        ReadOnlySpan<T> x = a.Span, y = b.Span;
        for (int i = 0; i < count; i++)
            result[0] = call(x, y);
    };

    private static Action<int> Ours<T>(nint kernel, Buffer<T> a, T[] result)
        where T : unmanaged, INumber<T> => count =>
    {
        var call = (delegate*<ReadOnlySpan<T>, T>)kernel;
        ReadOnlySpan<T> x = a.Span;
        for (int i = 0; i < count; i++)
            result[0] = call(x);
    };

    private static Action<int> Tensors<T>(string operation, Buffer<T> a, Buffer<T> b, T[] result)
        where T : unmanaged, INumber<T>, IRootFunctions<T> => operation switch
        {
            "Dot" => count =>
            {
                ReadOnlySpan<T> x = a.Span, y = b.Span;
                for (int i = 0; i < count; i++)
                    result[0] = TensorPrimitives.Dot(x, y);
            }
            ,
            "Cosine" => count =>
            {
                ReadOnlySpan<T> x = a.Span, y = b.Span;
                for (int i = 0; i < count; i++)
                    result[0] = TensorPrimitives.CosineSimilarity(x, y);
            }
            ,
            "SquaredDistance" => count =>
            {
                ReadOnlySpan<T> x = a.Span, y = b.Span;
                for (int i = 0; i < count; i++)
                    result[0] = TensorPrimitives.Distance(x, y);
            }
            ,
            _ => count =>
            {
                ReadOnlySpan<T> x = a.Span;
                for (int i = 0; i < count; i++)
                    result[0] = TensorPrimitives.SumOfSquares(x);
            }
            ,
        };

    private static Action<int> Blas<T>(Buffer<T> a, Buffer<T> b, T[] result)
        where T : unmanaged, INumber<T> => count =>
    {
        for (int i = 0; i < count; i++)
        {
            result[0] = typeof(T) == typeof(float)
                ? T.CreateTruncating(OpenBlas.Dot(a.Length, (float*)a.Pointer, (float*)b.Pointer))
                : T.CreateTruncating(OpenBlas.Dot(a.Length, (double*)a.Pointer, (double*)b.Pointer));
        }
    };

    /// <summary>The exact value of a pairwise operation.</summary>
    public static Expected Expect<T>(string operation, ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : INumber<T>
    {
        int n = a.Length;
        if (operation == "SquaredDistance")
        {
            // Two roundings more than a sum of products for the difference, which is squared; two for a peer's root, squared again.
            var difference = new double[n];
            for (int i = 0; i < n; i++)
                difference[i] = double.CreateTruncating(a[i]) - double.CreateTruncating(b[i]);
            Expected square = Reference.Dot<double>(difference, difference, n);
            return square with { Roundings = square.Roundings + 4 };
        }

        Expected product = Reference.Dot(a, b, n);
        if (operation != "Cosine")
            return product;

        // γ of ‖a‖·‖b‖ for the product (Cauchy), γ/2 for each root of a sum, and a rounding each for two roots, their product and the quotient.
        double norms = Math.Sqrt(Reference.Dot(a, a, n).Value) * Math.Sqrt(Reference.Dot(b, b, n).Value);
        return new Expected(product.Value / norms, 1, (2 * product.Roundings) + 4);
    }
}
