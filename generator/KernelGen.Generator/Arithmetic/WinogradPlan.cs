using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// A convolution by Winograd's algorithm. The result is cut into tiles, counted from its first pixel, whatever is computed of it; each tile sees Side × Side
/// pixels of every channel, those beside the image being zeros. What it sees and the filters are transformed; of each of the Side² pairs of transformed numbers
/// there is a chain over the channels, in their order; what the chains give is transformed back, of which pixels beside the result are dropped; then the epilogue.
/// </summary>
internal sealed record WinogradPlan : ArithmeticPlan
{
    public required WinogradTransforms Transforms { get; init; }

    /// <summary>The chains over the channels, and the epilogue.</summary>
    public required ChainPlan Products { get; init; }
}
