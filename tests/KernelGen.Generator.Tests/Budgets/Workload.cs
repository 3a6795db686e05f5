using System.Globalization;

namespace KernelGen.Generator.Tests.Budgets;

/// <summary>The shapes that the speed of this project is measured on, as declarations.</summary>
internal static class Workload
{
    public static IEnumerable<string> SmallGemms() => Rows("gemm_small").Select(row =>
        $"[Gemm(M = {row[0]}, N = {row[1]}, K = {row[2]})] public static partial void Gemm_{string.Join('_', row)}(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c);");

    public static IEnumerable<string> ModelGemms() => Rows("gemm_models").Select((row, i) =>
        $"[Gemm(Batch = {row[1]}, M = {row[2]}, N = {row[3]}, K = {row[4]}, TransposeB = {(row[5] == "1" ? "true" : "false")})] public static partial void Model{Number(i)}(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c);");

    public static IEnumerable<string> Denses() => Rows("dense_models").Select((row, i) =>
        $"[Dense(Batch = {row[1]}, Inputs = {row[2]}, Outputs = {row[3]}, Activation = Activation.Gelu)] public static partial void Dense{Number(i)}(ReadOnlySpan<T> x, ReadOnlySpan<T> weights, Span<T> y, ReadOnlySpan<T> bias);");

    private static string[][] Rows(string name)
    {
        using var reader = new StreamReader(typeof(Workload).Assembly.GetManifestResourceStream(name + ".csv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(',')).ToArray();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
