using System.IO.Compression;
using System.Reflection;
using Xunit;

[assembly: AssemblyFixture(typeof(KernelGen.Package.Tests.PackedPackage))]

namespace KernelGen.Package.Tests;

/// <summary>The package under test: packed from this repository, or the file that KERNELGEN_PACKAGE names.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kernelgen-feed-").FullName;

    public PackedPackage()
    {
        if (Environment.GetEnvironmentVariable("KERNELGEN_PACKAGE") is { Length: > 0 } given)
        {
            File.Copy(given, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(given)));
        }
        else
        {
            // A version that no other feed can have: the fresh project gets this file or nothing.
            var version = $"0.0.0-test.{Guid.NewGuid():N}";
            var packed = DotNet.Run(Metadata("RepositoryRoot"), "pack", "src/KernelGen", "--no-build", "--nologo",
                "--configuration", Metadata("Configuration"), "--output", folder, $"-p:PackageVersion={version}");
            if (packed.ExitCode != 0)
                throw new InvalidOperationException($"dotnet pack failed:\n{packed.Output}");
        }

        Path = Directory.GetFiles(folder, "*.nupkg").Single();
        Version = System.IO.Path.GetFileNameWithoutExtension(Path)["KernelGen.".Length..];
    }

    /// <summary>A folder with the package and nothing else: a local feed.</summary>
    public string Feed => folder;

    public string Path { get; }

    public string Version { get; }

    public string ReadText(string file)
    {
        using var archive = ZipFile.OpenRead(Path);
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
