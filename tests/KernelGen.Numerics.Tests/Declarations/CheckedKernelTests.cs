using System.Globalization;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Declarations;

/// <summary>
/// Kernels of a project with KernelGenChecked: a number outside of what is declared is refused wherever it stands, and named; what lies between rows
/// is nobody's number.
/// </summary>
public sealed class CheckedKernelTests
{
    private const string Ranged =
        """
        public static partial class Ranged
        {
            [Dot] public static partial float DotF32([ValueRange(-1, 1)] ReadOnlySpan<float> a, [ValueRange(0.1, 0.7)] ReadOnlySpan<float> b);
            [Dot(33)] public static partial double DotF64([ValueRange(-1, 1)] ReadOnlySpan<double> a, [ValueRange(0.1, 0.7)] ReadOnlySpan<double> b);
            [Dot] public static partial float DotF16([ValueRange(-0.1, 2)] ReadOnlySpan<Half> a, ReadOnlySpan<Half> b);
            [Cosine] public static partial float CosineBF16([ValueRange(-0.1, 2)] ReadOnlySpan<BFloat16> a, [ValueRange(-1e39, 1)] ReadOnlySpan<BFloat16> b);
            [Dot] public static partial int DotU8I8([ValueRange(0.5, 200)] ReadOnlySpan<byte> a, [ValueRange(-100, 100.9)] ReadOnlySpan<sbyte> b);
            [Normalize] public static partial void NormalizeF32([ValueRange(-3, -1)] ReadOnlySpan<float> x, Span<float> y);
            [Similarities] public static partial void SimilaritiesF32([ValueRange(-1, 1)] ReadOnlySpan<float> query, [ValueRange(0, 4)] ReadOnlySpan<float> rows, Span<float> scores);
            [TopK(Metric = Metric.Cosine)] public static partial int TopKF32(ReadOnlySpan<float> query, [ValueRange(-1, 1)] ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k, [ValueRange(0, 9)] ReadOnlySpan<float> norms);
            [Gemv] public static partial void GemvF32([ValueRange(-1, 1)] ReadOnlySpan<float> a, [ValueRange(0, 1)] ReadOnlySpan<float> x, [ValueRange(-9, 9)] Span<float> y, int m, int k, [ValueRange(0.5, 2)] float alpha, [ValueRange(0.1, 2)] float beta, [ValueRange(-1, 0)] ReadOnlySpan<float> bias);
            [Gemm] public static partial void GemmF32([ValueRange(-1, 1)] ReadOnlySpan<float> a, [ValueRange(-2, 2)] ReadOnlySpan<float> b, [ValueRange(-3, 3)] Span<float> c, int m, int n, int k, float beta, int lda, int ldb, int ldc, int batch);
            [Gemm(TransposeA = true, TransposeB = true), Parallel] public static partial void GemmTTI8([ValueRange(-10, 10)] ReadOnlySpan<sbyte> a, [ValueRange(-20, 20)] ReadOnlySpan<sbyte> b, Span<int> c, int m, int n, int k, int lda, int ldb, int ldc);
            [Dense(Activation = Activation.GatedSilu)] public static partial void DenseF32([ValueRange(-1, 1)] ReadOnlySpan<float> x, [ValueRange(-2, 2)] ReadOnlySpan<float> weights, Span<float> y, int inputs, int outputs, int batch, [ValueRange(-1, 1)] ReadOnlySpan<float> bias, [ValueRange(-1, 1)] ReadOnlySpan<float> residual);
        }
        """;

    private const string Unit =
        """
        public static partial class Unit
        {
            [Dot] public static partial float DotF32([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b);
            [Dot(19)] public static partial double DotF64([UnitNorm] ReadOnlySpan<double> a, [UnitNorm] ReadOnlySpan<double> b);
            [Dot] public static partial float DotF16([UnitNorm] ReadOnlySpan<Half> a, [UnitNorm] ReadOnlySpan<Half> b);
            [Similarities] public static partial void SimilaritiesBF16([UnitNorm] ReadOnlySpan<BFloat16> query, [UnitNorm] ReadOnlySpan<BFloat16> rows, Span<float> scores);
            [TopK] public static partial int TopKF32([UnitNorm] ReadOnlySpan<float> query, [UnitNorm] ReadOnlySpan<float> rows, Span<int> indices, Span<float> scores, int k);
            [Gemv] public static partial void GemvF32([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> x, Span<float> y, int m, int k);
            [Gemv(Transpose = true)] public static partial void GemvTF32([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> x, Span<float> y, int m, int k);
            [Gemm] public static partial void GemmNNF32([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int lda, int ldb, int ldc, int batch);
            [Gemm(TransposeA = true, TransposeB = true)] public static partial void GemmTTF32([UnitNorm] ReadOnlySpan<float> a, [UnitNorm] ReadOnlySpan<float> b, Span<float> c, int m, int n, int k, int lda, int ldb, int ldc, int batch);
            [Dense(Activation = Activation.GatedSilu, WeightLayout = WeightLayout.InputsOutputs)] public static partial void DenseF32(ReadOnlySpan<float> x, [UnitNorm] ReadOnlySpan<float> weights, Span<float> y, int inputs, int outputs, int batch);
        }
        """;

