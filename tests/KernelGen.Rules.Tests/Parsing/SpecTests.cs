using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Rules.Tests.Parsing;

/// <summary>What a valid kernel becomes.</summary>
public sealed class SpecTests
{
    [Fact]
    public void ADotHasItsLengthFromTheAttribute()
    {
        var spec = Parse<DotSpec>("[Dot(1536)] public static partial float F(ReadOnlySpan<float> left, ReadOnlySpan<float> right);");
        Assert.Equal("Dot", spec.Operation);
        Assert.Equal(NumericType.Float32, spec.Element);
        Assert.Equal(NumericType.Float32, spec.Output);
        Assert.Equal(new Dimension("Length", 1536), spec.Length);
        Assert.Equal("left", spec["a"].Parameter);
        Assert.Equal("right", spec["b"].Parameter);
        Assert.Equal(IsaSet.All, spec.Targets);
        Assert.Equal(Accumulation.Auto, spec.Accumulate);
    }

    [Fact]
    public void ARunTimeLengthIsAParameterOrASpan()
    {
        Assert.Equal(
            new Dimension("Length", Parameter: "length"),
            Parse<DotSpec>("[Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int length);").Length);
        Assert.Equal(
            new Dimension("Length", LengthOf: "p"),
            Parse<DotSpec>("[Dot] public static partial float F(ReadOnlySpan<float> p, ReadOnlySpan<float> q);").Length);
        Assert.Equal(
            new Dimension("Length", LengthOf: "probe"),
            Parse<OneToManySpec>("[Similarities] public static partial void F(ReadOnlySpan<float> probe, ReadOnlySpan<float> rows, Span<float> scores);").Length);
    }

    [Fact]
    public void ARowsLengthIsStatedOrThatOfASpan()
    {
        var softmax = Parse<RowsSpec>("[Softmax] public static partial void F(ReadOnlySpan<Half> x, Span<float> y);");
        Assert.True(softmax.IsOneRow);
        Assert.Equal(NumericType.Float32, softmax.Output);
        Assert.False(Parse<RowsSpec>("[LogSoftmax(7)] public static partial void F(ReadOnlySpan<float> x, Span<float> y);").IsOneRow);
        var norm = Parse<RowsSpec>("[LayerNorm(Epsilon = 1e-6), Parallel] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> g, Span<float> y, ReadOnlySpan<float> beta, int maxThreads);");
        Assert.Equal(new Dimension("Length", LengthOf: "g"), norm.Length);
        Assert.False(norm.IsOneRow);
        Assert.Equal(1e-6, norm.Epsilon);
        Assert.Equal(1e-5, Parse<RowsSpec>("[RmsNorm(64)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, Span<float> y);").Epsilon);
    }

    [Fact]
    public void ARotaryEmbeddingHasABaseOrTables()
    {
        var spec = Parse<RotarySpec>("[RotaryEmbedding(HeadDim = 64, Heads = 8)] public static partial void F(ReadOnlySpan<Half> x, ReadOnlySpan<int> at, Span<float> y);");
        Assert.Equal(10_000, spec.Base);
        Assert.Equal(new Dimension("RotaryDim", 64), spec.RotaryDim);
        Assert.True(spec.TurnsAll);
        Assert.True(spec["positions"].IsIndex);
        Assert.Equal(NumericType.Float32, spec.Output);
        spec = Parse<RotarySpec>("[RotaryEmbedding(RotaryDim = 6, Interleaved = true)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<int> at, Span<float> y, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, int headDim, int heads);");
        Assert.Null(spec.Base);
        Assert.True(spec.IsInterleaved);
        Assert.False(spec.TurnsAll);
        Assert.Equal(new Dimension("HeadDim", Parameter: "headDim"), spec.HeadDim);
    }

    [Fact]
    public void AnOperandHasItsDeclaredValues()
    {
        var spec = Parse<DotSpec>("[Dot(2)] public static partial float F([ValueRange(-1, 0.5)] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);");
        Assert.Equal(new Interval(-1, 0.5), spec["a"].Range);
        Assert.False(spec["a"].IsUnitNorm);
        Assert.Null(spec["b"].Range);
        Assert.True(spec["b"].IsUnitNorm);
    }

    [Fact]
    public void ZeroIsADimensionLikeAnyOther() => Assert.Equal(
        0, Parse<DotSpec>("[Dot(0)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);").Length.Fixed);

