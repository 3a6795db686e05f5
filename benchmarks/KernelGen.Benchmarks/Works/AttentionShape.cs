using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Works;

/// <summary>The shape of an attention; the heads lie one behind the other.</summary>
internal sealed record AttentionShape(string Name, int Batch, int Heads, int KvHeads, int Queries, int Keys, int HeadDim, int ValueDim, bool Causal)
{
    /// <summary>One query over a cache of keys, which reading bounds, not arithmetic.</summary>
    public bool IsStep => Queries == 1;

    /// <summary>The keys that all queries of a head see together. Causal ones see as many keys as there are queries.</summary>
    private double Seen => Causal ? (double)Queries * (Queries + 1) / 2 : (double)Queries * Keys;

    public double Flops => 2 * Batch * Heads * Seen * (HeadDim + ValueDim);

    /// <summary>Of queries, keys, values and output.</summary>
    public double Elements => (double)Batch * (HeadDim + ValueDim) * ((Heads * Queries) + (KvHeads * Keys));

    /// <summary>The shapes of models, prompts and steps of decoding.</summary>
    public static IEnumerable<AttentionShape> Models => Workload.Rows("attention.csv").Select(row => new AttentionShape(
        FormattableString.Invariant($"{row["name"]} {row["Hq"]}/{row["Hkv"]}x{row["Sq"]}x{row["Skv"]}x{row["Dqk"]}{(row["causal"] == "1" ? " causal" : "")}"),
        row.Number("B"), row.Number("Hq"), row.Number("Hkv"), row.Number("Sq"), row.Number("Skv"), row.Number("Dqk"), row.Number("Dv"), row["causal"] == "1"));

    public AttentionAttribute Stated => new()
    {
        Heads = Heads,
        KvHeads = KvHeads == Heads ? 0 : KvHeads,
        HeadDim = HeadDim,
        ValueDim = ValueDim == HeadDim ? 0 : ValueDim,
        QueryLength = Queries,
        KeyLength = Keys,
        Batch = Batch == 1 ? 0 : Batch,
        Causal = Causal,
    };

    /// <summary>Keys or values with a head of their own for each query head, for libraries whose heads share none.</summary>
    public Buffer<float> Shared(Buffer<float> from, int columns)
    {
        var to = new Buffer<float>(Batch * Heads * Keys * columns);
        int head = Keys * columns;
        for (int i = 0; i < Batch * Heads; i++)
            from.Span.Slice(((i / Heads * KvHeads) + (i % Heads / (Heads / KvHeads))) * head, head).CopyTo(to.Span[(i * head)..]);
        return to;
    }

    /// <summary>From heads of rows to rows of heads, or back.</summary>
    public Buffer<float> Turned(Buffer<float> from, int rows, int columns, bool back = false)
    {
        var to = new Buffer<float>(from.Length);
        for (int i = 0; i < from.Length / columns; i++)
        {
            int sequence = i / (Heads * rows), head = i / rows % Heads, row = i % rows, other = (((sequence * rows) + row) * Heads) + head;
            from.Span.Slice((back ? other : i) * columns, columns).CopyTo(to.Span[((back ? i : other) * columns)..]);
        }

        return to;
    }
}
