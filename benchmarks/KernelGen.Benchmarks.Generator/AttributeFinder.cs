using KernelGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelGen.Benchmarks.Generator;

/// <summary>Finds the methods with our attributes, reads what they take and does nothing with it: what is left when all of our own work is taken away.</summary>
internal sealed class AttributeFinder : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (string attribute in KernelAttributes.Names)
        {
            IncrementalValuesProvider<string> found = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                static (found, _) => string.Join(",", ((IMethodSymbol)found.TargetSymbol).Parameters.Select(parameter => parameter.Type.Name)));
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
