using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelGen.Benchmarks.Generator;

/// <summary>Finds the methods with our attributes, reads what they take and does nothing with it: what is left when all of our own work is taken away.</summary>
internal sealed class AttributeFinder : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<string?> found = context.SyntaxProvider.CreateSyntaxProvider(
            KernelDeclaration.MayBe,
            static (found, cancellation) => found.SemanticModel.GetDeclaredSymbol(found.Node, cancellation) is IMethodSymbol method && KernelDeclaration.IsOf(found.Node, method)
                ? string.Join(",", method.Parameters.Select(parameter => parameter.Type.Name))
                : null);
        context.RegisterSourceOutput(found, static (_, _) => { });
    }
}
