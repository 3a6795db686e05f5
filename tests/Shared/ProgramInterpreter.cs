using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelGen.Generator.Arithmetic;

namespace KernelGen.Tests;

/// <summary>
/// Runs a <see cref="Program"/> one operation at a time, with nothing but the framework's correctly rounded operations: what every target
/// must equal to the bit. Operations run over blocks of numbers, so that the cost of interpreting is spread; of long blocks the common
/// operations run in vectors, which a test compares with the scalar way.
/// </summary>
internal static class ProgramInterpreter
{
    private const int Block = 1024;

    /// <summary>One evaluation: inputs in the order of <see cref="Program.Inputs"/>, results in the order of <see cref="Program.Results"/>.</summary>
    public static T[] Evaluate<T>(Program program, params ReadOnlySpan<T> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[][] columns = new T[inputs.Length][];
        for (int i = 0; i < inputs.Length; i++)
            columns[i] = [inputs[i]];
        return [.. Evaluate(program, columns).Select(column => column[0])];
    }

    /// <summary>Many evaluations: an array an input, all of one length; an array a result.</summary>
    public static T[][] Evaluate<T>(Program program, T[][] inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (program.Type.Bytes != Unsafe.SizeOf<T>())
            throw new ArgumentException($"The program works on {program.Type}.", nameof(program));
        if (program.Inputs.Count != inputs.Length)
            throw new ArgumentException($"The program takes {program.Inputs.Count} inputs; {inputs.Length} were given.", nameof(inputs));

        int length = inputs.Length == 0 ? 1 : inputs[0].Length;
        T[][] results = [.. program.Results.Items.Select(_ => new T[length])];
        T[][] registers = [.. program.Body.Items.Select(instruction => Register<T>(instruction))];
        for (int start = 0; start < length; start += Block)
        {
            int count = Math.Min(Block, length - start);
            for (int i = 0; i < registers.Length; i++)
            {
                Instruction step = program.Body[i];
                if (step.Op == Op.Input)
                    inputs[step.A].AsSpan(start, count).CopyTo(registers[i]);
                else if (step.Op != Op.Constant)
                    Run(step, Column(step.A), Column(step.B), Column(step.C), registers[i].AsSpan(0, count));
            }

            for (int r = 0; r < results.Length; r++)
                Column(program.Results[r])[..count].CopyTo(results[r].AsSpan(start));
        }

        return results;

        ReadOnlySpan<T> Column(int register) => register < 0 ? default : registers[register];
    }

    private static T[] Register<T>(Instruction instruction)
        where T : unmanaged
    {
        T[] register = new T[Block];
        if (instruction.Op == Op.Constant)
            register.AsSpan().Fill(FromBits<T>(instruction.Bits));
        return register;
    }

