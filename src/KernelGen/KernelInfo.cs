using System.Globalization;
using System.Text;
using KernelGen.Runtime;

namespace KernelGen;

/// <summary>What one generated kernel is: an entry of <c>KernelGen.Generated.KernelCatalog</c>.</summary>
public sealed class KernelInfo
{
    /// <summary>Type and method.</summary>
    public required string Name { get; init; }

    /// <summary>The attribute's name: <c>Gemm</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Its dimensions: <c>M = 64, N = 64, K at run time</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>The inputs' element type.</summary>
    public required string ElementType { get; init; }

    /// <summary>What sums are kept in.</summary>
    public required string AccumulatorType { get; init; }

    /// <summary>The targets that were emitted, each with its tile and registers, in the order in which the processor is asked.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>
    /// For each of <see cref="Targets"/>: the part of the peak of fused multiply-adds, from 0 to 1, that its scheduler's model expects of one thread
    /// whose operands are in cache; a dimension that is known at run time counts as a large one. The model knows registers, loads and
    /// latencies; it leaves out the checks of operands, copies, what follows the sums, and memory. NaN where it has no say.
    /// </summary>
    public IReadOnlyList<double> PredictedShares { get; init; } = [];

    /// <summary>That of the target which runs on this processor.</summary>
    public double PredictedShareOfPeak
    {
        get
        {
            for (int i = 0; i < PredictedShares.Count; i++)
            {
                if (Processor.Runs(Targets[i][..Targets[i].IndexOf(':', StringComparison.Ordinal)]))
                    return PredictedShares[i];
            }

            return double.NaN;
        }
    }

    /// <summary>Floating-point operations of a call (a multiply-add counts two); NaN where a dimension is known at run time only.</summary>
    public double FloatingPointOperations { get; init; } = double.NaN;

    /// <summary>Bytes that a call reads and writes at least; NaN where a dimension is known at run time only.</summary>
    public double Bytes { get; init; } = double.NaN;

    /// <summary>Operations a byte.</summary>
    public double ArithmeticIntensity => FloatingPointOperations / Bytes;

    /// <summary>C of the error bound; NaN where the length is known at run time only, or another term is more than it, and the formula stands in <see cref="ErrorBound"/>.</summary>
    public double ErrorCoefficient { get; init; } = double.NaN;

    /// <summary>What underflow can add to the error bound, times what <see cref="ErrorBound"/> says; NaN where the length is known at run time only.</summary>
    public double ErrorTerm { get; init; } = double.NaN;

    /// <summary>The error bound: what is guaranteed, of what.</summary>
    public required string ErrorBound { get; init; }

    /// <summary>Operations, bytes and what they are bound by, as a sentence.</summary>
    public required string Work { get; init; }

    /// <summary>A paragraph for people.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name} is a {Operation} of {ElementType} ({Shape}), accumulated in {AccumulatorType}. ");
        text.Append(CultureInfo.InvariantCulture, $"Work: {Work}. ");
        text.Append(CultureInfo.InvariantCulture, $"Targets: {string.Join("; ", Targets)}. ");
        text.Append(CultureInfo.InvariantCulture, $"Guaranteed: {ErrorBound}.");
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Operation} ({Shape}) of {ElementType}";
}
