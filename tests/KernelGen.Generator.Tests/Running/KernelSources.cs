namespace KernelGen.Generator.Tests.Running;

/// <summary>Declarations of every kernel with every option, as members of a partial class.</summary>
internal static class KernelSources
{
    /// <summary>Every operation with each of its options, in one type, with fixed or with run-time dimensions. Names are <c>F0</c>, <c>F1</c>, …</summary>
    public static string Every(string type, bool fixedShape, string modifiers = "")
    {
        int number = 0;
        IEnumerable<(string Attribute, string Result, string Parameters)> quantisations = type == "float" && !modifiers.Contains("Accumulate", StringComparison.Ordinal) ? Quantisations(fixedShape) : [];
        return string.Join("\n    ", Declarations(type, fixedShape).Concat(quantisations).Select(kernel =>
            $"{modifiers}[{kernel.Attribute.Replace(LastPacked, $"Pack(nameof(F{number - 1}))", StringComparison.Ordinal)}] public static partial {kernel.Result} F{number++}({kernel.Parameters});"));
    }

    /// <summary>Stands for a [Pack] that names the declaration before.</summary>
    private const string LastPacked = "Pack(last)";

    /// <summary>Each way to have scales; of elements that have no sums, so no accumulator either.</summary>
    private static IEnumerable<(string Attribute, string Result, string Parameters)> Quantisations(bool fixedShape)
    {
        string shape = fixedShape ? "(Length = 83, GroupSize = 32)" : "", dimensions = fixedShape ? "" : ", int length, int groupSize";
        foreach (string wide in new[] { "float", "Half", "BFloat16" })
        {
            foreach (string narrow in new[] { "sbyte", "byte" })
            {
                string given = $"ReadOnlySpan<float> scales, ReadOnlySpan<{narrow}> zeroPoints";
                yield return ("Quantize", "void", $"ReadOnlySpan<{wide}> x, Span<{narrow}> y, float scale, int zeroPoint");
                yield return ("Quantize" + shape, "void", $"ReadOnlySpan<{wide}> x, Span<{narrow}> y, {given}{dimensions}");
                yield return ("Quantize" + shape, "void", $"ReadOnlySpan<{wide}> x, Span<{narrow}> y, Span<float> scales, Span<{narrow}> zeroPoints{dimensions}");
                yield return ("Dequantize", "void", $"ReadOnlySpan<{narrow}> x, Span<{wide}> y, float scale");
                yield return ("Dequantize" + shape, "void", $"ReadOnlySpan<{narrow}> x, Span<{wide}> y, {given}{dimensions}");
            }
        }

        yield return ("Quantize", "void", "ReadOnlySpan<float> x, Span<sbyte> y, Span<float> scales");
    }

