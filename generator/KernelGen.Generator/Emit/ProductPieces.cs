using System.Globalization;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The part of a product that one thread computes at a time, as a product of its own.</summary>
internal static class ProductPieces
{
    /// <summary>
    /// One product of the batch. Where that is cut, its rows and columns are those of the part, and the leading dimensions, which
    /// follow from the whole, become arguments unless they are constants.
    /// </summary>
    public static MatrixProductSpec Of(MatrixProductSpec product, ProductThreads threads, bool gated)
    {
        MatrixProductSpec one = product with { Batch = new Dimension("Batch", 1) };
        return one with
        {
            M = threads.WithinProduct ? AtRunTime(product.M) : product.M,
            N = threads.WithinProduct ? AtRunTime(product.N) : product.N,
            Lda = product.Lda ?? Leading("Lda", product.TransposeA ? product.M : product.K, 1),
            Ldb = product.Ldb ?? Leading("Ldb", product.TransposeB ? product.K : product.N, gated && !product.TransposeB ? 2 : 1),
            Ldc = product.Ldc ?? Leading("Ldc", product.N, 1),
        };
    }

    /// <summary>A single row or column is not cut.</summary>
    private static Dimension AtRunTime(Dimension dimension) => dimension.Fixed is null or 1 ? dimension : new(dimension.Name, Parameter: dimension.Expression);

    private static Dimension Leading(string name, Dimension row, int factor) => row.Fixed is { } value && (long)factor * value <= int.MaxValue
        ? new(name, Fixed: factor * value)
        : new(name, Parameter: factor == 1 ? row.Expression : $"(nint){factor.ToString(CultureInfo.InvariantCulture)} * {row.Expression}");
}
