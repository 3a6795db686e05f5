using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The operations that a plan is made of. Each is correctly rounded (IEEE 754) or exact on bits, so that every target,
/// and the interpreter in the tests, gives the same result.
/// </summary>
internal enum Op
{
    /// <summary>Operand number <see cref="Instruction.A"/> of the program.</summary>
    Input,

    /// <summary>The number with the bits <see cref="Instruction.Bits"/>.</summary>
    Constant,

    Add,
    Subtract,
    Multiply,
    Divide,

    /// <summary>A·B + C, rounded once.</summary>
    FusedMultiplyAdd,

    /// <summary>The sign bit flipped.</summary>
    Negate,

    /// <summary>The sign bit cleared.</summary>
    Absolute,

    SquareRoot,

    /// <summary>A mask: A &lt; B; false for NaN.</summary>
    LessThan,

    /// <summary>A mask: A = B; false for NaN, and true for −0 and +0.</summary>
    EqualTo,

    /// <summary>B where the mask A holds, else C. Both are computed.</summary>
    Select,

    /// <summary>The bits of A and B added as integers, wrapping.</summary>
    AddBits,

    /// <summary>The bits of A shifted left by <see cref="Instruction.Bits"/>.</summary>
    ShiftBitsLeft,

    /// <summary>The bits of A shifted right by <see cref="Instruction.Bits"/>, zeros entering.</summary>
    ShiftBitsRight,

    /// <summary>The bits of A shifted right by <see cref="Instruction.Bits"/>, copies of the sign bit entering.</summary>
    ShiftBitsRightSigned,

    AndBits,
    OrBits,
    XorBits,

    /// <summary>Of numbers that are two 16-bit integers: C, and the product of the lower ones, and the product of the upper ones.</summary>
    DotPairs,

    /// <summary>
    /// Of numbers that are four 8-bit integers: C, and the four products; A's have a sign where bit 0 of <see cref="Instruction.Bits"/> is set, B's
    /// where bit 1 is.
    /// </summary>
    DotQuads,

    /// <summary>
    /// Of numbers that are four 8-bit integers, those of A without a sign and those of B with one: the sums of the products of neighbours, as two 16-bit
    /// integers that hold them.
    /// </summary>
    MultiplyAddBytes,

    /// <summary>Of numbers that are two 16-bit integers: the lower less the lower, the upper less the upper.</summary>
    SubtractHalves,
}

/// <summary>One step of a program. A, B, C are the numbers of earlier steps.</summary>
internal readonly record struct Instruction(Op Op, int A = -1, int B = -1, int C = -1, ulong Bits = 0);

/// <summary>
/// A straight line of operations on numbers of one type: the step of a sum, the merge of two partial sums, an epilogue, exp.
/// Emit prints it in a target's dialect; the tests interpret it; neither decides anything.
/// </summary>
internal sealed record Program(NumericType Type, EquatableArray<string> Inputs, EquatableArray<Instruction> Body, EquatableArray<int> Results)
{
    /// <summary>How many operations it costs, for schedules and headers. The products of pairs are added in a second one on most processors.</summary>
    public int OperationCount
    {
        get
        {
            int count = 0;
            foreach (Instruction instruction in Body)
                count += instruction.Op switch { Op.Input or Op.Constant => 0, Op.DotPairs => 2, _ => 1 };
            return count;
        }
    }
}