    [Fact]
    public void ATopKKeepsTheOrderOfItsParameters()
    {
        var spec = Parse<OneToManySpec>(
            "[TopK(Length = 100, Metric = Metric.Cosine)] public static partial int F(int k, ReadOnlySpan<double> norms, ReadOnlySpan<double> q, ReadOnlySpan<double> r, Span<int> i, Span<double> s);");
        Assert.Equal(["norms", "query", "rows", "indices", "scores"], spec.Operands.Items.Select(operand => operand.Role));
        Assert.True(spec["indices"].IsIndex);
        Assert.Equal(OperandKind.Output, spec["scores"].Kind);
        Assert.Equal(new Dimension("K", Parameter: "k"), spec.K);
        Assert.Equal(Generator.Specs.Metric.Cosine, spec.Metric);
    }

    [Fact]
    public void AQuantizationKnowsWhatIsGivenAndWhatIsFound()
    {
        var found = Parse<QuantizeSpec>("[Quantize(Length = 768)] public static partial void F(Span<byte> zeroPoints, Span<float> scales, ReadOnlySpan<Half> p, Span<byte> q, int groupSize);");
        Assert.Equal([new("Length", 768), new("GroupSize", Parameter: "groupSize")], found.Dimensions.Items);
        Assert.Equal(["zeroPoints", "scales", "x", "y"], found.Operands.Items.Select(operand => operand.Role));
        Assert.Equal((NumericType.Half, NumericType.Byte, NumericType.Byte), (found.Element, found.Output, found.Quantised));
        Assert.True(found.IsDynamic);
        Assert.Equal(OperandKind.Output, found["zeroPoints"].Kind);

        var given = Parse<QuantizeSpec>("[Dequantize] public static partial void F(ReadOnlySpan<sbyte> x, Span<float> y, ReadOnlySpan<float> scales, int zeroPoint);");
        Assert.Equal(new Dimension("Length", LengthOf: "x"), given.Length);
        Assert.Equal((NumericType.SByte, NumericType.Float32, NumericType.SByte), (given.Element, given.Output, given.Quantised));
        Assert.Equal(OperandKind.Input, given["scales"].Kind);
        Assert.False(given.IsDynamic);
        Assert.True(given.IsOneRow);
        Assert.Null(given.GroupSize);
    }

    [Fact]
    public void AGemmHasAllItsOptions()
    {
        var spec = Parse<MatrixProductSpec>(
            """
            [Gemm(M = 3, K = 5, TransposeA = true, TransposeB = true, Lda = 7, Batch = 2)]
                public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, float beta, int n, int ldc);
            """);
        Assert.Equal([new("M", 3), new("N", Parameter: "n"), new("K", 5), new("Batch", 2)], spec.Dimensions.Items);
        Assert.True(spec.TransposeA);
        Assert.True(spec.TransposeB);
        Assert.Equal(new Dimension("Lda", 7), spec.Lda);
        Assert.Null(spec.Ldb);
        Assert.Equal(new Dimension("Ldc", Parameter: "ldc"), spec.Ldc);
        Assert.Equal(OperandKind.Scalar, spec["beta"].Kind);
        Assert.Null(spec.Find("alpha"));
    }

    [Theory]
    [InlineData("OutputsInputs", true)]
    [InlineData("InputsOutputs", false)]
    public void ADenseIsAProduct(string layout, bool transposed)
    {
        var spec = Parse<MatrixProductSpec>(
            $"[Dense(Inputs = 8, Outputs = 4, Activation = Activation.Gelu, WeightLayout = WeightLayout.{layout})] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, int batch);");
        Assert.Equal([new("Batch", Parameter: "batch"), new("Inputs", 8), new("Outputs", 4)], spec.Dimensions.Items);
        Assert.Equal(transposed, spec.TransposeB);
        Assert.Equal(Generator.Specs.Activation.Gelu, spec.Activation);
    }

    [Theory]
    [InlineData("Int4", 32, 4)]
    [InlineData("Int8", 128, 8)]
    public void ADenseMayHaveWeightsInGroups(string format, int size, int bits)
    {
        var spec = Parse<GroupedDenseSpec>(
            $"[Dense(Inputs = 80, WeightFormat = WeightFormat.{format}, GroupSize = {size}, Activation = Activation.Relu)] public static partial void F(ReadOnlySpan<Half> x, ReadOnlySpan<byte> w, Span<float> y, ReadOnlySpan<Half> weightScales, ReadOnlySpan<byte> weightZeroPoints, int outputs, int batch);");
        Assert.Equal([new("Batch", Parameter: "batch"), new("Inputs", 80), new("Outputs", Parameter: "outputs")], spec.Dimensions.Items);
        Assert.Equal((size, bits), (spec.GroupSize, spec.Bits));
        Assert.False(spec.QuantisesX);
        Assert.Equal(Generator.Specs.Activation.Relu, spec.Activation);
        Assert.Equal((NumericType.Half, NumericType.Float32, NumericType.Byte), (spec.Element, spec.Output, spec["weights"].Type));
    }

