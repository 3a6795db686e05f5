namespace KernelGen.Package.Tests;

/// <summary>A new console project outside the repository, which knows the package and nothing of this repository.</summary>
internal sealed class FreshProject : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kernelgen-fresh-").FullName;

    private FreshProject(PackedPackage package, string properties, string sources)
    {
        Write("Fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="KernelGen" Version="[{package.Version}]" />
              </ItemGroup>
            </Project>
            """);
        Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              {sources}
            </configuration>
            """);
        foreach (var source in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
    }

    /// <summary>Sees the folder with the package and no registry: what it needs, the package and the SDK must hold.</summary>
    public static FreshProject Alone(PackedPackage package, string properties = "") => new(package, properties, $"""
        <packageSources>
            <clear />
            <add key="local" value="{package.Feed}" />
          </packageSources>
          <packageSourceMapping>
            <clear />
            <packageSource key="local">
              <package pattern="KernelGen" />
            </packageSource>
          </packageSourceMapping>
        """);

    /// <summary>Sees this machine's own sources as well, for what the SDK does not bring.</summary>
    public static FreshProject WithRegistry(PackedPackage package, string properties) => new(package, properties, $"""
        <packageSources>
            <add key="local" value="{package.Feed}" />
          </packageSources>
        """);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    public CommandResult DotNet(params IEnumerable<string> arguments) => Tests.DotNet.Run(folder, arguments);

    public CommandResult Run(string program, params IEnumerable<string> arguments) =>
        Tests.DotNet.Start(Path.Combine(folder, program), folder, arguments);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
