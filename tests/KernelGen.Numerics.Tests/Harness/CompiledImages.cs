using System.Security.Cryptography;
using System.Text;
using KernelGen.Generated;
using KernelGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// What tests compile, kept for runs on other targets: an emulated compiler takes minutes for it. Where KERNELGEN_COMPILED names a folder, declarations
/// are compiled for every target, once, and all runs load the same assembly; where it does not, for the running target alone.
/// </summary>
internal static class CompiledImages
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("KERNELGEN_COMPILED");

    /// <summary>The targets to compile for, as source text.</summary>
    public static string Targets => Folder is null ? OnlyRunningTarget : "[assembly: TargetIsa(Isa.All)]";

    public static string OnlyRunningTarget => KernelCatalog.RunningTarget switch
    {
        "Scalar" => "[assembly: TargetIsa(Isa.None)]",
        "Avx512VL" => "[assembly: TargetIsa(Isa.Avx512)]",
        string isa => $"[assembly: TargetIsa(Isa.{isa})]",
    };

    /// <summary>The assembly of some declarations, which the generator completes where nobody has before.</summary>
    public static byte[] Get(CSharpCompilation declared, Func<Compilation> completed)
    {
        if (Folder is null)
            return KernelLibrary.Image(completed());
        string path = Path.Combine(Folder, NameOf(declared));
        if (File.Exists(path))
            return File.ReadAllBytes(path);
        byte[] image = KernelLibrary.Image(completed());
        Directory.CreateDirectory(Folder);

        // Whoever reads it at the same time sees all of it or nothing.
        string unfinished = Path.Combine(Folder, Path.GetRandomFileName());
        File.WriteAllBytes(unfinished, image);
        File.Move(unfinished, path, overwrite: true);
        return image;
    }

    /// <summary>From the declarations, and from the generator and the library that they are compiled with.</summary>
    private static string NameOf(CSharpCompilation declared)
    {
        var text = new StringBuilder().Append(typeof(KernelGenerator).Module.ModuleVersionId).Append(typeof(TargetIsaAttribute).Module.ModuleVersionId);
        foreach (SyntaxTree tree in declared.SyntaxTrees)
            text.Append('\0').Append(tree);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))) + ".dll";
    }
}
