using System.Numerics;
using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Works;
using MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace KernelGen.Benchmarks.Peers;

/// <summary>Math.NET Numerics, the managed linear algebra that people know, on one thread.</summary>
internal sealed class MathNetPeer : MatrixLibrary
{
    public const string Name = "Math.NET";

    /// <summary>At a fortieth of the peak the largest products would take most of a run and say nothing new.</summary>
    private const double MostFlops = 3e8;

    public MathNetPeer() => Control.MaxDegreeOfParallelism = 1;

    public override Peer Peer { get; } = new(Name, typeof(Control).Assembly.GetName().Version?.ToString(3), "NuGet")
    {
        Groups = ["pairwise", "gemv", "gemm-models", "gemm-f64"],
    };

    /// <summary>Its matrices are column-major: c transposed is b transposed times a transposed.</summary>
    public override PeerCall? Gemm<T>(GemmShape shape, Buffer<T> a, Buffer<T> b, Buffer<T> c)
    {
        if (shape.Flops > MostFlops || shape.Batch > 1 || shape.TransposeA || shape.TransposeB)
            return null;
        T[] left = a.Span.ToArray(), right = b.Span.ToArray(), result = new T[c.Length];
        return new PeerCall(() => Multiply(right, shape.N, shape.K, left, shape.K, shape.M, result), () => result.CopyTo(c.Span));
    }

    public override PeerCall? Gemv(int rows, int columns, Buffer<float> a, Buffer<float> x, Buffer<float> y)
    {
        float[] matrix = a.Span.ToArray(), vector = x.Span.ToArray(), result = new float[rows];
        return new PeerCall(() => Multiply(vector, 1, columns, matrix, columns, rows, result), () => result.CopyTo(y.Span));
    }

    public static Action<int> Dot<T>(Buffer<T> a, Buffer<T> b, T[] result)
        where T : unmanaged, INumber<T>
    {
        T[] x = a.Span.ToArray(), y = b.Span.ToArray();
        return count =>
        {
            for (int i = 0; i < count; i++)
                result[0] = Dot(x, y);
        };
    }

    private static T Dot<T>(T[] x, T[] y)
        where T : INumber<T> => typeof(T) == typeof(float)
        ? T.CreateTruncating(LinearAlgebraControl.Provider.DotProduct((float[])(object)x, (float[])(object)y))
        : T.CreateTruncating(LinearAlgebraControl.Provider.DotProduct((double[])(object)x, (double[])(object)y));

    private static void Multiply<T>(T[] x, int xRows, int xColumns, T[] y, int yRows, int yColumns, T[] result)
    {
        if (typeof(T) == typeof(float))
            LinearAlgebraControl.Provider.MatrixMultiply((float[])(object)x, xRows, xColumns, (float[])(object)y, yRows, yColumns, (float[])(object)result);
        else
            LinearAlgebraControl.Provider.MatrixMultiply((double[])(object)x, xRows, xColumns, (double[])(object)y, yRows, yColumns, (double[])(object)result);
    }
}
