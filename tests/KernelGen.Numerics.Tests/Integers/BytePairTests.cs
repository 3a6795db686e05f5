using System.Numerics;
using KernelGen.Numerics.Tests.Kernels;
using Xunit;

namespace KernelGen.Numerics.Tests.Integers;

/// <summary>
/// Every pair of 8-bit numbers there is, of each two types: alone among zeros, everywhere (so beside itself, where a sum of two products may pass
/// 16 bits), and beside the products that reach farthest.
/// </summary>
public sealed class BytePairTests
{
    /// <summary>Whole vectors of every width, and a rest; it divides no power of two, so that a pair's place goes round.</summary>
    private const int Length = 131;

    private delegate long PairKernel<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b);

    private delegate double RealKernel<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b);

    private delegate void VectorKernel<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> x, Span<int> y, int m, int k);

    private delegate void ProductKernel<TA, TB>(ReadOnlySpan<TA> a, ReadOnlySpan<TB> b, Span<int> c, int m, int n, int k);

    [Fact]
    public void DotIsExactForEveryPair()
    {
        EveryPair<sbyte, sbyte>((a, b) => IntegerKernels.DotI8(a, b), Length, (x, y) => x * y);
        EveryPair<sbyte, sbyte>((a, b) => IntegerKernels.DotI8Long(a, b), Length, (x, y) => x * y);
        EveryPair<sbyte, sbyte>((a, b) => IntegerKernels.DotI8_31(a, b), 31, (x, y) => x * y);
        EveryPair<byte, sbyte>((a, b) => IntegerKernels.DotU8I8(a, b), Length, (x, y) => x * y);
        EveryPair<sbyte, byte>((a, b) => IntegerKernels.DotI8U8(a, b), Length, (x, y) => x * y);
        EveryPair<byte, byte>((a, b) => IntegerKernels.DotU8(a, b), Length, (x, y) => x * y);
        EveryPair<byte, byte>((a, b) => IntegerKernels.DotU8Long_100(a, b), 100, (x, y) => x * y);
    }

    [Fact]
    public void SquaredDistanceIsExactForEveryPair()
    {
        EveryPair<sbyte, sbyte>((a, b) => IntegerKernels.SquaredDistanceI8(a, b), Length, (x, y) => (x - y) * (x - y));
        EveryPair<byte, sbyte>((a, b) => IntegerKernels.SquaredDistanceU8I8_77(a, b), 77, (x, y) => (x - y) * (x - y));
        EveryPair<byte, byte>((a, b) => IntegerKernels.SquaredDistanceU8Long(a, b), Length, (x, y) => (x - y) * (x - y));
    }

    /// <summary>The three sums are exact, and its two roots, product and quotient are a double's.</summary>
    [Fact]
    public void CosineIsThatOfTheExactSumsForEveryPair()
    {
        CosineOfEveryPair<sbyte, sbyte>((a, b) => IntegerKernels.CosineI8(a, b), Length);
        CosineOfEveryPair<sbyte, sbyte>((a, b) => IntegerKernels.CosineI8Int64(a, b), Length);
        CosineOfEveryPair<byte, byte>((a, b) => IntegerKernels.CosineU8_100(a, b), 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(67)]
    public void GemvIsExactForEveryPair(int depth)
    {
        EveryPair(ByColumns<sbyte, byte>(IntegerKernels.GemvI8U8), depth, transposed: false, All<sbyte>(), All<byte>());
        EveryPair(ByColumns<sbyte, sbyte>(IntegerKernels.GemvTI8, transposed: true), depth, transposed: true, All<sbyte>(), All<sbyte>());
    }

    [Fact]
    public void GemvOfAFixedShapeIsExactForEveryPair()
    {
        const int Rows = 19, Columns = 37;
        EveryPair(ByColumns<byte, byte>((a, x, y, m, k) =>
        {
            long[] sums = new long[Rows];
            for (int first = 0; first < m; first += Rows)
            {
                int row = Math.Min(first, m - Rows);
                IntegerKernels.GemvU8Long_19_37(a.Slice(row * k, Rows * k), x, sums);
                for (int i = 0; i < Rows; i++)
                    y[row + i] = checked((int)sums[i]);
            }
        }), Columns, transposed: false, All<byte>(), All<byte>());
    }

    /// <summary>Sums in an int, in a long, and in steps of 512, whose half goes to the even one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(67)]
    public void DenseIsExactForEveryPair(int depth)
    {
        EveryPair<byte, sbyte>((a, b, c, m, n, k) => IntegerKernels.DenseU8I8(a, Transposed(b, k, n), c, k, n, m), depth, transposed: false, All<byte>(), All<sbyte>());
        EveryPair<sbyte, sbyte>((a, b, c, m, n, k) =>
        {
            long[] sums = new long[c.Length];
            IntegerKernels.DenseI8Long(a, Transposed(b, k, n), sums, k, n, m);
            for (int i = 0; i < sums.Length; i++)
                c[i] = checked((int)sums[i]);
        }, depth, transposed: false, All<sbyte>(), All<sbyte>());
        EveryPair<byte, byte>((a, b, c, m, n, k) =>
        {
            sbyte[] codes = new sbyte[c.Length];
            float[] ones = new float[n];
            Array.Fill(ones, 1);
            IntegerKernels.DenseIoU8ToI8(a, b, codes, k, n, m, 1, ones, 512);
            for (int i = 0; i < codes.Length; i++)
                c[i] = codes[i];
        }, depth, transposed: false, All<byte>(), All<byte>(), sum => (int)Math.Clamp(Math.Round(sum / 512.0), sbyte.MinValue, sbyte.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(67)]
    public void GemmIsExactForEveryPair(int depth)
    {
        EveryPair<byte, sbyte>(IntegerKernels.GemmNNU8I8, depth, transposed: false, All<byte>(), All<sbyte>());
        EveryPair<sbyte, sbyte>((a, b, c, m, n, k) => IntegerKernels.GemmNTI8(a, Transposed(b, k, n), c, m, n, k), depth, transposed: false, All<sbyte>(), All<sbyte>());
        EveryPair<byte, byte>(IntegerKernels.GemmTTU8, depth, transposed: true, All<byte>(), All<byte>());
    }

    /// <summary>With all numbers of the declared range, which may go four at a time, and with all numbers of the type, which may not.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(67)]
    public void GemmOfDeclaredValuesIsExactForEveryPair(int depth)
    {
        ProductKernel<sbyte, sbyte> transposed = (a, b, c, m, n, k) => IntegerKernels.GemmTTI8Ranged(a, b, c, m, n, k, m, k, n);
        EveryPair<byte, sbyte>(IntegerKernels.GemmNNU8I8Ranged, depth, transposed: false, All<byte>(), [.. All<sbyte>().Where(y => y is >= -64 and <= 63)]);
        EveryPair<byte, sbyte>(IntegerKernels.GemmNNU8I8Ranged, depth, transposed: false, All<byte>(), All<sbyte>());
        EveryPair(transposed, depth, transposed: true, [.. All<sbyte>().Where(x => x >= 0)], All<sbyte>());
        EveryPair(transposed, depth, transposed: true, All<sbyte>(), All<sbyte>());
    }

    private static void EveryPair<TA, TB>(PairKernel<TA, TB> kernel, int length, Func<int, int, long> term)
        where TA : unmanaged, IBinaryInteger<TA>, IMinMaxValue<TA>
        where TB : unmanaged, IBinaryInteger<TB>, IMinMaxValue<TB> =>
        EveryPair<TA, TB>((a, b) => kernel(a, b), length, term, sums => sums(term));

    private static void CosineOfEveryPair<TA, TB>(RealKernel<TA, TB> kernel, int length)
        where TA : unmanaged, IBinaryInteger<TA>, IMinMaxValue<TA>
        where TB : unmanaged, IBinaryInteger<TB>, IMinMaxValue<TB> =>
        EveryPair(kernel, length, (x, y) => x * y, sums =>
        {
            double norms = Math.Sqrt(sums((x, _) => x * x)) * Math.Sqrt(sums((_, y) => y * y));
            return norms == 0 ? 0 : (float)(sums((x, y) => x * y) / norms);
        });

    /// <summary>What is expected is made of exact sums over both vectors of any term of theirs.</summary>
    private static void EveryPair<TA, TB>(RealKernel<TA, TB> kernel, int length, Func<int, int, long> farthest, Func<Func<Func<int, int, long>, long>, double> expected)
        where TA : unmanaged, IBinaryInteger<TA>, IMinMaxValue<TA>
        where TB : unmanaged, IBinaryInteger<TB>, IMinMaxValue<TB>
    {
        TA[] a = new TA[length];
        TB[] b = new TB[length];
        (TA farX, TB farY) = Farthest<TA, TB>(farthest);
        int place = 0;
        foreach (TA x in All<TA>())
        {
            foreach (TB y in All<TB>())
            {
                Among(x, y);
                Among(TA.Zero, TB.Zero);
                Among(farX, farY);
                place = (place + 1) % length;

                void Among(TA otherX, TB otherY)
                {
                    a.AsSpan().Fill(otherX);
                    b.AsSpan().Fill(otherY);
                    (a[place], b[place]) = (x, y);
                    double got = kernel(a, b), wanted = expected(term => Term(term, x, y) + ((length - 1) * Term(term, otherX, otherY)));
                    if (got != wanted)
                        Assert.Fail($"{x} and {y} at {place} among {otherX} and {otherY} gave {got:R}, expected {wanted:R}.");
                }
            }
        }
    }

    /// <summary>Row i of a holds the i-th number, column j of b the j-th: one product has all pairs. Then b holds them at one depth alone.</summary>
    private static void EveryPair<TA, TB>(ProductKernel<TA, TB> kernel, int depth, bool transposed, TA[] xs, TB[] ys, Func<int, int>? result = null)
        where TA : unmanaged, IBinaryInteger<TA>
        where TB : unmanaged, IBinaryInteger<TB>
    {
        (int m, int n) = (xs.Length, ys.Length);
        TA[] a = new TA[m * depth];
        TB[] b = new TB[depth * n];
        int[] c = new int[m * n];
        for (int i = 0; i < a.Length; i++)
            a[i] = xs[transposed ? i % m : i / depth];
        foreach (int only in new[] { -1, depth - 1 })
        {
            for (int i = 0; i < b.Length; i++)
            {
                (int column, int k) = transposed ? (i / depth, i % depth) : (i % n, i / n);
                b[i] = only < 0 || k == only ? ys[column] : TB.Zero;
            }

            kernel(a, b, c, m, n, depth);
            for (int i = 0; i < c.Length; i++)
            {
                int sum = int.CreateChecked(xs[i / n]) * int.CreateChecked(ys[i % n]) * (only < 0 ? depth : 1), expected = result is null ? sum : result(sum);
                if (c[i] != expected)
                    Assert.Fail($"{xs[i / n]} and {ys[i % n]}, {depth} deep, gave {c[i]}, expected {expected}.");
            }
        }
    }

    /// <summary>A product made of a matrix and one vector after another: the columns of b, which are its rows where it is transposed.</summary>
    private static ProductKernel<TA, TB> ByColumns<TA, TB>(VectorKernel<TA, TB> kernel, bool transposed = false)
        where TA : unmanaged
        where TB : unmanaged => (a, b, c, m, n, k) =>
        {
            ReadOnlySpan<TB> columns = transposed ? b : Transposed(b, k, n);
            int[] y = new int[m];
            for (int column = 0; column < n; column++)
            {
                kernel(a, columns.Slice(column * k, k), y, m, k);
                for (int row = 0; row < m; row++)
                    c[(row * n) + column] = y[row];
            }
        };

    private static T[] All<T>()
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => [.. Enumerable.Range(int.CreateChecked(T.MinValue), 256).Select(T.CreateChecked)];

    private static long Term<TA, TB>(Func<int, int, long> term, TA x, TB y)
        where TA : unmanaged, IBinaryInteger<TA>
        where TB : unmanaged, IBinaryInteger<TB> => term(int.CreateChecked(x), int.CreateChecked(y));

    /// <summary>The pair whose term is the largest.</summary>
    private static (TA X, TB Y) Farthest<TA, TB>(Func<int, int, long> term)
        where TA : unmanaged, IBinaryInteger<TA>, IMinMaxValue<TA>
        where TB : unmanaged, IBinaryInteger<TB>, IMinMaxValue<TB> =>
        new[] { (TA.MinValue, TB.MinValue), (TA.MinValue, TB.MaxValue), (TA.MaxValue, TB.MinValue), (TA.MaxValue, TB.MaxValue) }
            .MaxBy(pair => Math.Abs(Term(term, pair.Item1, pair.Item2)));

    private static T[] Transposed<T>(ReadOnlySpan<T> matrix, int rows, int columns)
    {
        T[] transposed = new T[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
            transposed[(i % columns * rows) + (i / columns)] = matrix[i];
        return transposed;
    }
}
