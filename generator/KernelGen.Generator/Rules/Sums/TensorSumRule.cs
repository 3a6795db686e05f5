using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelGen.Generator.Rules;

/// <summary>KG1021: sums of TensorPrimitives over types that are too narrow for them.</summary>
internal static class TensorSumRule
{
    /// <summary>The name in <see cref="Finding.Properties"/> of the kernel that does it in a wider type.</summary>
    public const string KernelKey = "kernel";

    /// <summary>The name in <see cref="Finding.Properties"/> of the elements' type.</summary>
    public const string ElementKey = "element";

    public static Finding? Check(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: var name, TypeArguments.Length: 1, ContainingType: { Name: "TensorPrimitives" } owner } method
            || owner.ContainingNamespace.ToDisplayString() != "System.Numerics.Tensors"
            || NarrowType.Of(method.TypeArguments[0]) is not { Name: not "BFloat16" } element || KernelFor(name, element) is not { } kernel)
            return null;

        return new(
            Descriptors.TensorSumNarrow, call.Syntax.GetLocation(),
            name, element.Name, element.Harm, element.HasKernels
                ? $"declare a kernel with [{kernel}] over {element.Name}, which adds in {element.Wide}{(name == kernel ? "" : ", and take the root")}"
                : $"add in {element.Wide}")
        {
            // Only where the kernel's result is the call's, in a wider type that the place takes: what wants a byte would wrap the sum as before.
            Properties = element.HasKernels && name == kernel && (element.IsFloat || IsTakenAsInt(call))
                ? ImmutableDictionary<string, string?>.Empty.Add(KernelKey, kernel).Add(ElementKey, element.Name)
                : ImmutableDictionary<string, string?>.Empty,
        };
    }

    /// <summary>Not where the compiler only makes an int of it for an operation whose result, or other side, is narrow again.</summary>
    private static bool IsTakenAsInt(IInvocationOperation call) =>
        call.Parent is IConversionOperation { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } taken
        && taken.Parent is not ICompoundAssignmentOperation { Target.Type.SpecialType: SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char }
        && !(taken.IsImplicit && taken.Parent is IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean });

    /// <summary>
    /// The kernel with the same sum; null where TensorPrimitives does it well: CosineSimilarity over Half is right to its last digit, and roots of
    /// integers there are none.
    /// </summary>
    private static string? KernelFor(string name, NarrowType element) => name switch
    {
        "Dot" => "Dot",
        "SumOfSquares" => "SumOfSquares",
        "Norm" when element.IsFloat => "SumOfSquares",
        "Distance" when element.IsFloat => "SquaredDistance",
        _ => null,
    };
}
