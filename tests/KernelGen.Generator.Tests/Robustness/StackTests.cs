using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelGen.Generator.Tests.Robustness;

/// <summary>A <c>stackalloc</c> in a loop takes more of the stack with every turn, until a large input ends the process.</summary>
public sealed class StackTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[Precision(Accumulate = Accumulate.Float64)] ")]
    public void NoLoopAllocatesOnTheStack(string precision)
    {
        GeneratorRun run = GeneratorRun.Of(Compile.InClass(KernelSources.Every("float", fixedShape: false, precision)));
        foreach ((string name, string text) in run.Texts)
        {
            SyntaxNode root = Compile.Tree(text, name).GetRoot(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(root.DescendantNodes().OfType<StackAllocArrayCreationExpressionSyntax>(), allocation =>
                allocation.Ancestors().Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax));
        }
    }
}
