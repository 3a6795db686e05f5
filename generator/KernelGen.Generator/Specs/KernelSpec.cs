namespace KernelGen.Generator.Specs;

/// <summary>What is asked: one kernel, as the user wrote it, with every symbol resolved. Parsing makes it; nothing after Parsing sees Roslyn.</summary>
internal abstract record KernelSpec
{
    /// <summary>The attribute's name: <c>Gemm</c>.</summary>
    public required string Operation { get; init; }

    public required MethodShape Method { get; init; }

    /// <summary>The inputs' element type.</summary>
    public required NumericType Element { get; init; }

    /// <summary>The outputs' element type (for a kernel that returns its result, the return type).</summary>
    public required NumericType Output { get; init; }

    public Accumulation Accumulate { get; init; }

    /// <summary>The largest relative error that the caller accepts.</summary>
    public double Tolerance { get; init; } = 1e-3;

    public IsaSet Targets { get; init; } = IsaSet.All;

    /// <summary>The threads that may share a call; null for the caller's alone.</summary>
    public Threads? Threads { get; init; }

    /// <summary>Each call looks whether its operands hold what is declared of them: the MSBuild property KernelGenChecked.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Every dimension in the attribute's order, for headers and the catalog.</summary>
    public abstract EquatableArray<Dimension> Dimensions { get; }

    /// <summary>Every operand in the order of the user's parameters.</summary>
    public required EquatableArray<Operand> Operands { get; init; }

    /// <summary>The operand in a role, or null where the user left an optional one out.</summary>
    public Operand? Find(string role)
    {
        foreach (Operand operand in Operands)
        {
            if (operand.Role == role)
                return operand;
        }

        return null;
    }

    public Operand this[string role] => Find(role) ?? throw new ArgumentException($"{Operation} has no operand '{role}'.", nameof(role));
}

/// <summary>Dot (a, b), Cosine (a, b), SquaredDistance (a, b), SumOfSquares (a): one number of one or two vectors.</summary>
internal sealed record DotSpec : KernelSpec
{
    public required Dimension Length { get; init; }
    public override EquatableArray<Dimension> Dimensions => new([Length]);
}

/// <summary>An operation on the rows of a matrix, each by itself: Normalize (x, y), a single row.</summary>
internal sealed record RowwiseSpec : KernelSpec
{
    public required Dimension Length { get; init; }
    public override EquatableArray<Dimension> Dimensions => new([Length]);
}

/// <summary>
/// One vector against the rows of a matrix: Similarities (query, rows, scores) and TopK (query, rows, indices, scores; norms).
/// The number of rows is the spans'.
/// </summary>
internal sealed record OneToManySpec : KernelSpec
{
    public required Dimension Length { get; init; }
    public required Metric Metric { get; init; }

    /// <summary>TopK's K; null for Similarities.</summary>
    public Dimension? K { get; init; }

    public override EquatableArray<Dimension> Dimensions => K is null ? new([Length]) : new([Length, K]);
}

/// <summary>Gemv (a, x, y; alpha, beta, bias): y = alpha·op(a)·x + beta·y + bias, with op(a) of M×K; a is [M,K], transposed [K,M].</summary>
internal sealed record GemvSpec : KernelSpec
{
    public required Dimension M { get; init; }
    public required Dimension K { get; init; }
    public required bool Transpose { get; init; }
    public override EquatableArray<Dimension> Dimensions => new([M, K]);
}

/// <summary>
/// Gemm (a, b, c; alpha, beta) and Dense (x, weights, y; gamma, bias, residual): M×N chains of length K.
/// In Dense, M is the batch, N is Outputs, K is Inputs, b is the weights, transposed in layout OutputsInputs; with gamma its rows of x are normalised first (<see cref="FusedNorm"/>).
/// </summary>
internal sealed record MatrixProductSpec : KernelSpec
{
    public required Dimension M { get; init; }
    public required Dimension N { get; init; }
    public required Dimension K { get; init; }

    /// <summary>a is [K,M] instead of [M,K].</summary>
    public bool TransposeA { get; init; }

    /// <summary>b is [N,K] instead of [K,N].</summary>
    public bool TransposeB { get; init; }

