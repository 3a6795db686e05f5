namespace KernelGen.Generator.Specs;

/// <summary>Attention (q, k, v, output): softmax(scale·q·kᵀ)·v of each head; consecutive query heads share a head of keys and values.</summary>
internal sealed record AttentionSpec : KernelSpec
{
    public required Dimension Heads { get; init; }
    public required Dimension KvHeads { get; init; }
    public required Dimension HeadDim { get; init; }
    public required Dimension ValueDim { get; init; }
    public required Dimension QueryLength { get; init; }
    public required Dimension KeyLength { get; init; }
    public required Dimension Batch { get; init; }

    /// <summary>The keys before that of the first query, where the kernel is causal.</summary>
    public required Dimension PastLength { get; init; }

    /// <summary>Query i sees keys up to PastLength + i.</summary>
    public bool Causal { get; init; }

    /// <summary>What scores are multiplied by; null: 1/√HeadDim.</summary>
    public double? Scale { get; init; }

    /// <summary>The heads of a position lie together, not the positions of a head.</summary>
    public bool SequenceFirst { get; init; }

    public override EquatableArray<Dimension> Dimensions =>
        new([Heads, KvHeads, HeadDim, ValueDim, QueryLength, KeyLength, Batch, .. Causal ? [PastLength] : Array.Empty<Dimension>()]);
}
