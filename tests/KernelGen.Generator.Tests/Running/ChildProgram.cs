using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Tests.Running;

/// <summary>A small program of kernels, built in a folder of its own and run as a process, so that the JIT's switches can be set for it.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("KernelGen.Generator.Tests.").FullName;

    public ChildProgram(params IEnumerable<string> sources)
    {
        Compilation output = GeneratorRun.Of(Compile.Sources(sources)
            .WithAssemblyName("Child")
            .WithOptions(Compile.Library.WithOutputKind(OutputKind.ConsoleApplication))).Output;
        File.WriteAllBytes(PathOf("Child.dll"), Compile.Emit(output));
        string library = typeof(DotAttribute).Assembly.Location;
        File.Copy(library, PathOf(Path.GetFileName(library)));
        Version version = Environment.Version;
        File.WriteAllText(PathOf("Child.runtimeconfig.json"), $$"""
            { "runtimeOptions": {
                "framework": { "name": "Microsoft.NETCore.App", "version": "{{version.ToString(3)}}" },
                "configProperties": { "System.Globalization.Invariant": true } } }
            """);
    }

    public string PathOf(string file) => Path.Combine(folder, file);

    /// <summary>Runs it to its end and returns what it printed.</summary>
    /// <param name="host">What starts it in the place of <c>dotnet</c>; null: that itself.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="environment">Variables that it has beside this process's.</param>
    public string Run(string? host, string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(host ?? HostOfDotNet(), $"\"{PathOf("Child.dll")}\" {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }

    /// <summary>The <c>dotnet</c> above the framework that this process runs on: <c>…/shared/Microsoft.NETCore.App/10.0.0</c>.</summary>
    private static string HostOfDotNet() => Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