    [Fact]
    public void ABatchIsOneWhereNothingSaysOtherwise() => Assert.Equal(
        1, Parse<MatrixProductSpec>("[Dense(Inputs = 8, Outputs = 4)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);").M.Fixed);

    [Fact]
    public void AGemvHasItsTranspose() => Assert.True(
        Parse<GemvSpec>("[Gemv(M = 2, K = 3, Transpose = true)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> x, Span<float> y);").Transpose);

    [Fact]
    public void AConvolutionHasShortAndLongNames()
    {
        var spec = Parse<ConvolutionSpec>(
            """
            [Conv2D(InChannels = 8, Kernel = 3, KernelWidth = 5, Padding = 1, PaddingWidth = 2, PaddingRight = 0, Groups = 4, Layout = ImageLayout.Nhwc, Activation = Activation.Relu)]
                public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, ReadOnlySpan<float> bias, int outChannels, int height, int width, int stride);
            """);
        Assert.Equal(
            [
                new("InChannels", 8), new("OutChannels", Parameter: "outChannels"), new("Height", Parameter: "height"), new("Width", Parameter: "width"),
                new("KernelHeight", 3), new("KernelWidth", 5), new("StrideHeight", Parameter: "stride"), new("StrideWidth", Parameter: "stride"),
                new("PaddingTop", 1), new("PaddingLeft", 2), new("PaddingBottom", 1), new("Groups", 4),
            ],
            spec.Dimensions.Items);
        Assert.Equal(new Dimension("Terms", 30), spec.Terms);
        Assert.True(spec.ChannelsLast);
        Assert.Equal(Generator.Specs.Activation.Relu, spec.Activation);
        Assert.NotNull(spec.Find("bias"));
    }

    [Fact]
    public void AConvolutionHasAResult() => Assert.Equal(
        (112, 56),
        Parse<ConvolutionSpec>("[Conv2D(InChannels = 3, OutChannels = 64, Height = 224, Width = 112, Kernel = 7, Stride = 2, Padding = 3)] public static partial void F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, Span<double> y);").Result);

    /// <summary>With a stride of 4 and a dilation of 6, taps 2 apart meet the same rows: of 5 there are 3. With a stride of 3 and a dilation of 1 there are 2.</summary>
    [Fact]
    public void ATransposedConvolutionHasTheTermsOfItsLongestSum()
    {
        var spec = Parse<TransposedConvolutionSpec>(
            """
            [ConvTranspose2D(InChannels = 8, OutChannels = 12, Height = 10, Width = 6, Kernel = 5, StrideHeight = 4, StrideWidth = 3, DilationHeight = 6, PaddingTop = 2, OutputPadding = 1, OutputPaddingWidth = 2, Groups = 2)]
                public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y);
            """);
        Assert.Equal(new Dimension("Terms", 4 * 3 * 2), spec.Terms);
        Assert.Equal(((9 * 4) - 2 + (6 * 4) + 1 + 1, (5 * 3) + 4 + 2 + 1), spec.Result);
        Assert.Contains(new("OutputPaddingWidth", 2), spec.Dimensions.Items);
    }

    /// <summary>65,793 products of a byte and an sbyte stay within an int: those of the taps that meet one pixel count, of 4 × 4 with strides of 2 four.</summary>
    [Theory]
    [InlineData(16_448, "int")]
    [InlineData(16_449, "double")]
    public void ATransposedConvolutionOfBytesSumsInIntWhileNoPixelsSumPassesIt(int channels, string accumulator)
    {
        var spec = Parse<TransposedConvolutionSpec>(
            $"[ConvTranspose2D(InChannels = {channels}, OutChannels = 2, Height = 3, Width = 3, Kernel = 4, Stride = 2)] public static partial void F(ReadOnlySpan<byte> x, ReadOnlySpan<sbyte> w, Span<int> y);");
        Assert.Equal(accumulator, Generator.Arithmetic.PlanBuilder.Build(spec).Accumulator.Keyword);
    }