    private static void Run<T>(Instruction step, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int shift = (int)step.Bits;
        a = a[..result.Length];
        b = b.IsEmpty ? a : b[..result.Length];
        c = c.IsEmpty ? a : c[..result.Length];
        int done = RunVectors(step, a, b, c, result);
        switch (step.Op)
        {
            case Op.Add:
                for (int i = done; i < result.Length; i++)
                    result[i] = a[i] + b[i];
                break;
            case Op.Subtract:
                for (int i = done; i < result.Length; i++)
                    result[i] = a[i] - b[i];
                break;
            case Op.Multiply:
                for (int i = done; i < result.Length; i++)
                    result[i] = a[i] * b[i];
                break;
            case Op.Divide:
                for (int i = done; i < result.Length; i++)
                    result[i] = a[i] / b[i];
                break;
            case Op.FusedMultiplyAdd:
                for (int i = done; i < result.Length; i++)
                    result[i] = T.FusedMultiplyAdd(a[i], b[i], c[i]);
                break;
            case Op.Negate:
                for (int i = done; i < result.Length; i++)
                    result[i] = -a[i];
                break;
            case Op.Absolute:
                for (int i = done; i < result.Length; i++)
                    result[i] = T.Abs(a[i]);
                break;
            case Op.SquareRoot:
                for (int i = done; i < result.Length; i++)
                    result[i] = T.Sqrt(a[i]);
                break;
            case Op.LessThan:
                for (int i = done; i < result.Length; i++)
                    result[i] = Mask<T>(a[i] < b[i]);
                break;
            case Op.EqualTo:
                for (int i = done; i < result.Length; i++)
                    result[i] = Mask<T>(a[i] == b[i]);
                break;
            case Op.Select:
                for (int i = done; i < result.Length; i++)
                    result[i] = ToBits(a[i]) != 0 ? b[i] : c[i];
                break;
            case Op.AddBits:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) + ToBits(b[i]));
                break;
            case Op.ShiftBitsLeft:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) << shift);
                break;
            case Op.ShiftBitsRight:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) >> shift);
                break;
            case Op.ShiftBitsRightSigned:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(Unsafe.SizeOf<T>() == 4 ? (uint)((int)ToBits(a[i]) >> shift) : (ulong)((long)ToBits(a[i]) >> shift));
                break;
            case Op.AndBits:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) & ToBits(b[i]));
                break;
            case Op.OrBits:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) | ToBits(b[i]));
                break;
            case Op.XorBits:
                for (int i = done; i < result.Length; i++)
                    result[i] = FromBits<T>(ToBits(a[i]) ^ ToBits(b[i]));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step.Op, "The interpreter does not know this operation.");
        }
    }

    /// <summary>Whole vectors of the operations that programs are full of; how many numbers that were.</summary>
    private static int RunVectors<T>(Instruction step, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector512<T>> r = MemoryMarshal.Cast<T, Vector512<T>>(result);
        ReadOnlySpan<Vector512<T>> x = MemoryMarshal.Cast<T, Vector512<T>>(a)[..r.Length];
        ReadOnlySpan<Vector512<T>> y = MemoryMarshal.Cast<T, Vector512<T>>(b)[..r.Length];
        ReadOnlySpan<Vector512<T>> z = MemoryMarshal.Cast<T, Vector512<T>>(c)[..r.Length];
        int shift = (int)step.Bits;
        switch (step.Op)
        {
            case Op.Add:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] + y[i];
                break;
            case Op.Subtract:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] - y[i];
                break;
            case Op.Multiply:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] * y[i];
                break;
            case Op.Divide:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] / y[i];
                break;
            case Op.FusedMultiplyAdd when Unsafe.SizeOf<T>() == 4:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.FusedMultiplyAdd(x[i].AsSingle(), y[i].AsSingle(), z[i].AsSingle()).As<float, T>();
                break;
            case Op.FusedMultiplyAdd:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.FusedMultiplyAdd(x[i].AsDouble(), y[i].AsDouble(), z[i].AsDouble()).As<double, T>();
                break;
            case Op.LessThan:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.LessThan(x[i], y[i]);
                break;
            case Op.EqualTo:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.Equals(x[i], y[i]);
                break;
            case Op.Select:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.ConditionalSelect(x[i], y[i], z[i]);
                break;
            case Op.Negate:
                for (int i = 0; i < r.Length; i++)
                    r[i] = -x[i];
                break;
            case Op.Absolute:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.Abs(x[i]);
                break;
            case Op.SquareRoot:
                for (int i = 0; i < r.Length; i++)
                    r[i] = Vector512.Sqrt(x[i]);
                break;
            case Op.AndBits:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] & y[i];
                break;
            case Op.OrBits:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] | y[i];
                break;
            case Op.XorBits:
                for (int i = 0; i < r.Length; i++)
                    r[i] = x[i] ^ y[i];
                break;
            case Op.AddBits when Unsafe.SizeOf<T>() == 4:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt32() + y[i].AsUInt32()).As<uint, T>();
                break;
            case Op.AddBits:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt64() + y[i].AsUInt64()).As<ulong, T>();
                break;
            case Op.ShiftBitsLeft when Unsafe.SizeOf<T>() == 4:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt32() << shift).As<uint, T>();
                break;
            case Op.ShiftBitsLeft:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt64() << shift).As<ulong, T>();
                break;
            case Op.ShiftBitsRight when Unsafe.SizeOf<T>() == 4:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt32() >> shift).As<uint, T>();
                break;
            case Op.ShiftBitsRight:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsUInt64() >> shift).As<ulong, T>();
                break;
            case Op.ShiftBitsRightSigned when Unsafe.SizeOf<T>() == 4:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsInt32() >> shift).As<int, T>();
                break;
            case Op.ShiftBitsRightSigned:
                for (int i = 0; i < r.Length; i++)
                    r[i] = (x[i].AsInt64() >> shift).As<long, T>();
                break;
            default:
                return 0;
        }

        return r.Length * Vector512<T>.Count;
    }

    /// <summary>A mask is all ones or all zeros, as in a vector register.</summary>
    private static T Mask<T>(bool holds)
        where T : unmanaged
        => holds ? FromBits<T>(ulong.MaxValue) : default;

    private static T FromBits<T>(ulong bits)
        where T : unmanaged
        => Unsafe.SizeOf<T>() == 4 ? Unsafe.BitCast<uint, T>((uint)bits) : Unsafe.BitCast<ulong, T>(bits);

    private static ulong ToBits<T>(T value)
        where T : unmanaged
        => Unsafe.SizeOf<T>() == 4 ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, ulong>(value);
}
