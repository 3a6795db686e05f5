using System.Reflection;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>A compiled kernel, with the spec and the plan of the very declaration that it was compiled from.</summary>
internal sealed class Kernel(KernelSpec spec, MethodInfo method)
{
    private readonly ParameterInfo[] parameters = method.GetParameters();
    private readonly Operand?[] operands = [.. method.GetParameters().Select(parameter => Find(spec, parameter))];
    private KernelInvoker? invoker;

    public KernelSpec Spec { get; } = spec;
    public ArithmeticPlan Plan { get; } = PlanBuilder.Build(spec);
    public string Name => method.Name;
    public IReadOnlyList<ParameterInfo> Parameters => parameters;

    /// <summary>The same kernel of a copy of its assembly.</summary>
    public Kernel Of(Assembly copy) => new(Spec, (MethodInfo)copy.ManifestModule.ResolveMethod(method.MetadataToken)!);

    public override string ToString() => Name;

    /// <summary>What the plan says.</summary>
    public KernelResult Interpret(KernelCall call) => PlanInterpreter.Run(Plan, call);

    /// <summary>What the emitted code does. Every input, and all memory around every operand, must be untouched.</summary>
    public KernelResult Run(KernelCall call, Placement placement = default)
    {
        KernelArguments arguments = KernelArguments.Place(this, call, placement);
        double returned = Invoke(arguments);
        return new KernelResult(returned, arguments.Outputs());
    }

    public unsafe double Invoke(KernelArguments arguments)
    {
        invoker ??= KernelInvokers.For(method);
        fixed (nint* starts = arguments.Starts)
        fixed (int* integers = arguments.Integers)
        fixed (double* scalars = arguments.Scalars)
            return invoker(starts, integers, scalars);
    }

    /// <summary>Fails with the call and the first different number where kernel and plan differ.</summary>
    public void AssertBits(KernelCall call, Placement placement = default) => AssertBits(call, Interpret(call), placement);

    public void AssertBits(KernelCall call, KernelResult expected, Placement placement = default)
    {
        if (Run(call, placement).DifferenceFrom(expected) is { } difference)
            Assert.Fail($"{call}, {placement}: {difference}");
    }

    public Operand? OperandOf(ParameterInfo parameter) => operands[parameter.Position];

    private static Operand? Find(KernelSpec spec, ParameterInfo parameter)
    {
        foreach (Operand operand in spec.Operands)
        {
            if (operand.Parameter.TrimStart('@') == parameter.Name)
                return operand;
        }

        return null;
    }

    public int IndexOf(string role)
    {
        string name = Spec[role].Parameter.TrimStart('@');
        return Array.FindIndex(parameters, parameter => parameter.Name == name);
    }
}
