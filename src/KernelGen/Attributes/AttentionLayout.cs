namespace KernelGen;

/// <summary>How the operands of an attention kernel are stored.</summary>
public enum AttentionLayout
{
    /// <summary>[batch, heads, length, dimensions]: the rows of a head lie together.</summary>
    HeadsFirst = 0,

    /// <summary>[batch, length, heads, dimensions]: the heads of a position lie together.</summary>
    SequenceFirst = 1,
}
