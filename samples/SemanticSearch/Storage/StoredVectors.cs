using System.Runtime.CompilerServices;
using SemanticSearch.Search;

namespace SemanticSearch.Storage;

/// <summary>All vectors as one number type holds them, and a search over them.</summary>
internal abstract class StoredVectors(string name, int bytesPerVector)
{
    public string Name { get; } = name;

    public int BytesPerVector { get; } = bytesPerVector;

    /// <summary>The rows nearest to a vector, by cosine.</summary>
    public abstract Ranking Nearest(ReadOnlySpan<float> query);
}

/// <summary>Stores a vector of floats in another type: the length of both is <see cref="Kernels.Dimensions"/>.</summary>
internal delegate void Store<T>(ReadOnlySpan<float> vector, Span<T> stored);

/// <summary>A [TopK] kernel over one type.</summary>
internal delegate int Search<T>(ReadOnlySpan<T> query, ReadOnlySpan<T> rows, Span<int> indices, Span<float> scores);

internal sealed class StoredVectors<T> : StoredVectors
    where T : unmanaged
{
    private readonly Store<T> _store;
    private readonly Search<T> _search;
    private readonly T[] _rows;

    public StoredVectors(string name, ReadOnlySpan<float> rows, Store<T> store, Search<T> search)
        : base(name, Kernels.Dimensions * Unsafe.SizeOf<T>())
    {
        _store = store;
        _search = search;
        _rows = new T[rows.Length];
        for (int i = 0; i < rows.Length; i += Kernels.Dimensions)
            store(rows.Slice(i, Kernels.Dimensions), _rows.AsSpan(i, Kernels.Dimensions));
    }

    public override Ranking Nearest(ReadOnlySpan<float> query)
    {
        // The query is rounded as the rows are, so that a word is found at its own place.
        T[] stored = new T[Kernels.Dimensions];
        _store(query, stored);
        int[] rows = new int[Kernels.Stored];
        float[] scores = new float[Kernels.Stored];
        int found = _search(stored, _rows, rows, scores);
        return new Ranking(rows[..found], scores[..found]);
    }
}