    [Fact]
    public void ALineIsAnImageOfOneRow()
    {
        var spec = Parse<ConvolutionSpec>("[Conv1D(InChannels = 8, OutChannels = 12, Kernel = 3, Padding = 2, PaddingRight = 0, Groups = 4)] public static partial void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, int length, int stride);");
        Assert.Equal(
            [
                new("InChannels", 8), new("OutChannels", 12), new("Length", Parameter: "length"), new("Kernel", 3), new("Stride", Parameter: "stride"),
                new("PaddingLeft", 2), new("Groups", 4),
            ],
            spec.Dimensions.Items);
        Assert.Equal(new Dimension("Terms", 6), spec.Terms);
        Assert.Equal(1, spec.Height.Fixed);
    }

    [Fact]
    public void APoolHasTheNamesOfAWindow()
    {
        var spec = Parse<PoolSpec>("[AveragePool2D(Channels = 8, Kernel = 3, Padding = 1, PaddingRight = 0, CountIncludePad = true, Layout = ImageLayout.Nhwc)] public static partial void F(ReadOnlySpan<Half> x, Span<float> y, int height, int width, int strideWidth, int batch);");
        Assert.Equal(
            [
                new("Channels", 8), new("Height", Parameter: "height"), new("Width", Parameter: "width"), new("KernelHeight", 3), new("KernelWidth", 3),
                new("StrideWidth", Parameter: "strideWidth"), new("PaddingTop", 1), new("PaddingLeft", 1), new("PaddingBottom", 1), new("Batch", Parameter: "batch"),
            ],
            spec.Dimensions.Items);
        Assert.Equal(new Dimension("Steps", 6), spec.Length);
        Assert.True(spec is { ChannelsLast: true, CountIncludePad: true, IsMax: false, IsGlobal: false });
        Assert.Equal("float", spec.Output.Name);
    }

    [Fact]
    public void AGlobalPoolIsAWindowOfTheWholeImage()
    {
        var spec = Parse<PoolSpec>("[GlobalAveragePool2D(Channels = 8, Height = 7)] public static partial void F(ReadOnlySpan<float> x, Span<float> y, int width);");
        Assert.Equal([new("Channels", 8), new("Height", 7), new("Width", Parameter: "width")], spec.Dimensions.Items);
        Assert.Equal((1, 1), spec.Result);
        Assert.True(spec is { IsGlobal: true, CountsAll: true });
    }

    [Fact]
    public void AttentionHasAsManyHeadsOfKeysAsOfQueriesUnlessItSays()
    {
        var spec = Parse<AttentionSpec>("[Attention(Heads = 8, Causal = true, Layout = AttentionLayout.SequenceFirst)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, int headDim, int queryLength, int keyLength, int pastLength);");
        Assert.Equal(
            [
                new("Heads", 8), new("KvHeads", 8), new("HeadDim", Parameter: "headDim"), new("ValueDim", Parameter: "headDim"), new("QueryLength", Parameter: "queryLength"),
                new("KeyLength", Parameter: "keyLength"), new("Batch", 1), new("PastLength", Parameter: "pastLength"),
            ],
            spec.Dimensions.Items);
        Assert.True(spec is { Causal: true, SequenceFirst: true, Scale: null });
        Assert.Equal(0.5, Parse<AttentionSpec>("[Attention(Heads = 8, KvHeads = 2, HeadDim = 4, Scale = 0.5)] public static partial void F(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> output, int queryLength, int keyLength, int batch);").Scale);
    }

    [Fact]
    public void AttentionHasItsOptions()
    {
        var spec = Parse<AttentionSpec>("[Attention(Heads = 8, HeadDim = 4, Causal = true, Softcap = 30)] public static partial void F(ReadOnlySpan<double> q, ReadOnlySpan<double> k, ReadOnlySpan<double> v, Span<double> output, ReadOnlySpan<bool> mask, ReadOnlySpan<double> alibiSlopes, Span<double> probabilities, int window, int queryLength, int keyLength);");
        Assert.True(spec is { Softcap: 30, Mask.Type.Name: "bool", Slopes.Type.Name: "double", Probabilities.Kind: OperandKind.Output, Window.Parameter: "window", Output.Name: "double" });
        Assert.Equal("Window", spec.Dimensions.Items[^1].Name);
        Assert.True(Parse<AttentionSpec>("[Attention(Heads = 8, HeadDim = 4, Causal = true, Window = 5)] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output, ReadOnlySpan<float> mask, int queryLength, int keyLength);") is { Window.Fixed: 5, Mask.Type.Name: "float", Softcap: null });
    }

