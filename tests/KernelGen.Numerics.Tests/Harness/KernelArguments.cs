using System.Reflection;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The arguments of one call, by parameter number, with the operands' numbers in memory.</summary>
internal sealed class KernelArguments
{
    private const int MostParameters = 18;

    [ThreadStatic]
    private static OperandMemory[]? memories;

    private readonly Kernel kernel;
    private readonly KernelCall call;

    private KernelArguments(Kernel kernel, KernelCall call)
    {
        (this.kernel, this.call) = (kernel, call);
        memories ??= [.. Enumerable.Range(0, MostParameters).Select(_ => new OperandMemory())];
        int count = kernel.Parameters.Count;
        (Starts, Integers, Scalars) = (new nint[count], new int[count], new double[count]);
    }

    /// <summary>Where each span begins.</summary>
    public nint[] Starts { get; }

    /// <summary>Each span's length, and each <c>int</c>.</summary>
    public int[] Integers { get; }

    public double[] Scalars { get; }

    public static KernelArguments Place(Kernel kernel, KernelCall call, Placement placement)
    {
        var arguments = new KernelArguments(kernel, call);
        for (int i = 0; i < kernel.Parameters.Count; i++)
            arguments.Place(i, placement);
        foreach ((string output, string input) in call.SameAs)
        {
            (int at, int same) = (kernel.IndexOf(output), kernel.IndexOf(input));
            (arguments.Starts[at], arguments.Integers[at]) = (arguments.Starts[same], arguments.Integers[same]);
        }

        return arguments;
    }

    /// <summary>What the outputs hold now. Fails where anything else was written.</summary>
    public Dictionary<string, double[]> Outputs()
    {
        var outputs = new Dictionary<string, double[]>();
        for (int i = 0; i < Starts.Length; i++)
        {
            if (kernel.OperandOf(kernel.Parameters[i]) is not { Kind: not OperandKind.Scalar } operand)
                continue;
            OperandMemory memory = memories![call.SameAs.TryGetValue(operand.Role, out string? same) ? kernel.IndexOf(same) : i];
            double[] before = call.Vectors[same ?? operand.Role];
            double[] after = memory.Take(operand, before.Length);
            if (operand.Kind == OperandKind.Output)
                outputs.Add(operand.Role, after);
            else if (!call.SameAs.ContainsValue(operand.Role) && !Same(before, after))
                Assert.Fail($"{call} wrote to its input {operand.Role}.");
            if (!memory.SurroundingsUntouched())
                Assert.Fail($"{call} wrote outside {operand.Role}.");
        }

        return outputs;
    }

    /// <summary>Whether every output is as it was before the call.</summary>
    public bool NothingWritten() =>
        Outputs().All(output => Same(output.Value, call.Vectors[call.SameAs.GetValueOrDefault(output.Key, output.Key)]));

    private void Place(int number, Placement placement)
    {
        ParameterInfo parameter = kernel.Parameters[number];
        if (kernel.OperandOf(parameter) is not { } operand)
        {
            // An int is the dimension of its name.
            Integers[number] = call.Sizes.First(size => string.Equals(size.Key, parameter.Name, StringComparison.OrdinalIgnoreCase)).Value;
        }
        else if (operand.Kind == OperandKind.Scalar)
        {
            Scalars[number] = call.Scalars[operand.Role];
            Integers[number] = operand.Type.IsInteger ? (int)call.Scalars[operand.Role] : 0;
        }
        else if (!call.SameAs.ContainsKey(operand.Role))
        {
            memories![number].Put(operand, call.Vectors[operand.Role], placement, number);
            Starts[number] = memories[number].Start;
            Integers[number] = call.Vectors[operand.Role].Length;
        }
    }

    private static bool Same(double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!Rounding.SameBits(a[i], b[i]))
                return false;
        }

        return true;
    }
}