    /// <summary>Independent products, one behind the other in each operand. Dense has one.</summary>
    public Dimension Batch { get; init; } = new("Batch", 1);

    /// <summary>Leading dimensions, in elements, where the user states one; otherwise rows follow each other without a gap.</summary>
    public Dimension? Lda { get; init; }
    public Dimension? Ldb { get; init; }
    public Dimension? Ldc { get; init; }

    public Activation Activation { get; init; }

    /// <summary>Of the norm that the rows go through first, where there is one.</summary>
    public double Epsilon { get; init; }

    /// <summary>The factors change places: the weights are a, and what they are multiplied by is b, as in a convolution of planes.</summary>
    public bool IsTurned { get; init; }

    /// <summary>The result is [N, M], as planes are of windows × filters: a tile's sums are turned on their way, and its rows are copied as they lie side by side.</summary>
    public bool TurnsResult { get; init; }

    /// <summary>The role of a's operand.</summary>
    public string RoleA => Operation == "Gemm" ? "a" : IsTurned ? "weights" : "x";

    /// <summary>The role of b's.</summary>
    public string RoleB => Operation switch { "Gemm" => "b", "Gemv" => "a", _ => IsTurned ? "x" : "weights" };

    /// <summary>b comes as what a [Pack] method made. <see cref="TransposeB"/> and <see cref="Ldb"/> say how it lay before.</summary>
    public bool PackedB { get; init; }

    public override EquatableArray<Dimension> Dimensions =>
        Operation == "Dense" ? new([M, K, N]) : new([M, N, K, Batch]);
}

/// <summary>
/// Dense (x, weights, y, weightScales; weightZeroPoints, gamma, bias, residual) of weights that are quantised in groups along K: M is the batch, N is Outputs,
/// K is Inputs. A row of weights is whole groups; what lies behind the last input fills up the last one.
/// </summary>
internal sealed record GroupedDenseSpec : KernelSpec
{
    public required Dimension M { get; init; }
    public required Dimension N { get; init; }
    public required Dimension K { get; init; }
    public required WeightFormat Format { get; init; }

    /// <summary>Weights that share a scale: 32, 64 or 128.</summary>
    public required int GroupSize { get; init; }

    public Activation Activation { get; init; }

    /// <inheritdoc cref="MatrixProductSpec.Epsilon"/>
    public double Epsilon { get; init; }

    /// <summary>The weights come as what a [Pack] method made, scales and zero points beside them: then the kernel has no operand of those.</summary>
    public bool PackedWeights { get; init; }

    /// <summary>x becomes codes too, whose products are summed as integers.</summary>
    public bool QuantisesX => Accumulate == Accumulation.Int32;

    /// <summary>A code's bits.</summary>
    public int Bits => Format.Bits();

    public override EquatableArray<Dimension> Dimensions => new([M, K, N]);
}

/// <summary>Pack (weights): the plain weights of some kernels, once, in the strips that they read.</summary>
internal sealed record PackSpec : KernelSpec
{
    /// <summary>What its kernels have in common: a product, a layer of weights in groups or a convolution of packed weights. All but its weights is as good as open.</summary>
    public required KernelSpec Common { get; init; }

    /// <summary>8-bit weights in this range some of the kernels take four at a time: the pack has them so too. Null: none does.</summary>
    public Interval? Quads { get; init; }

    /// <summary>The kernels' names, for the header.</summary>
    public required EquatableArray<string> Kernels { get; init; }

    public override EquatableArray<Dimension> Dimensions => new([.. Shape(Common)]);

    /// <summary>The dimensions that a kernel's weights have, its leading one aside.</summary>
    public static IEnumerable<Dimension> Shape(KernelSpec kernel) => kernel switch
    {
        ConvolutionSpec convolution =>
        [
            convolution.InChannels, convolution.OutChannels, .. convolution.IsLine ? [] : new[] { convolution.KernelHeight }, convolution.KernelWidth, convolution.Groups,
            .. convolution is TransposedConvolutionSpec transposed ? transposed.Steps : [],
        ],
        GroupedDenseSpec grouped => [grouped.K, grouped.N],
        _ => [((MatrixProductSpec)kernel).K, ((MatrixProductSpec)kernel).N],
    };
}