    [Fact]
    public void ANumberThatIsNotDeclaredIsRefusedWhereverItStands()
    {
        foreach (Kernel kernel in KernelLibrary.CompileChecked(Ranged))
        {
            int seed = 0;
            foreach (KernelCall shape in Shapes(kernel))
            {
                KernelCall call = Fill(shape, ++seed);
                kernel.AssertBits(call);
                foreach (Operand operand in kernel.Spec.Operands.Items.Where(operand => operand is { Range: not null, Kind: not OperandKind.Scalar }))
                {
                    HashSet<int> numbers = [.. Vectors(call, operand.Role).SelectMany(vector => vector)];
                    bool isRead = operand.Kind == OperandKind.Input || call.Scalars["beta"] != 0;
                    for (int i = 0; i < call.Vectors[operand.Role].Length; i++)
                    {
                        foreach (double outside in Outside(operand))
                            Try(kernel, call, operand, i, outside, isRefused: isRead && numbers.Contains(i));
                    }
                }
            }
        }
    }

    [Fact]
    public void AScalarThatIsNotDeclaredIsRefused()
    {
        Kernel kernel = KernelLibrary.CompileChecked(Ranged).Single(kernel => kernel.Name == "GemvF32");
        foreach ((string scalar, double value, bool isRefused) in new[] { ("alpha", 0.4999, true), ("alpha", 0.5, false), ("alpha", double.NaN, true), ("beta", (double)0.1f, false), ("beta", 2.1, true) })
        {
            KernelCall call = Fill(Calls.Sized(kernel.Spec, ("M", 3), ("K", 5)), 1);
            call.Scalars[scalar] = value;
            if (!isRefused)
                kernel.Run(call);
            else
                Assert.Equal(scalar, Assert.Throws<ArgumentException>(() => kernel.Run(call)).ParamName);
        }
    }

    [Fact]
    public void AVectorWhoseLengthIsNotOneIsRefused()
    {
        foreach (Kernel kernel in KernelLibrary.CompileChecked(Unit))
        {
            int seed = 0;
            foreach (KernelCall shape in Shapes(kernel))
            {
                KernelCall call = Fill(shape, ++seed);
                kernel.Run(call);
                foreach (Operand operand in kernel.Spec.Operands.Items.Where(operand => operand.IsUnitNorm))
                {
                    double[] numbers = call.Vectors[operand.Role];
                    foreach (int[] vector in Vectors(call, operand.Role).Where(vector => vector.Length > 0))
                    {
                        double[] before = [.. vector.Select(i => numbers[i])];
                        foreach (double factor in new[] { 0, 0.97, 1.03, double.NaN })
                        {
                            foreach (int i in vector)
                                numbers[i] = Rounding.To(operand.Type, numbers[i] * factor);
                            ArgumentException refusal = Assert.Throws<ArgumentException>(() => kernel.Run(call));
                            Assert.Equal(operand.Parameter, refusal.ParamName);
                            Assert.Contains($"begins at index {vector[0].ToString(CultureInfo.InvariantCulture)} ", refusal.Message, StringComparison.Ordinal);
                            for (int i = 0; i < vector.Length; i++)
                                numbers[vector[i]] = before[i];
                        }
                    }

                    // What lies between rows is no vector's.
                    foreach (int gap in Enumerable.Range(0, numbers.Length).Except(Vectors(call, operand.Role).SelectMany(vector => vector)))
                        numbers[gap] = double.NaN;
                    kernel.Run(call);
                }
            }
        }
    }

