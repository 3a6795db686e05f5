using System.Collections.Immutable;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>A number (or a mask) inside a program under construction.</summary>
internal readonly struct Value(ProgramBuilder builder, int index)
{
    public ProgramBuilder Builder { get; } = builder;
    public int Index { get; } = index;

    public static Value operator +(Value a, Value b) => a.Builder.Emit(Op.Add, a, b);
    public static Value operator -(Value a, Value b) => a.Builder.Emit(Op.Subtract, a, b);
    public static Value operator *(Value a, Value b) => a.Builder.Emit(Op.Multiply, a, b);
    public static Value operator /(Value a, Value b) => a.Builder.Emit(Op.Divide, a, b);
    public static Value operator -(Value a) => a.Builder.Emit(Op.Negate, a);

    /// <summary>A mask: a &lt; b.</summary>
    public static Value operator <(Value a, Value b) => a.Builder.Emit(Op.LessThan, a, b);

    /// <summary>A mask: a &gt; b.</summary>
    public static Value operator >(Value a, Value b) => b < a;
}

/// <summary>Writes a <see cref="Program"/>. Equal steps are one step, so that a person who reads the emitted code meets each once.</summary>
internal sealed class ProgramBuilder(NumericType type)
{
    private readonly List<string> inputs = [];
    private readonly List<Instruction> body = [];
    private readonly Dictionary<Instruction, int> known = [];

    public NumericType Type { get; } = type;

    public Value Input(string name)
    {
        inputs.Add(name);
        return Add(new Instruction(Op.Input, inputs.Count - 1));
    }

    /// <summary>A number, rounded to the program's type.</summary>
    public Value Constant(double value) => ConstantBits(
        Type.Bytes == 4 ? BitConverter.ToUInt32(BitConverter.GetBytes((float)value), 0) : (ulong)BitConverter.DoubleToInt64Bits(value));

    /// <summary>The number with these bits: coefficients, and masks for operations on bits.</summary>
    public Value ConstantBits(ulong bits) => Add(new Instruction(Op.Constant, Bits: bits));

    /// <summary>a·b + c, rounded once.</summary>
    public Value Fma(Value a, Value b, Value c) => Emit(Op.FusedMultiplyAdd, a, b, c);

    public Value Abs(Value a) => Emit(Op.Absolute, a);
    public Value Sqrt(Value a) => Emit(Op.SquareRoot, a);
    public Value Equal(Value a, Value b) => Emit(Op.EqualTo, a, b);

    /// <summary><paramref name="then"/> where the mask holds, else <paramref name="otherwise"/>.</summary>
    public Value Select(Value mask, Value then, Value otherwise) => Emit(Op.Select, mask, then, otherwise);

    /// <summary>a &gt; b ? a : b: the second where either is NaN.</summary>
    public Value Max(Value a, Value b) => Select(a > b, a, b);

    /// <summary>a &lt; b ? a : b: the second where either is NaN.</summary>
    public Value Min(Value a, Value b) => Select(a < b, a, b);

    public Value AddBits(Value a, Value b) => Emit(Op.AddBits, a, b);
    public Value AndBits(Value a, Value b) => Emit(Op.AndBits, a, b);
    public Value OrBits(Value a, Value b) => Emit(Op.OrBits, a, b);
    public Value XorBits(Value a, Value b) => Emit(Op.XorBits, a, b);
    public Value ShiftBitsLeft(Value a, int count) => Add(new Instruction(Op.ShiftBitsLeft, a.Index, Bits: (ulong)count));
    public Value ShiftBitsRight(Value a, int count) => Add(new Instruction(Op.ShiftBitsRight, a.Index, Bits: (ulong)count));
    public Value ShiftBitsRightSigned(Value a, int count) => Add(new Instruction(Op.ShiftBitsRightSigned, a.Index, Bits: (ulong)count));

    /// <summary>The polynomial c₀ + c₁x + … by Horner's rule with fused multiply-adds.</summary>
    public Value Horner(Value x, params double[] coefficients)
    {
        Value sum = Constant(coefficients[coefficients.Length - 1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
            sum = Fma(sum, x, Constant(coefficients[i]));
        return sum;
    }

    public Value Emit(Op op, Value a) => Add(new Instruction(op, a.Index));
    public Value Emit(Op op, Value a, Value b) => Add(new Instruction(op, a.Index, b.Index));
    public Value Emit(Op op, Value a, Value b, Value c, ulong bits = 0) => Add(new Instruction(op, a.Index, b.Index, c.Index, bits));

    /// <summary>Ends the program with its results; steps that none of them needs are dropped.</summary>
    public Program Build(params Value[] results)
    {
        bool[] needed = new bool[body.Count];
        foreach (Value result in results)
            needed[result.Index] = true;
        for (int i = body.Count - 1; i >= 0; i--)
        {
            if (!needed[i] || body[i].Op == Op.Input)
                continue;
            foreach (int source in new[] { body[i].A, body[i].B, body[i].C })
            {
                if (source >= 0)
                    needed[source] = true;
            }
        }

        int[] moved = new int[body.Count];
        var kept = ImmutableArray.CreateBuilder<Instruction>();
        for (int i = 0; i < body.Count; i++)
        {
            Instruction old = body[i];
            if (!needed[i] && old.Op != Op.Input)
                continue;
            moved[i] = kept.Count;
            kept.Add(old.Op == Op.Input ? old : old with { A = Moved(old.A), B = Moved(old.B), C = Moved(old.C) });
        }

        return new Program(Type, inputs.ToImmutableArray(), kept.ToImmutable(), results.Select(result => moved[result.Index]).ToImmutableArray());

        int Moved(int source) => source < 0 ? -1 : moved[source];
    }

    private Value Add(Instruction instruction)
    {
        if (!known.TryGetValue(instruction, out int index))
        {
            index = body.Count;
            body.Add(instruction);
            known.Add(instruction, index);
        }

        return new Value(this, index);
    }
}
