namespace KernelGen.Rules.Tests.Rules;

/// <summary>A kernel's parameters are those of its operation.</summary>
public sealed class KG0008Tests
{
    private const string Missing = "[Gemm(M = 4, N = 4, K = 4)] public static partial void {|KG0008:F|}(ReadOnlySpan<double> a, ReadOnlySpan<double> b);";

    [Fact]
    public Task FiresOnAMissingOperand() => Verify.Fires(Verify.Kernel(Missing));

    [Theory]
    [InlineData("float[]")]
    [InlineData("Span<float>")]
    [InlineData("Memory<float>")]
    [InlineData("float")]
    [InlineData("ReadOnlySpan<float>[]")]
    public Task FiresOnAnotherKindOfType(string type) => Verify.Fires(Verify.Kernel(
        "[Dot] public static partial float F(ReadOnlySpan<float> a, {|KG0008:" + type + "|} b);"));

    [Fact]
    public Task FiresOnAnInputWhereAnOutputIsNeeded() => Verify.Fires(Verify.Kernel(
        "[Normalize] public static partial void F(ReadOnlySpan<float> x, {|KG0008:ReadOnlySpan<float>|} y);"));

    [Fact]
    public Task FiresOnWeightsInGroupsWithoutScales() => Verify.Fires(Verify.Kernel(
        "[Dense(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void {|KG0008:F|}(ReadOnlySpan<float> x, ReadOnlySpan<byte> w, Span<float> y);"));

    [Theory]
    [InlineData("sbyte", "float", "")]
    [InlineData("sbyte", "sbyte", ", float keyScale")]
    [InlineData("Half", "sbyte", "")]
    public Task FiresOnCodesOfAttentionWithoutScales(string k, string v, string scales) => Verify.Fires(Verify.Kernel(
        $"[Attention(Heads = 2, HeadDim = 8, QueryLength = 1, KeyLength = 9)] public static partial void {{|KG0008:F|}}(ReadOnlySpan<float> q, ReadOnlySpan<{k}> k, ReadOnlySpan<{v}> v, Span<float> output{scales});"));

