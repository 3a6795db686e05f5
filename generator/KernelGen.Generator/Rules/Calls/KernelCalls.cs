using System.Collections.Concurrent;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>The kernels that a compilation calls, each read once.</summary>
internal sealed class KernelCalls(BuildSettings settings)
{
    private readonly ConcurrentDictionary<IMethodSymbol, DeclaredKernel?> kernels = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<IAssemblySymbol, bool> users = new(SymbolEqualityComparer.Default);

    /// <summary>The kernel that an operation calls; null where it calls none.</summary>
    public KernelCall? Of(IOperation operation, CancellationToken cancellation)
    {
        if (operation is not IInvocationOperation call || !MayBeKernel(call.TargetMethod))
            return null;
        return kernels.GetOrAdd(call.TargetMethod, method => DeclaredKernel.Of(method, settings, cancellation)) is { } kernel ? new(kernel, call) : null;
    }

    /// <summary>In a compiled assembly a kernel is a method like any other, with its attribute; most assemblies have none.</summary>
    private bool MayBeKernel(IMethodSymbol method) =>
        method.IsPartialDefinition
        || (method.DeclaringSyntaxReferences.IsEmpty && method is { MethodKind: MethodKind.Ordinary, ContainingAssembly: { } assembly }
            && users.GetOrAdd(assembly, static one => one.Modules.Any(module => module.ReferencedAssemblies.Any(used => used.Name == KernelAttributes.Namespace))));
}

/// <summary>A call of a kernel.</summary>
internal readonly record struct KernelCall(DeclaredKernel Kernel, IInvocationOperation Call)
{
    /// <summary>What is passed for an operand; null where the kernel has none of that role.</summary>
    public IOperation? Argument(string role)
    {
        IParameterSymbol? parameter = Kernel.Parameter(role);
        return parameter is null ? null : Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
    }

    /// <summary>The variable that is passed for an operand; null for anything else.</summary>
    public ISymbol? Variable(string role) => Argument(role) is { } value ? Operations.VariableOf(value) : null;
}
