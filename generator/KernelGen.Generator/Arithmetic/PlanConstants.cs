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
    /// Keys of a block of attention. Scores of six rows (6 KiB of float) and a merge a block stay small beside the products; a step of decoding shares its blocks among threads. (No other
    /// size has been measured yet.)
    /// </summary>
    public const int AttentionBlock = 256;
}
