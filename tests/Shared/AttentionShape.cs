using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the numbers of attention lie in its operands, and which keys a query sees.</summary>
internal sealed class AttentionShape
{
    private readonly bool sequenceFirst;
    private readonly int? past;

    public AttentionShape(KernelCall call, AttentionSpec spec)
    {
        sequenceFirst = spec.SequenceFirst;
        (Heads, KvHeads, HeadDim, ValueDim) = (call.Size(spec.Heads), call.Size(spec.KvHeads), call.Size(spec.HeadDim), call.Size(spec.ValueDim));
        (Queries, Keys, Batch) = (call.Size(spec.QueryLength), call.Size(spec.KeyLength), call.Size(spec.Batch));
        past = spec.Causal ? call.Size(spec.PastLength) : null;
    }

    public int Heads { get; }
    public int KvHeads { get; }
    public int HeadDim { get; }
    public int ValueDim { get; }
    public int Queries { get; }
    public int Keys { get; }
    public int Batch { get; }

    public long LengthOf(string role) => role switch
    {
        "q" => (long)Batch * Heads * Queries * HeadDim,
        "k" => (long)Batch * KvHeads * Keys * HeadDim,
        "v" => (long)Batch * KvHeads * Keys * ValueDim,
        _ => (long)Batch * Heads * Queries * ValueDim,
    };

    /// <summary>The keys that a query sees are the first so many.</summary>
    public int Seen(int query) => past is { } before ? (int)Math.Min(Keys, (long)before + query + 1) : Keys;

    /// <summary>The head of keys that a query head shares with its neighbours.</summary>
    public int KvHead(int head) => head / (Heads / KvHeads);

    public int Q(int sequence, int head, int query) => Row(sequence, head, query, Heads, Queries) * HeadDim;
    public int K(int sequence, int kvHead, int key) => Row(sequence, kvHead, key, KvHeads, Keys) * HeadDim;
    public int V(int sequence, int kvHead, int key) => Row(sequence, kvHead, key, KvHeads, Keys) * ValueDim;
    public int Output(int sequence, int head, int query) => Row(sequence, head, query, Heads, Queries) * ValueDim;

    /// <summary>Every row of the result.</summary>
    public IEnumerable<(int Sequence, int Head, int Query)> Rows() =>
        from sequence in Enumerable.Range(0, Batch)
        from head in Enumerable.Range(0, Heads)
        from query in Enumerable.Range(0, Queries)
        select (sequence, head, query);

    private int Row(int sequence, int head, int at, int heads, int length) =>
        sequenceFirst ? (((sequence * length) + at) * heads) + head : (((sequence * heads) + head) * length) + at;
}
