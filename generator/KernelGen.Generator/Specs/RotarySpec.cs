namespace KernelGen.Generator.Specs;

/// <summary>RotaryEmbedding (x, positions, y; cos, sin): pairs of a head's elements, turned by angles that grow with the position.</summary>
internal sealed record RotarySpec : KernelSpec
{
    public required Dimension HeadDim { get; init; }
    public required Dimension Heads { get; init; }

    /// <summary>Elements of a head that are turned, the first ones; the others are copied.</summary>
    public required Dimension RotaryDim { get; init; }

    /// <summary>A pair is two neighbours; otherwise one of the first half and one of the second.</summary>
    public required bool IsInterleaved { get; init; }

    /// <summary>Pair i turns by Base^(−2i/RotaryDim) a position; null where tables say cosine and sine.</summary>
    public required double? Base { get; init; }

    /// <summary>Whatever a head has is turned, and nothing is left to copy.</summary>
    public bool TurnsAll => RotaryDim with { Name = HeadDim.Name } == HeadDim;

    public override EquatableArray<Dimension> Dimensions => new([HeadDim, Heads, RotaryDim]);
}
