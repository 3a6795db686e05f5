using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the elements of a matrix product lie in its operands.</summary>
internal readonly struct MatrixLayout
{
    public MatrixLayout(KernelCall call, MatrixProductSpec spec)
    {
        M = call.Size(spec.M);
        N = call.Size(spec.N);
        K = call.Size(spec.K);
        Batch = call.Size(spec.Batch);
        Gated = spec.Activation == Generator.Specs.Activation.GatedSilu;
        int weights = Gated ? 2 * N : N;
        A = new Matrix(M, K, spec.TransposeA, spec.Lda is { } lda ? call.Size(lda) : null, Batch);
        B = new Matrix(K, weights, spec.TransposeB, spec.Ldb is { } ldb ? call.Size(ldb) : null, Batch);
        C = new Matrix(M, N, false, spec.Ldc is { } ldc ? call.Size(ldc) : null, Batch);
        BiasLength = weights;
    }

    public int M { get; }
    public int N { get; }
    public int K { get; }
    public int Batch { get; }
    public bool Gated { get; }
    public Matrix A { get; }
    public Matrix B { get; }
    public Matrix C { get; }
    public int BiasLength { get; }
}

/// <summary>A row-major matrix op(x) of Rows × Columns, batch behind batch, each a leading dimension times its stored rows.</summary>
internal readonly struct Matrix(int rows, int columns, bool transposed, int? leading, int batch)
{
    private readonly bool isTransposed = transposed;

    private int StoredRows => isTransposed ? columns : rows;
    private int StoredColumns => isTransposed ? rows : columns;
    private int Leading => leading ?? StoredColumns;
    private long BatchStride => (long)StoredRows * Leading;

    /// <summary>Elements from the first to the last: the last row has no gap behind it.</summary>
    public long Length => batch == 0 || StoredRows == 0 || StoredColumns == 0
        ? 0
        : ((batch - 1) * BatchStride) + ((StoredRows - 1L) * Leading) + StoredColumns;

    public int Index(int matrix, int row, int column) =>
        (int)((matrix * BatchStride) + (isTransposed ? ((long)column * Leading) + row : ((long)row * Leading) + column));
}
