using System.Collections.Immutable;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>What the fix that widens a kernel's result has to know.</summary>
internal static class WiderResult
{
    /// <summary>The name in <see cref="Finding.Properties"/> of the parameter whose type is to change; empty for what the kernel returns.</summary>
    public const string ResultKey = "result";

    /// <summary>The name in <see cref="Finding.Properties"/> of the type's keyword that it is to have.</summary>
    public const string TypeKey = "type";

    /// <summary>The keyword of the type that takes the place of one that is too narrow; null where no kernel has a wider result.</summary>
    public static string? Of(NumericType output) => output == NumericType.Int32 ? "long" : output.Bytes < NumericType.Float32.Bytes ? "float" : null;

    public static ImmutableDictionary<string, string?> Properties(KernelSpec spec) => Of(spec.Output) is not { } type
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty
            .Add(ResultKey, spec.Operands.Items.FirstOrDefault(operand => operand is { Kind: OperandKind.Output, IsIndex: false })?.Parameter.TrimStart('@') ?? "")
            .Add(TypeKey, type);
}
