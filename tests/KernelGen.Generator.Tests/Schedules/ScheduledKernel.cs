namespace KernelGen.Generator.Tests.Schedules;

/// <summary>A kernel to be scheduled in many ways, and a call of it.</summary>
/// <param name="Type">Of its elements.</param>
/// <param name="Declaration">Attributes, result and parameters of <c>F</c>: T stands for the type.</param>
/// <param name="Call">Arguments; <c>s0</c>, <c>s1</c>, … are arrays of the lengths below, <c>o</c> is the output.</param>
/// <param name="Lengths">Of the inputs.</param>
/// <param name="OutputLength">Elements of the output; 1 where the kernel returns its result.</param>
public sealed record ScheduledKernel(string Name, string Type, string Attributes, string Parameters, string Call, int[] Lengths, int OutputLength)
{
    /// <summary>What becomes of F's result.</summary>
    public string Result { get; init; } = "void";

    public override string ToString() => Name;

    private const int M = 37, N = 53, K = 61;

    internal static readonly ScheduledKernel[] All =
    [
        new("fixed Gemm", "float", "[Gemm(M = 23, N = 37, K = 29)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c", "s0, s1, o", [23 * 29, 29 * 37], 23 * 37),
        new("fixed Gemm, transposed", "double", "[Gemm(M = 23, N = 19, K = 29, TransposeA = true, TransposeB = true, Ldc = 21)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, T alpha, T beta",
            "s0, s1, o, 0.7, 1.3", [23 * 29, 29 * 19], 23 * 21),
        new("Gemm", "float", "[Gemm]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k", $"s0, s1, o, {M}, {N}, {K}", [M * K, K * N], M * N),
        new("Gemm with alpha", "double", "[Gemm]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, T alpha", $"s0, s1, o, {M}, {N}, {K}, 1.7", [M * K, K * N], M * N),
        new("Gemm with alpha and beta", "float", "[Gemm]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, T alpha, T beta, int lda, int ldb, int ldc, int batch",
            $"s0, s1, o, {M}, {N}, {K}, 1.7f, 0.3f, 70, 71, 72, 2", [2 * M * 70, 2 * K * 71], 2 * M * 72),
        new("Gemm, a transposed", "float", "[Gemm(TransposeA = true)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, int batch", $"s0, s1, o, {M}, {N}, {K}, 3", [3 * M * K, 3 * K * N], 3 * M * N),
        new("Gemm, b transposed", "double", "[Gemm(TransposeB = true)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k", $"s0, s1, o, {M}, {N}, {K}", [M * K, K * N], M * N),
        new("Gemm in double", "float", "[Gemm, Precision(Accumulate = Accumulate.Float64)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k", $"s0, s1, o, {M}, {N}, {K}", [M * K, K * N], M * N),
        new("Gemm, compensated", "float", "[Gemm, Precision(Accumulate = Accumulate.Compensated)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k", $"s0, s1, o, {M}, {N}, {K}", [M * K, K * N], M * N),
        new("Dense with Gelu", "float", "[Dense(Activation = Activation.Gelu)]", "ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, ReadOnlySpan<T> bias, int inputs, int outputs, int batch",
            $"s0, s1, o, s2, {K}, {N}, {M}", [M * K, K * N, N], M * N),
        new("Dense with GatedSilu", "float", "[Dense(Activation = Activation.GatedSilu, WeightLayout = WeightLayout.InputsOutputs)]",
            "ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, ReadOnlySpan<T> bias, ReadOnlySpan<T> residual, int inputs, int outputs, int batch", $"s0, s1, o, s2, s3, {K}, {N}, {M}", [M * K, 2 * K * N, 2 * N, M * N], M * N),
        new("Dense in place of its residual", "double", "[Dense]", "ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, ReadOnlySpan<T> residual, int inputs, int outputs, int batch",
            $"s0, s1, o, o, {K}, {N}, {M}", [M * K, K * N], M * N),
        new("Gemv", "float", "[Gemv]", "ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, T beta, int m, int k", $"s0, s1, o, 0.3f, {M}, {K + 100}", [M * (K + 100), K + 100], M),
        new("Gemv, transposed", "double", "[Gemv(Transpose = true)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y, int m, int k", $"s0, s1, o, {M}, {K + 100}", [M * (K + 100), K + 100], M),
        new("Cosine", "float", "[Cosine, Precision(Accumulate = Accumulate.Float64)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b", "s0, s1", [333, 333], 1) { Result = "T" },
        new("Dot, compensated", "double", "[Dot(301), Precision(Accumulate = Accumulate.Compensated)]", "ReadOnlySpan<T> a, ReadOnlySpan<T> b", "s0, s1", [301, 301], 1) { Result = "T" },
        new("Similarities", "float", "[Similarities(Metric = Metric.Cosine)]", "ReadOnlySpan<T> query, ReadOnlySpan<T> rows, Span<T> scores", "s0, s1, o", [201, 201 * 15], 15),
        new("Similarities in double", "float", "[Similarities(Length = 99, Metric = Metric.SquaredDistance), Precision(Accumulate = Accumulate.Float64)]", "ReadOnlySpan<T> query, ReadOnlySpan<T> rows, Span<T> scores", "s0, s1, o", [99, 99 * 15], 15),
    ];

    /// <summary>One class with the kernel, for one target, and a method that calls it.</summary>
    public string Source(string className, string target)
    {
        string arrays = string.Concat(Lengths.Select((_, i) => $"var s{i} = (T[])inputs[{i}]; "));
        string call = Result == "void" ? $"F({Call});" : $"o[0] = F({Call});";
        return $$"""
            using System;
            using KernelGen;

            public static partial class {{className}}
            {
                [TargetIsa(Isa.{{target}})] {{Attributes}}
                public static partial {{Result}} F({{Parameters}});

                public static void Run(Array[] inputs, Array output) { {{arrays}}var o = (T[])output; {{call}} }
            }
            """.Replace("<T>", $"<{Type}>", StringComparison.Ordinal).Replace("T[]", Type + "[]", StringComparison.Ordinal)
            .Replace(" T ", $" {Type} ", StringComparison.Ordinal);
    }
}
