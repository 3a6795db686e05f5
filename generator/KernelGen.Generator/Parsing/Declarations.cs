using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KernelGen.Generator.Parsing;

/// <summary>
/// What kernels can depend on: all of a compilation but what is inside of bodies, where most keys are pressed. Two that are equal have the same kernels, and
/// those are not looked for again.
/// </summary>
internal sealed class Declarations(Compilation compilation)
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> Texts = new();

    private readonly string? assembly = compilation.AssemblyName;
    private readonly CompilationOptions options = compilation.Options;
    private readonly ImmutableArray<MetadataReference> references = compilation.ExternalReferences;

    // The last ones that were seen to declare this.
    private ImmutableArray<SyntaxTree> trees = [.. compilation.SyntaxTrees];

    // An editor makes a compilation with every key: none is kept longer than it is needed.
    private volatile Compilation? compilation = compilation;
    private ImmutableArray<ParsedKernel> kernels;

    /// <summary>The kernels, parsed when they are first asked for.</summary>
    public ImmutableArray<ParsedKernel> Kernels(CancellationToken cancellation)
    {
        if (compilation is { } source)
        {
            kernels = ParsedKernel.AllIn(source, cancellation);
            compilation = null;
        }

        return kernels;
    }

    private bool AreThoseOf(Declarations other)
    {
        if (assembly != other.assembly || trees.Length != other.trees.Length || !options.Equals(other.options) || !references.SequenceEqual(other.references))
            return false;
        ImmutableArray<SyntaxTree> own = trees;
        for (int i = 0; i < own.Length; i++)
        {
            if (own[i] != other.trees[i] && !DeclareTheSame(own[i], other.trees[i]))
                return false;
        }

        // The compiler keeps the older of two that are equal: with its own trees, each file that was edited since would be read again at every key.
        trees = other.trees;
        return true;
    }

    private static bool DeclareTheSame(SyntaxTree one, SyntaxTree other) =>
        one.FilePath == other.FilePath && one.Options.Equals(other.Options) && Texts.GetValue(one, TextOf) == Texts.GetValue(other, TextOf);

    /// <summary>
    /// A file, letter by letter, without the insides of bodies. The compiler reads the same declarations in two files for which this is the same: each body begins
    /// and ends at the same one of these letters. (Its own comparison, SyntaxFactory.AreEquivalent, takes one raw string for another, and reads no documentation.)
    /// </summary>
    private static string TextOf(SyntaxTree tree)
    {
        SourceText source = tree.GetText();
        var text = new StringBuilder(source.Length);
        int end = 0;
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or MemberDeclarationSyntax or AccessorListSyntax or AccessorDeclarationSyntax))
        {
            if (InsideOf(node) is not { } inside)
                continue;
            text.Append(source.ToString(TextSpan.FromBounds(end, inside.Start))).Append('\0');
            end = inside.End;
        }

        return text.Append(source.ToString(TextSpan.FromBounds(end, source.Length))).ToString();
    }

    /// <summary>What may change in a body without a change of what is declared. A directive reaches beyond the body, and a body without an end takes the rest of the file.</summary>
    private static TextSpan? InsideOf(SyntaxNode node) => node switch
    {
        { ContainsDirectives: true } => null,
        BlockSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax, OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } block =>
            TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart),
        ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax, ArrowToken.IsMissing: false } arrow => arrow.Expression.Span,
        _ => null,
    };

    /// <summary>Compares by what is declared.</summary>
    public sealed class Comparer : IEqualityComparer<Declarations>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(Declarations? one, Declarations? other) => ReferenceEquals(one, other) || (one is not null && other is not null && one.AreThoseOf(other));

        public int GetHashCode(Declarations declarations) => declarations.trees.Length;
    }
}
