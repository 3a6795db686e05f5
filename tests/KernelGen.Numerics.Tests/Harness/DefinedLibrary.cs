using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>
/// The library with definitions in the place of AVX-512's instructions, and this assembly beside it, whose kernels then call them too: code for AVX-512
/// runs on any processor with AVX2, whose runtime computes 512 bits as twice 256.
/// </summary>
internal sealed class DefinedLibrary
{
    private const string Instructions = "System.Runtime.Intrinsics.X86";

    /// <summary>What is asked, beside for the instructions, before 512 bits are used.</summary>
    private const string Question = "Vector512.IsHardwareAccelerated";

    private const string Answer =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;

        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("KernelGen.Numerics.Tests")]

        namespace KernelGen.Runtime
        {
            public static class Preferred
            {
                public static bool Bits512 = true;
            }
        }
        """;

    private readonly Assembly library;

    public DefinedLibrary()
    {
        IEnumerable<string> sources = KernelLibrary.Files("Library").Select(file => KernelLibrary.Text(file).Replace(Question, "Preferred.Bits512", StringComparison.Ordinal));
        byte[] image = KernelLibrary.Image(KernelLibrary.Compilation("KernelGen", [.. sources, Answer, .. Definitions], KernelLibrary.Framework));
        Reference = MetadataReference.CreateFromImage(image);
        library = new AssemblyLoadContext("Library", isCollectible: false).LoadFromStream(new MemoryStream(image));
        Kernels = Load(Redirected(File.ReadAllBytes(typeof(DefinedLibrary).Assembly.Location)));
        RuntimeHelpers.RunModuleConstructor(Kernels.ManifestModule.ModuleHandle);
    }

    /// <summary>The definitions as text, under the instructions' own names: those of a compilation's own go before what it refers to.</summary>
    public static IEnumerable<string> Definitions { get; } =
    [
        .. KernelLibrary.Files("Definitions").Select(file => KernelLibrary.Text(file)
            .Replace("namespace KernelGen.Numerics.Tests.Definitions", "namespace " + Instructions, StringComparison.Ordinal)
            .Replace("internal static", "public static", StringComparison.Ordinal)),
    ];

    /// <summary>This assembly with the definitions.</summary>
    public Assembly Kernels { get; }

    public MetadataReference Reference { get; }

    /// <summary>Whether 512 bits are used; else AVX-512's schedule of 256 bits runs.</summary>
    public bool Prefers512Bits
    {
        set => library.GetType("KernelGen.Runtime.Preferred")!.GetField("Bits512")!.SetValue(null, value);
    }

    /// <summary>An assembly that calls this library.</summary>
    public Assembly Load(byte[] image) => new Beside(library).LoadFromStream(new MemoryStream(image));

    /// <summary>An assembly that looks for AVX-512's classes where it looks for the library. (ECMA-335, II.22.38: a type reference begins with its scope, here the number of an assembly reference.)</summary>
    private static byte[] Redirected(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image, writable: false));
        MetadataReader metadata = file.GetMetadataReader();
        AssemblyReferenceHandle library = metadata.AssemblyReferences.Single(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, "KernelGen"));
        int scope = CodedIndex.ResolutionScope(library), rowBytes = metadata.GetTableRowSize(TableIndex.TypeRef), start = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.TypeRef);
        bool isWide = rowBytes - (2 * (metadata.GetHeapSize(HeapIndex.String) > ushort.MaxValue ? 4 : 2)) == 4;
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            TypeReference type = metadata.GetTypeReference(handle);
            if (!metadata.StringComparer.Equals(type.Namespace, Instructions) || !metadata.StringComparer.StartsWith(type.Name, "Avx512"))
                continue;
            Span<byte> row = image.AsSpan(start + ((MetadataTokens.GetRowNumber(handle) - 1) * rowBytes));
            if (isWide)
                BinaryPrimitives.WriteInt32LittleEndian(row, scope);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(row, checked((ushort)scope));
        }

        return image;
    }

    private sealed class Beside(Assembly library) : AssemblyLoadContext("Kernels", isCollectible: false)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name == library.GetName().Name ? library : null;
    }
}
