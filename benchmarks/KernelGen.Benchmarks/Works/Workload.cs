using System.Globalization;

namespace KernelGen.Benchmarks.Works;

/// <summary>The rows of workloads/*.csv, which are in the assembly.</summary>
internal static class Workload
{
    /// <summary>Each row as its columns by name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        using Stream stream = typeof(Workload).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"The workload {file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        string[] columns = reader.ReadLine()?.Split(',') ?? [];
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (reader.ReadLine() is { Length: > 0 } line)
            rows.Add(columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second));
        return rows;
    }

    public static int Number(this IReadOnlyDictionary<string, string> row, string column) =>
        int.Parse(row[column], CultureInfo.InvariantCulture);
}
