namespace KernelGen;

/// <summary>How a convolution is computed.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>
    /// <see cref="Winograd"/> where the kernel can have it, a Tolerance is stated, and the algorithm's own error bound is within it, which is
    /// relative to the largest numbers that a tile sees, Σ max|x|·Σ|w|, and not to those under each filter; otherwise <see cref="Direct"/>. The choice depends on the declaration alone: never on the processor, the image's size or the batch.
    /// </summary>
    Auto = 0,

    /// <summary>Each output is one sum of products.</summary>
    Direct = 1,

    /// <summary>
    /// Filters of 3 × 3 by 2.25 or 4 times fewer multiplications (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016), whose roundings
    /// are amplified: the kernel's bound says by how much. For stride, dilation and groups of 1. A number
    /// that is not finite can spoil its whole tile. Tiles of 4 × 4 are taken for a stated number of channels only, so that a run-time one may give other bits.
    /// </summary>
    Winograd = 2,
}