    private static void Try(Kernel kernel, KernelCall call, Operand operand, int index, double outside, bool isRefused)
    {
        double[] numbers = call.Vectors[operand.Role];
        double before = numbers[index];
        numbers[index] = outside;
        if (isRefused)
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => kernel.Run(call));
            Assert.Equal(operand.Parameter, refusal.ParamName);
            foreach (string part in new[] { $"index {Text(index)},", $" is {Text(outside)} ", $"[ValueRange({Text(operand.Range!.Value.Low)}, {Text(operand.Range.Value.High)})]" })
                Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            kernel.Run(call);
        }

        numbers[index] = before;
    }

    /// <summary>Numbers of the operand's type next to its range on both sides, and none at all.</summary>
    private static IEnumerable<double> Outside(Operand operand)
    {
        Interval range = operand.Range!.Value;
        if (operand.Type.IsByte)
            return [Math.Ceiling(range.Low) - 1, Math.Floor(range.High) + 1];
        double low = Rounding.To(operand.Type, range.Low), high = Rounding.To(operand.Type, range.High);
        return [double.IsInfinity(low) ? low : Next(low, -1), Next(high, 1), double.NaN];

        double Next(double number, int sign)
        {
            double step = Math.ScaleB(1, Math.Max(number == 0 ? int.MinValue : Math.ILogB(number) + 1 - operand.Type.Precision, operand.Type.SmallestExponent));
            return Rounding.To(operand.Type, number + (sign * step));
        }
    }

    private static IEnumerable<KernelCall> Shapes(Kernel kernel) => kernel.Spec switch
    {
        DotSpec or RowwiseSpec => (kernel.Plan.Length.Fixed is { } stated ? [stated] : new[] { 0, 1, 31, 70 }).Select(n => Calls.Sized(kernel.Spec, ("Length", n))),
        OneToManySpec => [Calls.Sized(kernel.Spec, ("Length", 0), ("Rows", 0), ("K", 2)), Calls.Sized(kernel.Spec, ("Length", 19), ("Rows", 3), ("K", 2))],
        GemvSpec => [Calls.Sized(kernel.Spec, ("M", 0), ("K", 5)), Calls.Sized(kernel.Spec, ("M", 5), ("K", 0)), Calls.Sized(kernel.Spec, ("M", 5), ("K", 9))],
        MatrixProductSpec product when product.Batch.IsFixed => [Calls.Product(product, 3, 0, 4), Calls.Product(product, 3, 5, 4, gap: 3)],
        MatrixProductSpec product => [Calls.Product(product, 3, 4, 0), Calls.Product(product, 3, 5, 4, gap: 3, batch: 2)],
        _ => throw new ArgumentException($"No shapes for {kernel.Spec.Operation}."),
    };

    /// <summary>Numbers as they are declared: of a range, or in vectors of length 1.</summary>
    private static KernelCall Fill(KernelCall call, int seed)
    {
        var numbers = new Numbers(seed);
        if (call.Spec.Find("beta") is { Range: null })
            call.Scalars["beta"] = seed % 2;
        call.Fill((role, _) =>
        {
            Operand operand = call.Spec[role];
            if (operand.Range is not { } range)
                return operand.Type.IsInteger ? 1 : numbers.Even();
            double low = operand.Type.IsByte ? Math.Ceiling(range.Low) : Math.Max(range.Low, -operand.Type.Maximum), high = operand.Type.IsByte ? Math.Floor(range.High) : range.High;
            double number = low + (numbers.Next() * (high - low));
            return numbers.Below(4) switch { 0 => low, 1 => high, _ => operand.Type.IsByte ? Math.Round(number) : number };
        });
        foreach (Operand operand in call.Spec.Operands.Items.Where(operand => operand.IsUnitNorm))
        {
            double[] elements = call.Vectors[operand.Role];
            foreach (int[] vector in Vectors(call, operand.Role))
            {
                double norm = Math.Sqrt(vector.Sum(i => elements[i] * elements[i]));
                foreach (int i in vector)
                    elements[i] = Rounding.To(operand.Type, elements[i] / norm);
            }
        }

        return call;
    }

    /// <summary>The indices of each vector that sums run along, in an operand.</summary>
    private static IEnumerable<int[]> Vectors(KernelCall call, string role)
    {
        int count = call.Vectors[role].Length;
        switch (call.Spec)
        {
            case OneToManySpec many when role == "rows":
                return Enumerable.Range(0, call.Sizes["Rows"]).Select(row => Run(row * call.Size(many.Length), call.Size(many.Length), 1));
            case GemvSpec gemv when role == "a":
                (int m, int k) = (call.Size(gemv.M), call.Size(gemv.K));
                return Enumerable.Range(0, m).Select(row => gemv.Transpose ? Run(row, k, m) : Run(row * k, k, 1));
            case MatrixProductSpec product when role != "bias":
                var layout = new MatrixLayout(call, product);
                return Enumerable.Range(0, layout.Batch).SelectMany(matrix => role switch
                {
                    "a" or "x" => Enumerable.Range(0, layout.M).Select(row => Enumerable.Range(0, layout.K).Select(k => layout.A.Index(matrix, row, k)).ToArray()),
                    "b" or "weights" => Enumerable.Range(0, layout.BiasLength).Select(column => Enumerable.Range(0, layout.K).Select(k => layout.B.Index(matrix, k, column)).ToArray()),
                    _ => Enumerable.Range(0, layout.M).Select(row => Enumerable.Range(0, layout.N).Select(column => layout.C.Index(matrix, row, column)).ToArray()),
                });
            default:
                return [Run(0, count, 1)];
        }

        static int[] Run(int first, int length, int step) => [.. Enumerable.Range(0, length).Select(i => first + (i * step))];
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
