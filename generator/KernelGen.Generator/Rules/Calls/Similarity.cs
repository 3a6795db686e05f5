using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>What a kernel's numbers say of how alike two vectors are.</summary>
internal enum Similarity
{
    /// <summary>Something else.</summary>
    None,

    /// <summary>A dot product of vectors of any length.</summary>
    RawDot,

    /// <summary>A cosine, or a dot product of vectors of length 1.</summary>
    Cosine,
}

internal static class SimilarityOf
{
    public static Similarity Kernel(KernelSpec spec)
    {
        (Metric? metric, string a, string b) = spec switch
        {
            DotSpec { Operation: "Dot" } => (Metric.Dot, "a", "b"),
            DotSpec { Operation: "Cosine" } => (Metric.Cosine, "a", "b"),
            OneToManySpec many => ((Metric?)many.Metric, "query", "rows"),
            _ => (null, "", ""),
        };
        return metric switch
        {
            _ when spec.Output.IsInteger => Similarity.None, // no one takes a whole number for a cosine
            Metric.Cosine => Similarity.Cosine,
            Metric.Dot => spec[a].IsUnitNorm && spec[b].IsUnitNorm ? Similarity.Cosine : Similarity.RawDot,
            _ => Similarity.None,
        };
    }
}
