using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace KernelGen.CodeFixes;

/// <summary>A fix that replaces one node of the document that the diagnostic stands in.</summary>
public abstract class KernelCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <summary>Offers to put <paramref name="after"/> in the place of <paramref name="before"/>.</summary>
    private protected static void Offer(
        CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, string title, SyntaxNode before, SyntaxNode after)
    {
        Document document = context.Document;
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(before, after))), title),
            diagnostic);
    }

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
            Register(context, diagnostic, root, root.FindNode(diagnostic.Location.SourceSpan));
    }

    /// <summary>Offers what mends a diagnostic, which stands on <paramref name="node"/>.</summary>
    private protected abstract void Register(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node);
}
