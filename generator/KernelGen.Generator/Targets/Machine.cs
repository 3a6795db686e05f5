using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>
/// The processor that a target is scheduled for: a written model, read by Scheduling and by nothing else. The figures are of
/// the weakest common core of the target; the file of each target names its sources.
/// </summary>
internal sealed record Machine
{
    /// <summary>Bytes of a vector register.</summary>
    public required int VectorBytes { get; init; }

    /// <summary>Bytes of the narrowest vector that the same registers hold and that a mask may select of; as <see cref="VectorBytes"/> where narrower ones save nothing.</summary>
    public required int NarrowestVectorBytes { get; init; }

    /// <summary>Vector registers that a program can name.</summary>
    public required int Registers { get; init; }

    /// <summary>Whether a mask of lanes takes one of them; AVX-512 has registers of their own for masks.</summary>
    public bool MasksAreVectors { get; init; }

    /// <summary>Whether one operation takes any lanes of two registers.</summary>
    public bool PermutesPairs { get; init; }

    /// <summary>Whether it multiplies bytes by signed bytes and adds neighbours in one operation.</summary>
    public bool MultipliesBytes { get; init; }

    /// <summary>Whether it adds the products of two neighbouring 16-bit integers to a sum in one operation.</summary>
    public bool DotsPairs { get; init; }

    /// <summary>Whether it so adds the products of four neighbouring 8-bit integers, both without a sign or both with one.</summary>
    public bool DotsSameSigns { get; init; }

    /// <summary>Whether it so adds those of integers without a sign by integers with one.</summary>
    public bool DotsUnsignedBySigned { get; init; }

    /// <summary>Whether it so adds the products of two types' numbers, in that order.</summary>
    public bool Dots(NumericType a, NumericType b) => a == b ? DotsSameSigns : DotsUnsignedBySigned && a == NumericType.Byte;

    /// <summary>Whether .NET has an instruction of it that asks for a line of memory before it is read.</summary>
    public bool Prefetches { get; init; }

    /// <summary>Bytes of a line of the caches.</summary>
    public const int LineBytes = 64;

    /// <summary>Numbers in a line: for as many columns of the next strip, a tile asks for a line with each step.</summary>
    public static int LineColumns(NumericType type) => LineBytes / type.Bytes;

    /// <summary>Cycles from a multiply-add's start to its result.</summary>
    public required int FmaLatency { get; init; }

    /// <summary>Multiply-adds of a whole vector that start in a cycle.</summary>
    public required double FmaPerCycle { get; init; }

    /// <summary>Multiply-adds of half a vector or less that start in a cycle.</summary>
    public required double NarrowFmaPerCycle { get; init; }

    /// <summary>Loads of a whole vector that start in a cycle.</summary>
    public required double LoadsPerCycle { get; init; }

    /// <summary>Instructions of any kind that start in a cycle.</summary>
    public required double InstructionsPerCycle { get; init; }

    /// <summary>Bytes of the caches that one core can count on.</summary>
    public required int L1 { get; init; }
    public required int L2 { get; init; }
    public required int L3 { get; init; }
}
