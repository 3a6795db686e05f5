using System.Collections.Immutable;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>
/// Which values in a member's body came from a kernel: a call's result, a local that is given it once, an element of what a call has filled.
/// A variable with two sources is taken for unknown.
/// </summary>
internal sealed class BlockValues
{
    private readonly KernelCalls kernels;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<ISymbol, IOperation?> assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, KernelCall?> filled = new(SymbolEqualityComparer.Default);

    public BlockValues(ImmutableArray<IOperation> operations, KernelCalls kernels, CancellationToken cancellation)
    {
        this.kernels = kernels;
        this.cancellation = cancellation;
        foreach (IOperation operation in operations)
            Read(operation);
    }

    /// <summary>Where a number came from; null where it is no kernel's, or not surely.</summary>
    public KernelCall? KernelOf(IOperation operation) => KernelOf(operation, depth: 0);

    /// <summary>A constant, or the constant that a local is given once.</summary>
    public double? ConstantOf(IOperation operation)
    {
        if (Operations.ConstantOf(operation) is { } constant)
            return constant;
        return Operations.Bare(operation) is ILocalReferenceOperation local && assigned.TryGetValue(local.Local, out IOperation? value) && value is not null
            ? Operations.ConstantOf(value)
            : null;
    }

    /// <summary>The operation that a local stands for: what it is given, where that is once.</summary>
    public IOperation Source(IOperation operation)
    {
        operation = Operations.Bare(operation);
        return operation is ILocalReferenceOperation local && assigned.TryGetValue(local.Local, out IOperation? value) && value is not null
            ? Operations.Bare(value)
            : operation;
    }

    private KernelCall? KernelOf(IOperation operation, int depth)
    {
        operation = Operations.Bare(operation);
        if (kernels.Of(operation, cancellation) is { } call)
            return call.Kernel.Spec is DotSpec && IsRounded(call) ? call : null;
        if (operation is ILocalReferenceOperation local && depth < 8 && assigned.TryGetValue(local.Local, out IOperation? value) && value is not null)
            return KernelOf(value, depth + 1);
        ISymbol? element = Operations.OwnerOf(operation) ?? Operations.VariableOf(operation);
        return element is { } owner && filled.TryGetValue(owner, out KernelCall? filler) ? filler : null;
    }

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Assign(declarator.Symbol, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment when Operations.OwnerOf(assignment.Target) is { } owner:
                filled[owner] = null;
                break;
            case ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation local } assignment:
                Assign(local.Local, assignment.Value);
                break;
            case IAssignmentOperation assignment:
                Forget(assignment.Target);
                break;
            case IIncrementOrDecrementOperation step:
                Forget(step.Target);
                break;
            case IArgumentOperation argument when MayWrite(argument):
                Forget(argument.Value);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation variable } loop when Operations.VariableOf(loop.Collection) is not null:
                Elements(variable.Symbol, loop.Collection);
                break;
            case IInvocationOperation when kernels.Of(operation, cancellation) is { } call:
                Fill(call);
                break;
            case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "Enumerable" }, Arguments.Length: > 1 } query:
                Query(query);
                break;
        }
    }

    /// <summary>What a kernel's outputs hold from here on.</summary>
    private void Fill(KernelCall call)
    {
        foreach (Operand operand in call.Kernel.Spec.Operands)
        {
            if (operand is { Kind: OperandKind.Output, IsIndex: false } && call.Variable(operand.Role) is { } variable)
            {
                bool isOnly = !filled.TryGetValue(variable, out KernelCall? before) || SymbolEqualityComparer.Default.Equals(before?.Kernel.Method, call.Kernel.Method);
                filled[variable] = isOnly && operand.Role == "scores" && IsRounded(call) ? call : null;
            }
        }
    }

    /// <summary>Integers are exact: none of what is asked here concerns them.</summary>
    private static bool IsRounded(KernelCall call) => call.Kernel.Spec.Output.SmallestExponent < 0;

    /// <summary>Whether a call that is no kernel's may change what it is given: by reference, or an array or a span of it.</summary>
    private bool MayWrite(IArgumentOperation argument) =>
        argument.Parameter is { } parameter
        && (parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.Type is IArrayTypeSymbol or INamedTypeSymbol { Name: "Span", Arity: 1 })
        && argument.Parent is not null && argument.Parent is not IInvocationOperation { TargetMethod.Name: "AsSpan" } && kernels.Of(argument.Parent, cancellation) is null;

    /// <summary>A loop's variable is an element of what the loop goes over, when that is filled by one kernel before.</summary>
    private void Elements(ISymbol variable, IOperation collection)
    {
        if (Operations.VariableOf(collection) is { } owner && filled.TryGetValue(owner, out KernelCall? call))
            filled[variable] = call;
    }

    /// <summary>The same of a lambda's parameter: <c>scores.Count(score =&gt; score &gt; 0.8f)</c>.</summary>
    private void Query(IInvocationOperation query)
    {
        // What Aggregate hands on is its own.
        if (query.TargetMethod.Name == "Aggregate")
            return;
        foreach (IArgumentOperation argument in query.Arguments)
        {
            if (argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: { Length: > 0 } parameters } })
                Elements(parameters[0], query.Arguments[0].Value);
        }
    }

    private void Assign(ILocalSymbol local, IOperation value) => assigned[local] = assigned.ContainsKey(local) ? null : value;

    private void Forget(IOperation target)
    {
        if (Operations.VariableOf(target) is { } variable)
        {
            assigned[variable] = null;
            filled[variable] = null;
        }
        else if (Operations.OwnerOf(target) is { } owner)
        {
            filled[owner] = null;
        }
    }
}