    [Fact]
    public void AttentionHasItsStorage()
    {
        var codes = Parse<AttentionSpec>("[Attention(Heads = 8, HeadDim = 4)] public static partial void F(ReadOnlySpan<Half> q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, Span<float> probabilities, Span<Half> output, float keyScale, ReadOnlySpan<float> valueScales, ReadOnlySpan<float> mask, int queryLength, int keyLength);");
        Assert.True(codes is { Element.Name: "Half", Output.Name: "Half", KeyScale: { Kind: OperandKind.Scalar, Type.Name: "float" }, ValueScale: { Kind: OperandKind.Input, Type.Name: "float" }, Probabilities.Type.Name: "float", Mask.Type.Name: "float" });
        Assert.Equal("sbyte", codes["k"].Type.Name);
        Assert.True(Parse<AttentionSpec>("[Attention(Heads = 8, HeadDim = 4)] public static partial void F(ReadOnlySpan<BFloat16> q, ReadOnlySpan<BFloat16> k, ReadOnlySpan<BFloat16> v, Span<float> output, int queryLength, int keyLength);") is { Element.Name: "BFloat16", Output.Name: "float", KeyScale: null, ValueScale: null });
    }

    [Fact]
    public void EqualSourcesGiveEqualSpecs()
    {
        const string Source = "[Gemm(M = 3, N = 4, K = 5)] public static partial void F(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c);";
        var first = Parse<MatrixProductSpec>(Source);
        var second = Parse<MatrixProductSpec>(Source);
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Parse<MatrixProductSpec>(Source.Replace("K = 5", "K = 6")));
    }

    [Fact]
    public void ModifiersMergePropertyByProperty()
    {
        var compilation = Compile.Source(
            """
            using System;
            using KernelGen;

            [assembly: Precision(Accumulate = Accumulate.Compensated, Tolerance = 1e-6)]
            [assembly: TargetIsa(Isa.Neon)]

            [Precision(Accumulate = Accumulate.Float64)]
            partial class Outer
            {
                [TargetIsa(Isa.Avx2)]
                public partial class Inner
                {
                    [SumOfSquares, Precision(Tolerance = 1e-2)] public static partial float F(ReadOnlySpan<float> a);
                    [SumOfSquares, Precision(Accumulate = Accumulate.Auto), TargetIsa(Isa.None)] public static partial float G(ReadOnlySpan<float> a);
                }
            }

            partial class Other { [SumOfSquares] public static partial float H(ReadOnlySpan<float> a); }
            """);
        KernelSpec[] specs = [.. Compile.ParseAll(compilation).Select(result => result.Spec!)];
        Assert.Equal((Accumulation.Float64, 1e-2, IsaSet.Avx2), (specs[0].Accumulate, specs[0].Tolerance, specs[0].Targets));
        Assert.Equal((Accumulation.Auto, 1e-6, IsaSet.None), (specs[1].Accumulate, specs[1].Tolerance, specs[1].Targets));
        Assert.Equal((Accumulation.Compensated, 1e-6, IsaSet.Neon), (specs[2].Accumulate, specs[2].Tolerance, specs[2].Targets));
    }

    [Fact]
    public void ThreadsMergeLikeTheOtherModifiers()
    {
        const string Scores = "(ReadOnlySpan<float> q, ReadOnlySpan<float> r, Span<float> s";
        var compilation = Compile.Source($$"""
            using System;
            using KernelGen;

            [Parallel(MaxThreads = 6)]
            partial class Outer
            {
                [Parallel]
                public partial class Inner
                {
                    [Similarities] public static partial void F{{Scores}});
                    [Similarities, Parallel(MaxThreads = 2)] public static partial void G{{Scores}});
                    [Similarities] public static partial void H{{Scores}}, int maxThreads);
                    [Similarities, Parallel(MaxThreads = 1)] public static partial void I{{Scores}});
                    [SumOfSquares] public static partial float J(ReadOnlySpan<float> a);
                }
            }

            partial class Other
            {
                [Similarities] public static partial void K{{Scores}});
                [Similarities, Parallel] public static partial void L{{Scores}});
            }
            """);
        Assert.Equal(
            [new(6, null), new(2, null), new(null, "maxThreads"), null, null, null, new(null, null)],
            Compile.ParseAll(compilation).Select(result => result.Spec!.Threads));
    }

    [Fact]
    public void TheMSBuildPropertyYieldsToAnAttribute()
    {
        var settings = new BuildSettings { Targets = IsaSet.Avx2 };
        const string Kernel = "public static partial float F(ReadOnlySpan<float> a);";
        Assert.Equal(IsaSet.Avx2, Compile.Parse("[SumOfSquares] " + Kernel, settings).Spec!.Targets);
        Assert.Equal(IsaSet.Neon, Compile.Parse("[SumOfSquares, TargetIsa(Isa.Neon)] " + Kernel, settings).Spec!.Targets);
    }

    [Theory]
    [InlineData("[SumOfSquares]", false)]
    [InlineData("[SumOfSquares, TargetIsa(Isa.None)]", true)]
    [InlineData("[SumOfSquares, TargetIsa(Isa.All)]", true)]
    public void ASourceKnowsWhetherItStatesItsTargets(string attributes, bool stated) => Assert.Equal(
        stated, Compile.Parse(attributes + " public static partial float F(ReadOnlySpan<float> a);").HasOwnTargets);

    [Fact]
    public void WithoutUnsafeBlocksThereIsAReasonAndNoSpec()
    {
        ParseResult result = Compile.Parse("[SumOfSquares] public static partial float F(ReadOnlySpan<float> a);", new() { AllowUnsafe = false });
        Assert.Null(result.Spec);
        Assert.NotNull(result.Shape);
        Assert.Contains("<AllowUnsafeBlocks>true</AllowUnsafeBlocks>", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstOfTwoKernelAttributesCounts()
    {
        var compilation = Compile.Source(Verify.Kernel("[Cosine, Dot] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);"));
        var method = (Microsoft.CodeAnalysis.IMethodSymbol)compilation.GetTypeByMetadataName("Kernels")!.GetMembers("F")[0];
        Assert.Equal("CosineAttribute", KernelAttributes.FirstOf(method)?.AttributeClass?.Name);
    }

    /// <summary>The enumerations that Specs keeps for itself have the public ones' members and values.</summary>
    [Theory]
    [InlineData(typeof(Accumulate), typeof(Accumulation))]
    [InlineData(typeof(Activation), typeof(Generator.Specs.Activation))]
    [InlineData(typeof(Metric), typeof(Generator.Specs.Metric))]
    [InlineData(typeof(WeightFormat), typeof(Generator.Specs.WeightFormat))]
    public void EnumerationsAgree(Type face, Type own) => Assert.Equal(Members(face), Members(own));

    /// <summary>A property asks for the targets of AVX-VNNI, and no attribute.</summary>
    [Fact]
    public void TargetsAgree() => Assert.Equal(Members(typeof(Isa)), Members(typeof(IsaSet)).Where(member => !member.StartsWith("Vnni", StringComparison.Ordinal)));

    /// <summary>Every kernel attribute of the library is in the table, with every dimension of its form.</summary>
    [Fact]
    public void TheTableIsTheLibrarys()
    {
        string[] modifiers = [KernelAttributes.Precision, KernelAttributes.TargetIsa, KernelAttributes.Parallel, KernelAttributes.ValueRange, KernelAttributes.UnitNorm];
        Assert.Equal(
            typeof(DotAttribute).Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(Attribute)) && !modifiers.Contains(type.Name))
                .Select(type => type.FullName!).Order(StringComparer.Ordinal),
            KernelAttributes.Names.Order(StringComparer.Ordinal));
        foreach (KernelForm form in KernelForms.All)
        {
            Type attribute = typeof(DotAttribute).Assembly.GetType($"KernelGen.{form.Name}Attribute", throwOnError: true)!;
            Assert.Equal(
                attribute.GetProperties().Where(property => property.PropertyType == typeof(int) && property != typeof(DenseAttribute).GetProperty(nameof(DenseAttribute.GroupSize))).Select(property => property.Name).Order(StringComparer.Ordinal),
                form.Dimensions.Select(dimension => dimension.Name).Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Members(Type type) =>
        Enum.GetNames(type).Select(name => name + " = " + Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal);

    private static T Parse<T>(string members)
        where T : KernelSpec
    {
        ParseResult result = Compile.Parse(members);
        Assert.Empty(result.Findings);
        Assert.Equal("", result.Reason);
        return Assert.IsType<T>(result.Spec);
    }
}
