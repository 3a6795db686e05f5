using System.Collections.Immutable;
using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Listings;

/// <summary>A program of kernels whose methods the JIT lists.</summary>
internal sealed class ListedProgram(params IEnumerable<string> members) : IDisposable
{
    private const string Main = """
        using System;
        using System.Reflection;
        using System.Runtime.CompilerServices;

        public static class Program
        {
            /// <summary>Compiles the methods of one target.</summary>
            public static void Main(string[] arguments)
            {
                foreach (Type type in typeof(Program).Assembly.GetTypes())
                {
                    foreach (MethodInfo method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        if (type.Namespace == "KernelGen.Generated" && (method.Name.StartsWith(arguments[0]) || method.Name.StartsWith("On" + arguments[0]) || type.Name.Contains("_" + arguments[0] + "_")))
                            RuntimeHelpers.PrepareMethod(method.MethodHandle);
                    }
                }

                Console.WriteLine(KernelGen.Generated.KernelCatalog.RunningTarget);
            }
        }
        """;

    private readonly ChildProgram program =
        new([Main, .. members.Select((part, i) => Compile.InClass(part).Replace("Kernels", "Kernels" + i, StringComparison.Ordinal))]);

    /// <summary>The emitted methods of one target, each of which the JIT must optimise.</summary>
    /// <param name="target">Its name, which the program must say that it takes.</param>
    /// <param name="host">What starts the program in the place of <c>dotnet</c>; null: that itself.</param>
    /// <param name="environment">Switches of the JIT.</param>
    public ImmutableArray<Listing> Methods(string target, string? host = null, params (string, string)[] environment)
    {
        string file = program.PathOf(target + ".txt");
        string running = program.Run(
            host,
            target,
            [.. environment, ("DOTNET_TieredCompilation", "0"), ("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"), ("DOTNET_JitDisasm", $"{target}* On{target}* Tile* Run")]);
        Assert.Equal(target, running.Trim());

        string text = File.ReadAllText(file);
        Assert.DoesNotContain("switched MinOpts", text, StringComparison.OrdinalIgnoreCase);

        // One target's name begins another's.
        ImmutableArray<Listing> methods = [.. Listing.ReadAll(text).Where(method => target == "Avx512VL" || !method.Name.Contains("Avx512VL", StringComparison.Ordinal))];
        Assert.True(methods.Length > 20, $"{methods.Length} listings of {target}");
        Assert.All(methods, method => Assert.Equal("FullOpts", method.Tier));
        return methods;
    }

    public void Dispose() => program.Dispose();
}
