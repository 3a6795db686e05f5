using KernelGen.Generator.Specs;

namespace KernelGen.Tests;

/// <summary>Where the numbers of attention lie in its operands, and which keys a query sees.</summary>
internal sealed class AttentionShape
{
    private readonly bool sequenceFirst;
    private readonly int? past;
    private readonly int? window;
    private readonly AttentionMaskForm form;

    public AttentionShape(KernelCall call, AttentionSpec spec)
    {
        sequenceFirst = spec.SequenceFirst;
        (Heads, KvHeads, HeadDim, ValueDim) = (call.Size(spec.Heads), call.Size(spec.KvHeads), call.Size(spec.HeadDim), call.Size(spec.ValueDim));
        (Queries, Keys, Batch) = (call.Size(spec.QueryLength), call.Size(spec.KeyLength), call.Size(spec.Batch));
        past = spec.Causal ? call.Size(spec.PastLength) : null;
        window = spec.Window is { } last ? call.Size(last) : null;
        form = (AttentionMaskForm)call.Sizes.GetValueOrDefault(nameof(AttentionMaskForm));
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
        "mask" => (long)Queries * Keys * (form is AttentionMaskForm.OfHeads or AttentionMaskForm.Whole ? Heads : 1) * (form is AttentionMaskForm.OfSequences or AttentionMaskForm.Whole ? Batch : 1),
        "alibiSlopes" => Heads,
        "keyScales" or "valueScales" => (long)Batch * KvHeads * Keys,
        "probabilities" => (long)Batch * Heads * Queries * Keys,
        _ => (long)Batch * Heads * Queries * ValueDim,
    };

    /// <summary>The keys that a query sees are the first so many.</summary>
    public int Seen(int query) => past is { } before ? (int)Math.Min(Keys, (long)before + query + 1) : Keys;

    /// <summary>Where those begin that its window has.</summary>
    public int First(int query) => window is { } last ? (int)Math.Clamp((long)past!.Value + query + 1 - last, 0, Seen(query)) : 0;

    /// <summary>How far behind the query's own key another is: a negative number, or 0.</summary>
    public int Distance(int query, int key) => key - past!.Value - query;

    public int Mask(int sequence, int head, int query, int key) => (((form switch
    {
        AttentionMaskForm.OfHeads => head,
        AttentionMaskForm.OfSequences => sequence,
        AttentionMaskForm.Whole => (sequence * Heads) + head,
        _ => 0,
    } * Queries) + query) * Keys) + key;

    public int Probability(int sequence, int head, int query, int key) => (((((sequence * Heads) + head) * Queries) + query) * Keys) + key;

    /// <summary>The head of keys that a query head shares with its neighbours.</summary>
    public int KvHead(int head) => head / (Heads / KvHeads);

    public int Q(int sequence, int head, int query) => Row(sequence, head, query, Heads, Queries) * HeadDim;
    public int K(int sequence, int kvHead, int key) => Row(sequence, kvHead, key, KvHeads, Keys) * HeadDim;
    public int V(int sequence, int kvHead, int key) => Row(sequence, kvHead, key, KvHeads, Keys) * ValueDim;
    public int Scale(int sequence, int kvHead, int key) => Row(sequence, kvHead, key, KvHeads, Keys);
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

/// <summary>What a mask has a matrix for.</summary>
internal enum AttentionMaskForm
{
    Shared,
    OfHeads,
    OfSequences,
    Whole,
}
