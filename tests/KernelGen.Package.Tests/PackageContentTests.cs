using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace KernelGen.Package.Tests;

public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void HoldsTheseFilesAndNoOther()
    {
        using var archive = ZipFile.OpenRead(package.Path);
        var files = archive.Entries.Select(entry => entry.FullName).Where(IsContent).Order(StringComparer.Ordinal);

        Assert.Equal(
        [
            "KernelGen.nuspec",
            "LICENSE",
            "README.md",
            "analyzers/dotnet/cs/KernelGen.CodeFixes.dll",
            "analyzers/dotnet/cs/KernelGen.Generator.dll",
            "buildTransitive/KernelGen.props",
            "icon.png",
            "lib/net10.0/KernelGen.dll",
            "lib/net10.0/KernelGen.xml",
        ], files);

        // The container's own three files, which every package has.
        static bool IsContent(string name) =>
            name != "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal);
    }

    [Fact]
    public void NeedsNoOtherPackageAndSaysWhatAPageShows()
    {
        var metadata = XDocument.Parse(package.ReadText("KernelGen.nuspec")).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Null(Value("developmentDependency"));
        Assert.Equal("KernelGen", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.False(string.IsNullOrWhiteSpace(Value("description")));
    }

    [Fact]
    public void IconIsAPictureOf128By128()
    {
        using var archive = ZipFile.OpenRead(package.Path);
        using var stream = archive.GetEntry("icon.png")!.Open();
        var header = new byte[24];
        stream.ReadExactly(header);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], header[..4]);
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }
}