    [Fact]
    public async Task SaysWhichScalesCodesOfAttentionNeed()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(Verify.Kernel(
            "[Attention(Heads = 2, HeadDim = 8, QueryLength = 1, KeyLength = 9)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<float> v, Span<float> output);"))));
        Assert.StartsWith(
            "The operand 'float keyScale', for all keys, or 'ReadOnlySpan<float> keyScales', one a key and head, is missing: codes are worth what their scale says. ",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cos")]
    [InlineData("sin")]
    public Task FiresOnOneTableOfTwo(string table) => Verify.Fires(Verify.Kernel(
        "[RotaryEmbedding(HeadDim = 8, Heads = 2)] public static partial void {|KG0008:F|}(ReadOnlySpan<float> x, ReadOnlySpan<int> positions, Span<float> y, ReadOnlySpan<float> " + table + ");"));

    [Theory]
    [InlineData("{|KG0008:ReadOnlySpan<long>|}")]
    [InlineData("{|KG0008:Span<int>|}")]
    public Task FiresOnPositionsThatAreNone(string type) => Verify.Fires(Verify.Kernel(
        "[RotaryEmbedding(HeadDim = 8, Heads = 2)] public static partial void F(ReadOnlySpan<float> x, " + type + " positions, Span<float> y);"));

    [Fact]
    public Task FiresOnAPackOfGroupsWithoutScales() => Verify.Fires(Verify.Kernel(
        """
        [Dense(Inputs = 2, Outputs = 2, WeightFormat = WeightFormat.Int4, GroupSize = 32)] public static partial void F(ReadOnlySpan<float> x, PackedWeights<byte> w, Span<float> y);
            [Pack(nameof(F))] public static partial PackedWeights<byte> {|KG0008:P|}(ReadOnlySpan<byte> w);
        """));

    [Theory]
    [InlineData("in")]
    [InlineData("ref")]
    [InlineData("out")]
    [InlineData("ref readonly")]
    public Task FiresOnAReference(string passing) => Verify.Fires(Verify.Kernel(
        "[SumOfSquares] public static partial float F(" + passing + " ReadOnlySpan<float> {|KG0008:a|});"));

    [Fact]
    public Task FiresOnWrongOptionalOperandsAndDimensions() => Verify.Fires(Verify.Kernel(
        """
        [Gemm] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, {|KG0008:long|} m, int n, {|KG0008:uint|} k,
                {|KG0008:ReadOnlySpan<float>|} alpha, {|KG0008:int|} beta);
            [TopK(Length = 3, K = 2)] public static partial int G(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, {|KG0008:Span<long>|} indices, Span<float> scores);
        """));

    [Fact]
    public Task FiresOnASpanThatIsNotTheFrameworks() => Verify.Fires(
        """
        using KernelGen;

        namespace Mine
        {
            public ref struct ReadOnlySpan<T> { }
            partial class C { [SumOfSquares] public static partial float F({|KG0008:ReadOnlySpan<float>|} a); }
        }
        """);

    [Fact]
    public Task IsSilentOnEveryKernelOfTheTable() => Verify.Silent(Verify.Kernel(
        """
        [Dot(8)] public static partial float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right);
            [Cosine] public static partial double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
            [SquaredDistance] public static partial float Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int length);
            [SumOfSquares(Length = 8)] public static partial float Squares(ReadOnlySpan<float> @in);
            [Normalize] public static partial void Normalize(ReadOnlySpan<float> x, Span<float> y);
            [Similarities(Length = 8, Metric = Metric.Cosine)] public static partial void Score(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> scores);
            [TopK] public static partial int Top(int k, ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores);
            [TopK(Length = 8, K = 3, Metric = Metric.Cosine)] public static partial int TopNorms(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, ReadOnlySpan<float> norms, Span<int> indices, Span<float> scores);
            [Gemv(M = 4, K = 8, Transpose = true)] public static partial void Gemv(ReadOnlySpan<double> m, ReadOnlySpan<double> v, Span<double> y, double alpha, double beta, ReadOnlySpan<double> bias);
            [Gemm(N = 4, TransposeA = true, Lda = 9)] public static partial void Gemm(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int k, int ldc, float beta = 0, float alpha = 1, int batch = 1);
            [Dense(Inputs = 8, Outputs = 4, Activation = Activation.GatedSilu)] public static partial void Dense(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Span<float> y, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, int batch);
        """));

    [Fact]
    public Task IsSilentOnParamsAndScoped() => Verify.Silent(Verify.Kernel(
        """
        [Dot] public static partial float F(scoped ReadOnlySpan<float> a, scoped ReadOnlySpan<float> b);
            [SumOfSquares] public static partial float G(params ReadOnlySpan<float> a);
            [Dot] public static partial float H(this ReadOnlySpan<float> a, ReadOnlySpan<float> b);
        """));

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG0008", Verify.Kernel(Missing));

    [Fact]
    public Task IsFixedInTheElementTypeThatIsThere() => Verify.Fixes(
        Verify.Kernel(Missing),
        Verify.Kernel("[Gemm(M = 4, N = 4, K = 4)] public static partial void F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c);"));

    [Fact]
    public Task IsFixedFromTheAttributeAlone() => Verify.Fixes(
        Verify.Kernel("[TopK(Length = 100, Metric = Metric.Cosine)] public static partial {|KG0011:void|} {|KG0008:F|}();").Replace("[TopK", "[{|KG0013:TopK|}"),
        Verify.Kernel("[TopK(Length = 100, Metric = Metric.Cosine)] public static partial int F(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);"),
        iterations: 2, fixAll: false);

    [Fact]
    public Task IsFixedWithTheUsersNamesAndDefaults() => Verify.Fixes(
        Verify.Kernel("[Gemv(M = 4, K = 4)] public static partial void F({|KG0008:float[]|} matrix, ReadOnlySpan<float> vector, Span<float> y, float beta = 0);"),
        Verify.Kernel("[Gemv(M = 4, K = 4)] public static partial void F(ReadOnlySpan<float> matrix, ReadOnlySpan<float> vector, Span<float> y, float beta = 0);"));

    [Fact]
    public Task IsFixedWithoutAUsingDirective() => Verify.Fixes(
        """
        partial class C { [KernelGen.SumOfSquares] public static partial float {|KG0008:F|}(); }
        """,
        """
        partial class C { [KernelGen.SumOfSquares] public static partial float F(System.ReadOnlySpan<float> a); }
        """);
}
