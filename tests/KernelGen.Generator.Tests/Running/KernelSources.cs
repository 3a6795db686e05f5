namespace KernelGen.Generator.Tests.Running;

/// <summary>Declarations of every kernel with every option, as members of a partial class.</summary>
internal static class KernelSources
{
    /// <summary>Every operation with each of its options, in one type, with fixed or with run-time dimensions. Names are <c>F0</c>, <c>F1</c>, …</summary>
    public static string Every(string type, bool fixedShape, string modifiers = "")
    {
        int number = 0;
        IEnumerable<(string Attribute, string Result, string Parameters)> quantisations = type == "float" && !modifiers.Contains("Accumulate", StringComparison.Ordinal) ? Quantisations(fixedShape) : [];
        // A largest number is no sum either, and attention and Winograd's algorithm sum in their elements' own type; nor is a pair that is turned.
        IEnumerable<(string Attribute, string Result, string Parameters)> declarations = Declarations(type, fixedShape)
            .Where(kernel => !(modifiers.Contains("Accumulate", StringComparison.Ordinal) && (kernel.Attribute.StartsWith("MaxPool2D", StringComparison.Ordinal) || kernel.Attribute.StartsWith("Attention", StringComparison.Ordinal) || kernel.Attribute.StartsWith("RotaryEmbedding", StringComparison.Ordinal) || kernel.Attribute.Contains("Winograd", StringComparison.Ordinal))));
        return string.Join("\n    ", declarations.Concat(quantisations).Select(kernel =>
            $"{modifiers}[{kernel.Attribute.Replace(LastPacked, $"Pack(nameof(F{number - 1}))", StringComparison.Ordinal)}] public static partial {kernel.Result} F{number++}({kernel.Parameters});"));
    }

