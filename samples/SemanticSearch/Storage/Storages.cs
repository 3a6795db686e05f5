using System.Numerics.Tensors;
using KernelGen;
using SemanticSearch.Loading;

namespace SemanticSearch.Storage;

/// <summary>The types that vectors can be stored in: one line each.</summary>
internal static class Storages
{
    /// <summary>What the others are measured by.</summary>
    public const string Reference = "f32";

    private static readonly Dictionary<string, Func<string, WordVectors, StoredVectors>> s_storages = new()
    {
        [Reference] = (name, vectors) => new StoredVectors<float>(name, vectors.UnitRows, (from, to) => from.CopyTo(to), Kernels.Nearest),
        ["f16"] = (name, vectors) => new StoredVectors<Half>(name, vectors.UnitRows, Round, Kernels.Nearest),
        ["bf16"] = (name, vectors) => new StoredVectors<BFloat16>(name, vectors.UnitRows, Round, Kernels.Nearest),
        ["i8"] = (name, vectors) => new StoredVectors<sbyte>(name, vectors.UnitRows, Quantize, Kernels.Nearest),
    };

    public static string[] Names => [.. s_storages.Keys];

    /// <summary>The vectors in each of the types asked for, and first in the type that the others are measured by.</summary>
    public static List<StoredVectors> Make(IEnumerable<string> names, WordVectors vectors) =>
        [.. names.Prepend(Reference).Distinct().Select(name => s_storages[name](name, vectors))];

    private static void Round(ReadOnlySpan<float> from, Span<Half> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = (Half)from[i];
    }

    private static void Round(ReadOnlySpan<float> from, Span<BFloat16> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = (BFloat16)from[i];
    }

    /// <summary>
    /// Each vector on a scale of its own, so that its largest number becomes ±127. A cosine does not change when a vector is stretched, so the scale need
    /// not be kept.
    /// </summary>
    private static void Quantize(ReadOnlySpan<float> from, Span<sbyte> to)
    {
        float largest = TensorPrimitives.MaxMagnitude(from);
        float scale = largest == 0 ? 0 : sbyte.MaxValue / MathF.Abs(largest);
        for (int i = 0; i < from.Length; i++)
            to[i] = (sbyte)MathF.Round(from[i] * scale);
    }
}
