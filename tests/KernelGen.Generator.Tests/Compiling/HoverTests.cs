using System.Xml.Linq;
using KernelGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Tests.Compiling;

/// <summary>What an editor shows of a kernel: the documentation of its emitted part.</summary>
public sealed class HoverTests
{
    private const string Dot = "[Dot(768)] public static partial float F(ReadOnlySpan<float> a, ReadOnlySpan<float> b);";

    [Theory]
    [InlineData("", "", "")]
    [InlineData("/// <summary>Mine, of a &lt; b.</summary>\n", "Mine, of a < b.", "")]
    [InlineData("/// <summary>Mine.</summary>\n/// <remarks>My own.</remarks>\n", "Mine.", "My own.")]
    [InlineData("/// <summary>Mine.</summary>\n/// <remarks>\n/// <para>My own.</para>\n/// </remarks>\n/// <returns>A sum.</returns>\n", "Mine.", "My own.")]
    public void ShowsTheUsersWordsThenWorkAndBound(string comment, string summary, string remarks)
    {
        XElement member = MemberOf(comment + Dot);
        Assert.Equal(summary, member.Element("summary")?.Value ?? "");
        string shown = Assert.Single(member.Elements("remarks")).Value;
        Assert.StartsWith(remarks, shown.Trim(), StringComparison.Ordinal);
        Assert.Contains("Dot of float, Length = 768", shown, StringComparison.Ordinal);
        Assert.Contains("0.25 a byte: memory-bound", shown, StringComparison.Ordinal);
        Assert.Contains("|computed − exact| ≤", shown, StringComparison.Ordinal);
        Assert.Equal(comment.Contains("<returns>", StringComparison.Ordinal), member.Element("returns") is not null);
    }

    /// <summary>The comment of the method, which is that of its implementing part.</summary>
    private static XElement MemberOf(string member)
    {
        Compilation output = GeneratorRun.Of(Compile.InClass(member)).Output;
        var method = (IMethodSymbol)output.GetTypeByMetadataName("Kernels")!.GetMembers("F").Single();
        return XElement.Parse(method.PartialImplementationPart!.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!);
    }
}
