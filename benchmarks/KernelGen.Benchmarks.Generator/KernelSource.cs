using System.Globalization;
using System.Text;

namespace KernelGen.Benchmarks.Generator;

/// <summary>A project's kernels as text: every operation in turn, each with a shape of its own.</summary>
internal static class KernelSource
{
    private const string Inputs = "ReadOnlySpan<float> a, ReadOnlySpan<float> b";

    public static string Of(int kernels)
    {
        var text = new StringBuilder("using System;\nusing KernelGen;\n\nnamespace Many;\n\npublic static partial class Kernels\n{\n");
        for (int i = 0; i < kernels; i++)
            text.Append("    ").Append(Kernel(i)).Append('\n');
        return text.Append("}\n").ToString();
    }

    private static string Kernel(int i)
    {
        // No shape comes twice: each round of the eight operations has its own size.
        int size = 8 + (i / 8);
        return (i % 8) switch
        {
            0 => Line($"[Dot({size})] public static partial float F{i}({Inputs});"),
            1 => Line($"[Cosine({size})] public static partial float F{i}({Inputs});"),
            2 => Line($"[SquaredDistance({size})] public static partial float F{i}({Inputs});"),
            3 => Line($"[Similarities(Length = {size})] public static partial void F{i}({Inputs}, Span<float> scores);"),
            4 => Line($"[TopK(Length = {size}, K = 10)] public static partial int F{i}({Inputs}, Span<int> indices, Span<float> scores);"),
            5 => Line($"[Gemv(M = {size}, K = {size})] public static partial void F{i}({Inputs}, Span<float> y);"),
            6 => Line($"[Gemm(M = {size}, N = {size}, K = {size})] public static partial void F{i}({Inputs}, Span<float> c);"),
            _ => Line($"[Dense(Inputs = {size}, Outputs = {size}, Activation = Activation.Gelu)] public static partial void F{i}({Inputs}, Span<float> y, ReadOnlySpan<float> bias, int batch);"),
        };
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