    private static IEnumerable<(string Attribute, string Result, string Parameters)> Declarations(string t, bool fixedShape)
    {
        string input = $"ReadOnlySpan<{t}>", output = $"Span<{t}>";
        foreach (string operation in new[] { "Dot", "Cosine", "SquaredDistance" })
            yield return (Of(operation, "Length = 83"), t, $"{input} a, {input} b{Parameter("length")}");
        yield return (Of("SumOfSquares", "Length = 83"), t, $"{input} a");
        yield return (Of("Normalize", "Length = 83"), "void", $"{input} x, {output} y");

        foreach (string metric in new[] { "Dot", "Cosine", "SquaredDistance" })
        {
            yield return (Of("Similarities", "Length = 83", $"Metric = Metric.{metric}"), "void", $"{input} query, {input} rows, {output} scores");
            yield return (Of("TopK", "Length = 83, K = 5", $"Metric = Metric.{metric}"), "int", $"{input} query, {input} rows, Span<int> indices, {output} scores{Parameter("k")}");
        }

        yield return (Of("TopK", "Length = 83, K = 5", "Metric = Metric.Cosine"), "int", $"{input} query, {input} rows, Span<int> indices, {output} scores, {input} norms{Parameter("k")}");

        foreach (string option in new[] { "", "Transpose = true" })
        {
            yield return (Of("Gemv", "M = 19, K = 83", option), "void", $"{input} a, {input} x, {output} y{Parameter("m", "k")}");
            yield return (Of("Gemv", "M = 19, K = 83", option), "void", $"{input} a, {input} x, {output} y, {t} alpha, {t} beta, {input} bias{Parameter("m", "k")}");
        }

        foreach (string transposes in new[] { "", "TransposeA = true", "TransposeB = true", "TransposeA = true, TransposeB = true" })
        {
            yield return (Of("Gemm", "M = 7, N = 37, K = 21", transposes), "void", $"{input} a, {input} b, {output} c{Parameter("m", "n", "k")}");
            yield return (Of("Gemm", "M = 7, N = 37, K = 21, Batch = 3, Lda = 40, Ldb = 41, Ldc = 42", transposes), "void",
                $"{input} a, {input} b, {output} c, {t} alpha, {t} beta{Parameter("m", "n", "k", "batch", "lda", "ldb", "ldc")}");
        }

        yield return (Of("Gemm", "M = 300, N = 500, K = 700"), "void", $"{input} a, {input} b, {output} c, {t} alpha{Parameter("m", "n", "k")}");

        foreach (string activation in Enum.GetNames<Activation>())
        {
            yield return (Of("Dense", "Inputs = 21, Outputs = 37, Batch = 3", $"Activation = Activation.{activation}"), "void",
                $"{input} x, {input} weights, {output} y, {input} bias{Parameter("inputs", "outputs", "batch")}");
        }

        yield return (Of("Dense", "Inputs = 21, Outputs = 37", "WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.GatedSilu"), "void",
            $"{input} x, {input} weights, {output} y, {input} bias, {input} residual, int batch{Parameter("inputs", "outputs")}");
        yield return (Of("Dense", "Inputs = 21, Outputs = 37", "WeightLayout = WeightLayout.InputsOutputs"), "void",
            $"{input} x, {input} weights, {output} y, {input} residual, int batch{Parameter("inputs", "outputs")}");

        foreach (string format in t == "double" ? [] : new[] { "Int4, GroupSize = 32", "Int8, GroupSize = 128" })
        {
            yield return (Of("Dense", "Inputs = 83, Outputs = 37, Batch = 3", $"WeightFormat = WeightFormat.{format}"), "void",
                $"{input} x, ReadOnlySpan<byte> weights, {output} y, {input} bias, ReadOnlySpan<float> weightScales, ReadOnlySpan<byte> weightZeroPoints{Parameter("inputs", "outputs", "batch")}");
        }

        // What is declared last takes and makes packs; a pack comes right behind a kernel that it names.
        foreach (string options in new[] { "", "WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.GatedSilu" })
        {
            yield return (Of("Dense", "Inputs = 21, Outputs = 37", options), "void",
                $"{input} x, PackedWeights<{t}> weights, {output} y, {input} bias, int batch{Parameter("inputs", "outputs")}");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights{Parameter("inputs", "outputs")}");
        }

        foreach (string transposes in new[] { "", "TransposeA = true, TransposeB = true" })
        {
            yield return (Of("Gemm", "M = 7, N = 37, K = 21, Ldb = 41", transposes), "void", $"{input} a, PackedWeights<{t}> b, {output} c, {t} alpha, {t} beta{Parameter("m", "n", "k")}");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} b{Parameter("k", "n", "ldb")}");
        }

        string Of(string operation, string shape, string options = "")
        {
            string all = string.Join(", ", new[] { fixedShape ? shape : "", options }.Where(part => part.Length > 0));
            return all.Length == 0 ? operation : $"{operation}({all})";
        }

        string Parameter(params string[] dimensions) => fixedShape ? "" : string.Concat(dimensions.Select(name => ", int " + name));
    }
}
