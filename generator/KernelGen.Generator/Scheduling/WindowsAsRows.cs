using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Scheduling;

/// <summary>
/// Whether the rows of a convolution's tiles are windows, and their columns filters, which come in strips. With channels side by side they are, and the sums lie as the result does. Of
/// planes the filters are rows; but where those come packed windows may be, and the sums of each tile are turned on their way to the result.
/// </summary>
internal static class WindowsAsRows
{
    public static bool AreTaken(ConvolutionSpec spec, Machine machine, Scheduler scheduler) =>
        spec.ChannelsLast || (AreTurned(spec) && scheduler.TurnsPlanes(machine));

    /// <summary>
    /// Whether that is faster: where a tile has so many rows that a vector copies most of one's width, and an image of 7 × 7 is tiles without a rest. Zen 5, µs with filters as rows and with
    /// windows: 1 × 1 of 7 × 7, 512 → 2048 753 and 490, 2048 → 512 729 and 484; 3 × 3 of 128 of 28 × 28 1,290 and 1,120, of 256 by a stride of 2 1,390 and 1,140; 7 × 7 of 3 by a stride of
    /// 2 2,160 and 1,590; 64 → 256 of 56 × 56, whose sums are short, 625 and 588.
    /// </summary>
    public static bool Pay(Machine machine) => machine.VectorBytes == 64;

    /// <summary>Numbers that are copied once, and filters that are packed as they are. (Those over one channel lie as plain ones do, but that the run time says.)</summary>
    private static bool AreTurned(ConvolutionSpec spec) =>
        spec is { PackedWeights: true, Element.Bytes: >= 4 } and not TransposedConvolutionSpec && WinogradChoice.Of(spec) is null;
}