    /// <summary>Every operation that takes 8-bit integers, with each kind of result, of one type or of two.</summary>
    public static string EveryOfBytes(string a, string b, bool fixedShape, string modifiers = "")
    {
        int number = 0;
        string First(string name) => $"ReadOnlySpan<{a}> {name}";
        string Second(string name) => $"ReadOnlySpan<{b}> {name}";
        string Shape(string shape, string more = "") => (fixedShape, more.Length > 0) switch
        {
            (true, true) => $"({shape}, {more})",
            (true, false) => $"({shape})",
            (false, true) => $"({more})",
            _ => "",
        };
        var kernels = new List<(string Attribute, string Result, string Parameters)>
        {
            ("Cosine" + Shape("Length = 83"), "float", $"{First("a")}, {Second("b")}"),
            ("Similarities" + Shape("Length = 83", "Metric = Metric.Cosine"), "void", $"{First("query")}, {Second("rows")}, Span<float> scores"),
            ("TopK" + Shape("Length = 83", "K = 5, Metric = Metric.Cosine"), "int", $"{First("query")}, {Second("rows")}, Span<int> indices, Span<float> scores, ReadOnlySpan<double> norms"),
        };
        foreach (string whole in new[] { "int", "long" })
        {
            kernels.Add(("Dot" + Shape("Length = 83"), whole, $"{First("a")}, {Second("b")}"));
            kernels.Add(("SquaredDistance" + Shape("Length = 83"), whole, $"{First("a")}, {Second("b")}"));
            kernels.Add(("SumOfSquares" + Shape("Length = 83"), whole, First("a")));
            kernels.Add(("Similarities" + Shape("Length = 83"), "void", $"{First("query")}, {Second("rows")}, Span<{whole}> scores"));
            kernels.Add(("TopK" + Shape("Length = 83", "K = 5"), "int", $"{First("query")}, {Second("rows")}, Span<int> indices, Span<{whole}> scores"));
            kernels.Add(("Gemv" + Shape("M = 19, K = 83"), "void", $"{First("a")}, {Second("x")}, Span<{whole}> y" + (fixedShape ? "" : ", int m, int k")));
            kernels.Add(("Gemv" + Shape("M = 19, K = 83", "Transpose = true"), "void", $"{First("a")}, {Second("x")}, Span<{whole}> y" + (fixedShape ? "" : ", int m, int k")));
        }

        string mnk = fixedShape ? "" : ", int m, int n, int k", layer = fixedShape ? "" : ", int inputs, int outputs";
        foreach (string result in new[] { "int", "long", "float", "sbyte", "byte" })
        {
            string scales = result is "int" or "long" ? "" : ", float {0}Scale, ReadOnlySpan<float> {1}Scales" + (result == "float" ? "" : ", float {2}Scale, int {2}ZeroPoint");
            string Scales(params object[] names) => string.Format(System.Globalization.CultureInfo.InvariantCulture, scales, names);
            foreach (string transposes in new[] { "", "TransposeB = true", "TransposeA = true, TransposeB = true" })
                kernels.Add(("Gemm" + Shape("M = 7, N = 37, K = 21", transposes), "void", $"{First("a")}, {Second("b")}, Span<{result}> c, int aZeroPoint, ReadOnlySpan<{b}> bZeroPoints{Scales("a", "b", "c")}{mnk}"));
            string bias = scales.Length > 0 ? ", ReadOnlySpan<float> bias" : "", activation = scales.Length > 0 ? "Activation = Activation.Gelu" : "";
            kernels.Add(("Dense" + Shape("Inputs = 21, Outputs = 37", activation), "void", $"{First("x")}, {Second("weights")}, Span<{result}> y, int batch, int xZeroPoint{bias}{Scales("x", "weight", "y")}{layer}"));
            kernels.Add(("Dense" + Shape("Inputs = 21, Outputs = 37"), "void", $"{First("x")}, PackedWeights<{b}> weights, Span<{result}> y, int batch{bias}{Scales("x", "weight", "y")}{layer}"));
            kernels.Add(($"Pack(nameof(F{kernels.Count - 1}))", $"PackedWeights<{b}>", $"{Second("weights")}{layer}"));
            foreach (string layout in new[] { "Layout = ImageLayout.Nchw", "Layout = ImageLayout.Nhwc" })
            {
                string options = activation.Length > 0 ? layout + ", " + activation : layout, channels = fixedShape ? "" : ", int inChannels, int outChannels, int kernelHeight, int kernelWidth, int groups", image = fixedShape ? "" : channels + ", int height, int width, int padding";
                const string Window = "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, Kernel = 3, Padding = 1, Groups = 2";
                kernels.Add(("Conv2D" + Shape(Window, options), "void", $"{First("x")}, {Second("weights")}, Span<{result}> y, int batch, int xZeroPoint, ReadOnlySpan<{b}> weightZeroPoints{bias}{Scales("x", "weight", "y")}{image}"));
                kernels.Add(("Conv2D" + Shape(Window, options), "void", $"{First("x")}, PackedWeights<{b}> weights, Span<{result}> y, int batch{bias}{Scales("x", "weight", "y")}{image}"));
                kernels.Add(($"Pack(nameof(F{kernels.Count - 1}))", $"PackedWeights<{b}>", $"{Second("weights")}{channels}"));
                string strides = fixedShape ? "" : ", int strideHeight, int strideWidth";
                if (result is not ("int" or "byte"))
                    continue; // the way to a transposed one's results is an ordinary one's
                kernels.Add(("ConvTranspose2D" + Shape(Window + ", Stride = 2, OutputPadding = 1", options), "void", $"{First("x")}, {Second("weights")}, Span<{result}> y, int batch, int xZeroPoint, ReadOnlySpan<{b}> weightZeroPoints{bias}{Scales("x", "weight", "y")}{image}{strides}"));
                kernels.Add(("ConvTranspose2D" + Shape(Window + ", Stride = 2, OutputPadding = 1", options), "void", $"{First("x")}, PackedWeights<{b}> weights, Span<{result}> y, int batch{bias}{Scales("x", "weight", "y")}{image}{strides}"));
                kernels.Add(($"Pack(nameof(F{kernels.Count - 1}))", $"PackedWeights<{b}>", $"{Second("weights")}{channels}{strides}"));
            }
        }

        return string.Join("\n    ", kernels.Select(kernel => $"{modifiers}[{kernel.Attribute}] public static partial {kernel.Result} F{number++}({kernel.Parameters});"));
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
        // Numbers of 16 bits are scaled by floats, and their sums are.
        string input = $"ReadOnlySpan<{t}>", output = $"Span<{t}>", scalar = t == "double" ? "double" : "float";
        foreach (string operation in new[] { "Dot", "Cosine", "SquaredDistance" })
            yield return (Of(operation, "Length = 83"), scalar, $"{input} a, {input} b{Parameter("length")}");
        yield return (Of("SumOfSquares", "Length = 83"), scalar, $"{input} a");
        yield return (Of("Normalize", "Length = 83"), "void", $"{input} x, {output} y");

        foreach (string operation in new[] { "Softmax", "LogSoftmax" })
            yield return (Of(operation, "Length = 83"), "void", $"{input} x, {output} y{Parameter("length")}");
        foreach (string operation in new[] { "LayerNorm", "RmsNorm" })
        {
            yield return (Of(operation, "Length = 83", "Epsilon = 1e-6"), "void", $"{input} x, {input} gamma, {output} y");
            yield return (Of(operation, "Length = 83"), "void", $"{input} x, {input} gamma, {output} y, {input} beta, {input} residual{Parameter("length")}");
        }

        foreach (string option in new[] { "", "Interleaved = true" })
        {
            // With Base the frequencies are constants.
            yield return ("RotaryEmbedding(HeadDim = 22, Heads = 3, Base = 5e5" + (option.Length > 0 ? ", " + option : "") + ")", "void", $"{input} x, ReadOnlySpan<int> positions, {output} y");
            yield return (Of("RotaryEmbedding", "HeadDim = 22, Heads = 3, RotaryDim = 18", option), "void", $"{input} x, ReadOnlySpan<int> positions, {output} y, {input} cos, {input} sin{Parameter("headDim", "heads", "rotaryDim")}");
        }

        foreach (string metric in new[] { "Dot", "Cosine", "SquaredDistance" })
        {
            yield return (Of("Similarities", "Length = 83", $"Metric = Metric.{metric}"), "void", $"{input} query, {input} rows, {output} scores");
            yield return (Of("TopK", "Length = 83, K = 5", $"Metric = Metric.{metric}"), "int", $"{input} query, {input} rows, Span<int> indices, Span<{scalar}> scores{Parameter("k")}");
        }

        yield return (Of("TopK", "Length = 83, K = 5", "Metric = Metric.Cosine"), "int", $"{input} query, {input} rows, Span<int> indices, Span<{scalar}> scores, ReadOnlySpan<{scalar}> norms{Parameter("k")}");

        foreach (string option in new[] { "", "Transpose = true" })
        {
            yield return (Of("Gemv", "M = 19, K = 83", option), "void", $"{input} a, {input} x, {output} y{Parameter("m", "k")}");
            yield return (Of("Gemv", "M = 19, K = 83", option), "void", $"{input} a, {input} x, {output} y, {scalar} alpha, {scalar} beta, {input} bias{Parameter("m", "k")}");
        }

        foreach (string transposes in new[] { "", "TransposeA = true", "TransposeB = true", "TransposeA = true, TransposeB = true" })
        {
            yield return (Of("Gemm", "M = 7, N = 37, K = 21", transposes), "void", $"{input} a, {input} b, {output} c{Parameter("m", "n", "k")}");
            yield return (Of("Gemm", "M = 7, N = 37, K = 21, Batch = 3, Lda = 40, Ldb = 41, Ldc = 42", transposes), "void",
                $"{input} a, {input} b, {output} c, {scalar} alpha, {scalar} beta{Parameter("m", "n", "k", "batch", "lda", "ldb", "ldc")}");
        }

        yield return (Of("Gemm", "M = 300, N = 500, K = 700"), "void", $"{input} a, {input} b, {output} c, {scalar} alpha{Parameter("m", "n", "k")}");

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

        foreach (string layout in new[] { "", "Layout = ImageLayout.Nhwc" })
        {
            yield return (Of("Conv1D", "InChannels = 6, OutChannels = 14, Length = 29, Kernel = 3, Padding = 1", layout), "void",
                $"{input} x, {input} weights, {output} y, {input} bias{Parameter("inChannels", "outChannels", "length", "kernel", "padding")}");
            yield return (Of("Conv2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, KernelHeight = 3, KernelWidth = 2, Stride = 2, Dilation = 2, PaddingBottom = 3, Groups = 2, Batch = 2", "Activation = Activation.Silu, " + (layout.Length > 0 ? layout : "Layout = ImageLayout.Nchw")), "void",
                $"{input} x, {input} weights, {output} y, {input} bias, {input} residual{Parameter("inChannels", "outChannels", "height", "width", "kernelHeight", "kernelWidth", "stride", "dilation", "paddingBottom", "groups", "batch")}");
            yield return (Of("ConvTranspose2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, Kernel = 4, Stride = 2, Padding = 1", layout), "void",
                $"{input} x, {input} weights, {output} y, {input} bias{Parameter("inChannels", "outChannels", "height", "width", "kernel", "stride", "padding")}");
            yield return (Of("ConvTranspose2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, KernelHeight = 3, KernelWidth = 2, Stride = 4, Dilation = 2, PaddingBottom = 3, OutputPadding = 1, Groups = 2, Batch = 2", "Activation = Activation.Silu, " + (layout.Length > 0 ? layout : "Layout = ImageLayout.Nchw")), "void",
                $"{input} x, {input} weights, {output} y, {input} bias, {input} residual{Parameter("inChannels", "outChannels", "height", "width", "kernelHeight", "kernelWidth", "stride", "dilation", "paddingBottom", "outputPadding", "groups", "batch")}");
        }

        if (t is "float" or "double")
        {
            foreach (string layout in new[] { "", "Layout = ImageLayout.Nhwc" })
            {
                yield return (Of("Conv2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, Kernel = 3, Padding = 1", layout), "void",
                    $"{input} x, {input} weights, {output} y, {input} bias{Parameter("inChannels", "outChannels", "height", "width", "kernel", "padding")}");
                yield return (Of("Conv2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, Padding = 1, Batch = 2", "Kernel = 3, Algorithm = ConvolutionAlgorithm.Winograd" + (layout.Length == 0 ? "" : ", " + layout)), "void",
                    $"{input} x, {input} weights, {output} y, {input} bias, {input} residual{Parameter("inChannels", "outChannels", "height", "width", "padding", "batch")}");
            }
        }

        {
            string computed = $"ReadOnlySpan<{(t == "Half" ? "float" : t)}>", sizes = "Heads = 6, KvHeads = 3, HeadDim = 21, ValueDim = 37, QueryLength = 5, KeyLength = 300, Batch = 2";
            string[] names = ["heads", "kvHeads", "headDim", "valueDim", "queryLength", "keyLength", "batch"];
            yield return (Of("Attention", sizes, "Scale = 0.125"), "void", $"{input} q, {input} k, {input} v, {output} output{Parameter(names)}");
            yield return (Of("Attention", sizes, "Softcap = 20"), "void", $"{input} q, {input} k, {input} v, {output} output, {computed} mask, Span<{(t == "Half" ? "float" : t)}> probabilities{Parameter(names)}");
            yield return (Of("Attention", sizes, "Causal = true"), "void", $"{input} q, {input} k, {input} v, {output} output, ReadOnlySpan<bool> mask, {computed} alibiSlopes{Parameter(names)}, int pastLength, int window");
            if (t != "double")
            {
                yield return (Of("Attention", sizes, ""), "void", $"{input} q, ReadOnlySpan<sbyte> k, ReadOnlySpan<sbyte> v, {output} output, float keyScale, ReadOnlySpan<float> valueScales{Parameter(names)}");
                yield return (Of("Attention", sizes, "Layout = AttentionLayout.SequenceFirst"), "void", $"{input} q, ReadOnlySpan<sbyte> k, {input} v, Span<float> output, ReadOnlySpan<float> keyScales{Parameter(names)}");
            }

            if (t == "float")
                yield return (Of("Attention", sizes, ""), "void", $"{input} q, ReadOnlySpan<Half> k, ReadOnlySpan<BFloat16> v, {output} output{Parameter(names)}");
            yield return (Of("Attention", sizes, "Causal = true, Layout = AttentionLayout.SequenceFirst"), "void", $"{input} q, {input} k, {input} v, {output} output{Parameter(names)}, int pastLength");
        }

        foreach (string layout in new[] { "", "Layout = ImageLayout.Nhwc" })
        {
            string window = "Channels = 6, Height = 9, Width = 19, KernelHeight = 3, KernelWidth = 2, Stride = 2, Dilation = 2, Padding = 1, Batch = 2";
            string[] dimensions = ["channels", "height", "width", "kernelHeight", "kernelWidth", "stride", "dilation", "padding", "batch"];
            yield return (Of("MaxPool2D", window, layout), "void", $"{input} x, {output} y{Parameter(dimensions)}");
            yield return (Of("AveragePool2D", window, layout), "void", $"{input} x, {output} y{Parameter(dimensions)}");
            yield return (Of("AveragePool2D", window, "CountIncludePad = true" + (layout.Length > 0 ? ", " + layout : "")), "void", $"{input} x, {output} y{Parameter(dimensions)}");
            yield return (Of("GlobalAveragePool2D", "Channels = 6, Height = 7, Width = 7", layout), "void", $"{input} x, {output} y{Parameter("channels", "height", "width")}");
        }

        // What is declared last takes and makes packs; a pack comes right behind a kernel that it names.
        foreach (string options in new[] { "", "WeightLayout = WeightLayout.InputsOutputs, Activation = Activation.GatedSilu" })
        {
            yield return (Of("Dense", "Inputs = 21, Outputs = 37", options), "void",
                $"{input} x, PackedWeights<{t}> weights, {output} y, {input} bias, int batch{Parameter("inputs", "outputs")}");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights{Parameter("inputs", "outputs")}");
        }

        foreach (string layout in new[] { "Layout = ImageLayout.Nchw", "Layout = ImageLayout.Nhwc" })
        {
            yield return (Of("Conv2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, KernelHeight = 3, KernelWidth = 2, Groups = 2", layout), "void",
                $"{input} x, PackedWeights<{t}> weights, {output} y, {input} bias{Parameter("inChannels", "outChannels", "height", "width", "kernelHeight", "kernelWidth", "groups")}");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights{Parameter("inChannels", "outChannels", "kernelHeight", "kernelWidth", "groups")}");
            if (fixedShape)
            {
                yield return ($"Conv2D(InChannels = 6, OutChannels = 6, Height = 9, Width = 11, Kernel = 3, Groups = 6, {layout})", "void", $"{input} x, PackedWeights<{t}> weights, {output} y, {input} bias");
                yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights");
            }

            yield return (Of("ConvTranspose2D", "InChannels = 6, OutChannels = 14, Height = 9, Width = 11, KernelHeight = 3, KernelWidth = 2, Stride = 2, Groups = 2", layout), "void",
                $"{input} x, PackedWeights<{t}> weights, {output} y, {input} bias{Parameter("inChannels", "outChannels", "height", "width", "kernelHeight", "kernelWidth", "stride", "groups")}");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights{Parameter("inChannels", "outChannels", "kernelHeight", "kernelWidth", "strideHeight", "strideWidth", "groups")}");

            yield return ("Conv1D(Kernel = 1)", "void", $"{input} x, PackedWeights<{t}> weights, {output} y, int inChannels, int outChannels, int length");
            yield return (LastPacked, $"PackedWeights<{t}>", $"{input} weights, int inChannels, int outChannels");
        }

        foreach (string transposes in new[] { "", "TransposeA = true, TransposeB = true" })
        {
            yield return (Of("Gemm", "M = 7, N = 37, K = 21, Ldb = 41", transposes), "void", $"{input} a, PackedWeights<{t}> b, {output} c, {scalar} alpha, {scalar} beta{Parameter("m", "n", "k")}");
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
