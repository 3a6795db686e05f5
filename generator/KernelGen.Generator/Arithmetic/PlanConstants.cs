namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The constants of a plan that were chosen for speed. They fix bits, so they are part of the product's contract: a changed
/// one is a new <see cref="PlanVersion"/>, new golden digests and a major version of the package.
/// </summary>
internal static class PlanConstants
{
    /// <summary>Counts the changes of anything that decides a bit.</summary>
    public const int PlanVersion = 1;

    /// <summary>
    /// Virtual vectors that a sum along the vector keeps in flight. A dot product needs two loads for each multiply-add, so a
    /// core with two 512-bit loads a cycle and an FMA latency of 4 needs four chains; Zen 4 (one such load) two, and loses
    /// nothing by four. Eight would cost a short vector (n = 128 has eight virtual vectors) one more level of the tree.
    /// </summary>
    public const int LaneAccumulators = 4;

    /// <summary>
    /// Keys of a block of attention: the scores of a tile of rows and a block of keys, turned, stay in the cache, and a step of decoding can share its blocks among
    /// threads. Emerald Rapids, AVX-512, GFLOP/s of blocks of 128, 256, 512: 12×512×64 whole 108, 112, 116, causal 97, 100, 104; 12×1024×64 causal 100, 101, 107;
    /// 12×128×64 105 of each; a step of decoding 12×4096×64 within a tenth of each other.
    /// </summary>
    public const int AttentionBlock = 256;

    /// <summary>Channels from which Winograd's algorithm is taken unasked: with few, its transforms outweigh the multiplications that it saves. 64 were measured (see below), fewer were not.</summary>
    public const int WinogradLeastChannels = 32;

    /// <summary>
    /// Channels up to which it is taken with tiles of 4 × 4, of whose filters 36 numbers are read for 16 of those of 2 × 2. Zen 5, AVX-512, µs of ResNet-50's layers
    /// with channels side by side and packed filters, directly, by 2 × 2 and by 4 × 4: 64 channels of 56² 1,283, 673 and 425; 128 of 28² 1,125, 544 and 335; 256 of
    /// 14², whose filters take 9 MB, 1,137, 569 and 484.
    /// </summary>
    public const int WinogradMostChannelsByFour = 256;
}
