namespace KernelGen.Generator.Specs;

/// <summary>Attention (q, k, v, output): softmax(scale·q·kᵀ)·v of each head, with (mask, alibiSlopes, probabilities, and scales of keys and values that are codes) beside; consecutive query heads share a head of keys and values.</summary>
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

    /// <summary>Query i sees the last so many of those keys; null: all of them.</summary>
    public Dimension? Window { get; init; }

    /// <summary>What scores are multiplied by; null: 1/√HeadDim.</summary>
    public double? Scale { get; init; }

    /// <summary>c of c·tanh(score / c), which scores become; null: they stay.</summary>
    public double? Softcap { get; init; }

    /// <summary>What is added to scores, or which of them are left out: numbers or flags.</summary>
    public Operand? Mask => Find("mask");

    /// <summary>What a key's distance behind the query is worth to the score, a number a head.</summary>
    public Operand? Slopes => Find("alibiSlopes");

    /// <summary>Where the weights of all keys go, 0 for those that are not seen.</summary>
    public Operand? Probabilities => Find("probabilities");

    /// <summary>What one step of the keys' codes is worth: one number, or one a key and head of keys, as the keys lie; null where keys are no codes.</summary>
    public Operand? KeyScale => Find("keyScale") ?? Find("keyScales");

    /// <summary>The same of the values.</summary>
    public Operand? ValueScale => Find("valueScale") ?? Find("valueScales");

    /// <summary>Those of both that there are.</summary>
    public IEnumerable<Operand> Scales => new[] { KeyScale, ValueScale }.OfType<Operand>();

    /// <summary>The heads of a position lie together, not the positions of a head.</summary>
    public bool SequenceFirst { get; init; }

    public override EquatableArray<Dimension> Dimensions =>
        new([Heads, KvHeads, HeadDim, ValueDim, QueryLength, KeyLength, Batch, .. Causal ? [PastLength] : Array.Empty<Dimension>(), .. Window is { } window ? [window] : Array.Empty<Dimension>()]);
}
