using System.Buffers.Binary;

namespace SemanticSearch.Loading;

/// <summary>The words, most frequent first, and a row of numbers for each: as published, and scaled to length 1.</summary>
internal sealed class WordVectors
{
    private readonly Dictionary<string, int> _rowOf;

    public WordVectors(string[] words, ReadOnlySpan<byte> halves)
    {
        Words = words;
        _rowOf = new(words.Length, StringComparer.Ordinal);
        for (int row = 0; row < words.Length; row++)
            _rowOf.TryAdd(words[row], row);

        Rows = new float[words.Length * Kernels.Dimensions];
        for (int i = 0; i < Rows.Length; i++)
            Rows[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(halves[(2 * i)..]);

        UnitRows = new float[Rows.Length];
        for (int row = 0; row < words.Length; row++)
            Kernels.Normalize(Row(row), UnitRows.AsSpan(row * Kernels.Dimensions, Kernels.Dimensions));
    }

    public string[] Words { get; }

    /// <summary>[Count, Dimensions], row-major.</summary>
    public float[] Rows { get; }

    /// <summary>The same, each row divided by its length.</summary>
    public float[] UnitRows { get; }

    public int Count => Words.Length;

    public ReadOnlySpan<float> Row(int row) => RowOf(Rows, row);

    public ReadOnlySpan<float> UnitRow(int row) => RowOf(UnitRows, row);

    public bool TryFind(string word, out int row) => _rowOf.TryGetValue(word, out row);

    private static ReadOnlySpan<float> RowOf(float[] matrix, int row) => matrix.AsSpan(row * Kernels.Dimensions, Kernels.Dimensions);
}
