using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>From <c>[Parallel]</c> and the operand <c>maxThreads</c> to how many threads may share a call.</summary>
internal static class ThreadsReader
{
    /// <summary>The threads; null for the caller's alone.</summary>
    public static Threads? Read(IMethodSymbol method, Signature signature, ParallelModifier? parallel, List<Finding> findings, CancellationToken cancellation)
    {
        if (signature.MaxThreads is { } parameter)
        {
            Location place = MethodReader.Declaration(parameter, cancellation)?.Identifier.GetLocation() ?? Location.None;
            if (parallel is null)
                findings.Add(new(Descriptors.OperandWithoutUse, place, KernelForm.MaxThreads, "[Parallel]"));
            else if (parallel.HasOwnMaxThreads)
                findings.Add(new(Descriptors.StatedTwice, place, "MaxThreads", Text.Of(parallel.MaxThreads!.Value) + " by [Parallel]", "a run-time parameter"));
            return new(null, MethodReader.NameOf(parameter, cancellation));
        }

        if (parallel is null)
            return null;
        if (signature.Form.HasThreads)
            return parallel.MaxThreads == 1 ? null : new(parallel.MaxThreads, null);

        // On a type or an assembly it is meant for the others. On the method it is a mistake that costs nothing: the results are the same.
        if (parallel.IsOwn)
            findings.Add(new(Descriptors.ParallelWithoutUse, parallel.Place, method.Name, signature.Form.Name));
        return null;
    }
}
