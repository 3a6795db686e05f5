using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using KernelGen.Generated;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>
/// The same run on every target, against digests in the repository. To write them anew after a plan has changed (a major
/// version of the package), set KERNELGEN_UPDATE_DIGESTS to the path of digests.txt.
/// </summary>
public sealed class DigestTests
{
    [Fact]
    public void EqualsTheGoldenDigestOnEveryTarget()
    {
        // A kernel's digest is its own: processors share them, which otherwise wait for this one test on an emulator.
        IReadOnlyList<string> names = KernelLibrary.Names;
        string[] lines = new string[names.Count];
        Parallel.For(0, lines.Length, i => lines[i] = $"{names[i]} {Digest(KernelLibrary.Get(names[i]))}");
        if (Environment.GetEnvironmentVariable("KERNELGEN_UPDATE_DIGESTS") is { Length: > 0 } path)
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
        else
            Assert.Equal(Golden(), lines);
    }

    /// <summary>A switch that no longer does anything would let one target pass for another.</summary>
    [Fact]
    public void RunsOnTheExpectedTarget() => Assert.Equal(
        Environment.GetEnvironmentVariable("KERNELGEN_EXPECT_TARGET") is { Length: > 0 } expected ? expected : BestOfThisProcessor(),
        KernelCatalog.RunningTarget);

    private static string BestOfThisProcessor() =>
        Avx512F.IsSupported && Avx512F.VL.IsSupported ? Vector512.IsHardwareAccelerated ? "Avx512" : "Avx512VL"
        : Avx2.IsSupported && Fma.IsSupported ? "Avx2"
        : AdvSimd.IsSupported ? "Neon"
        : "Scalar";

    private static string[] Golden()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("digests.txt")!;
        return new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Digest(Kernel kernel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            foreach (Kind kind in new[] { Kind.Even, Inputs.Kinds[1 + (seed % (Inputs.Kinds.Length - 1))] })
            {
                KernelResult result = kernel.Run(shape.Clone().Fill(kind, ++seed));
                Append(hash, [result.Returned]);
                foreach (double[] elements in result.Outputs.OrderBy(output => output.Key, StringComparer.Ordinal).Select(output => output.Value))
                    Append(hash, elements);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A NaN is a NaN: its sign and payload are unspecified.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), double.IsNaN(values[i]) ? double.NaN : values[i]);
        hash.AppendData(bytes);
    }
}
