using KernelGen.Generator.Arithmetic;

namespace KernelGen.Tests;

/// <summary>Runs a program once, on the bits of single numbers: steps of sums are too short for ProgramInterpreter, which runs blocks.</summary>
internal static class ScalarInterpreter
{
    /// <summary>Inputs and results are the bits of numbers of the program's type.</summary>
    public static void Run(Program program, ReadOnlySpan<ulong> inputs, Span<ulong> results)
    {
        ReadOnlySpan<Instruction> body = program.Body.Items.AsSpan();
        Span<ulong> values = body.Length <= 256 ? stackalloc ulong[body.Length] : new ulong[body.Length];
        bool isInteger = program.Type.IsInteger, isSingle = program.Type.Bytes == 4;
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly Instruction step = ref body[i];
            ulong a = step.Op == Op.Input ? inputs[step.A] : step.A >= 0 ? values[step.A] : 0;
            ulong b = step.B >= 0 ? values[step.B] : 0;
            ulong c = step.C >= 0 ? values[step.C] : 0;
            values[i] = isInteger ? Integer(step, (uint)a, (uint)b, (uint)c)
                : isSingle ? Single(step, (uint)a, (uint)b, (uint)c)
                : Double(step, a, b, c);
        }

        ReadOnlySpan<int> places = program.Results.Items.AsSpan();
        for (int i = 0; i < results.Length; i++)
            results[i] = values[places[i]];
    }

    private static uint Integer(in Instruction step, uint a, uint b, uint c) => unchecked(step.Op switch
    {
        Op.Input => a,
        Op.Add => a + b,
        Op.DotPairs => c + (uint)(((short)a * (short)b) + ((short)(a >> 16) * (short)(b >> 16))),
        Op.SubtractHalves => (ushort)(a - b) | (uint)((a >> 16) - (b >> 16) << 16),
        _ => throw new ArgumentException($"No meaning for {step.Op} of integers."),
    });

    private static uint Single(in Instruction step, uint a, uint b, uint c)
    {
        float x = BitConverter.UInt32BitsToSingle(a), y = BitConverter.UInt32BitsToSingle(b), z = BitConverter.UInt32BitsToSingle(c);
        return step.Op switch
        {
            Op.Input => a,
            Op.Constant => (uint)step.Bits,
            Op.Add => BitConverter.SingleToUInt32Bits(x + y),
            Op.Subtract => BitConverter.SingleToUInt32Bits(x - y),
            Op.Multiply => BitConverter.SingleToUInt32Bits(x * y),
            Op.Divide => BitConverter.SingleToUInt32Bits(x / y),
            Op.FusedMultiplyAdd => BitConverter.SingleToUInt32Bits(MathF.FusedMultiplyAdd(x, y, z)),
            Op.Negate => a ^ 0x8000_0000,
            Op.Absolute => a & 0x7FFF_FFFF,
            Op.SquareRoot => BitConverter.SingleToUInt32Bits(MathF.Sqrt(x)),
            Op.LessThan => x < y ? uint.MaxValue : 0,
            Op.EqualTo => x == y ? uint.MaxValue : 0,
            Op.Select => a != 0 ? b : c,
            Op.AddBits => unchecked(a + b),
            Op.ShiftBitsLeft => a << (int)step.Bits,
            Op.ShiftBitsRight => a >> (int)step.Bits,
            Op.ShiftBitsRightSigned => (uint)((int)a >> (int)step.Bits),
            Op.AndBits => a & b,
            Op.OrBits => a | b,
            Op.XorBits => a ^ b,
            _ => throw new ArgumentException($"No meaning for {step.Op}."),
        };
    }

    private static ulong Double(in Instruction step, ulong a, ulong b, ulong c)
    {
        double x = BitConverter.UInt64BitsToDouble(a), y = BitConverter.UInt64BitsToDouble(b), z = BitConverter.UInt64BitsToDouble(c);
        return step.Op switch
        {
            Op.Input => a,
            Op.Constant => step.Bits,
            Op.Add => BitConverter.DoubleToUInt64Bits(x + y),
            Op.Subtract => BitConverter.DoubleToUInt64Bits(x - y),
            Op.Multiply => BitConverter.DoubleToUInt64Bits(x * y),
            Op.Divide => BitConverter.DoubleToUInt64Bits(x / y),
            Op.FusedMultiplyAdd => BitConverter.DoubleToUInt64Bits(Math.FusedMultiplyAdd(x, y, z)),
            Op.Negate => a ^ (1UL << 63),
            Op.Absolute => a & ~(1UL << 63),
            Op.SquareRoot => BitConverter.DoubleToUInt64Bits(Math.Sqrt(x)),
            Op.LessThan => x < y ? ulong.MaxValue : 0,
            Op.EqualTo => x == y ? ulong.MaxValue : 0,
            Op.Select => a != 0 ? b : c,
            Op.AddBits => unchecked(a + b),
            Op.ShiftBitsLeft => a << (int)step.Bits,
            Op.ShiftBitsRight => a >> (int)step.Bits,
            Op.ShiftBitsRightSigned => (ulong)((long)a >> (int)step.Bits),
            Op.AndBits => a & b,
            Op.OrBits => a | b,
            Op.XorBits => a ^ b,
            _ => throw new ArgumentException($"No meaning for {step.Op}."),
        };
    }
}
