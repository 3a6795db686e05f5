using KernelGen;
using KernelGen.Generated;

namespace SemanticSearch.Checking;

/// <summary>What the kernels guarantee, as the catalog of this assembly states it.</summary>
internal static class Bounds
{
    /// <summary>Cosine or Dot, and Similarities and TopK, which have their bits. A cosine's bound is C itself: its magnitude is taken as 1.</summary>
    public static Bound OfPair(Metric metric) => Of(metric == Metric.Cosine ? nameof(Kernels.Cosine) : nameof(Kernels.Dot));

    /// <summary>Gemm; for cosines between vectors that Normalize has scaled, with a relative error of at most n an element.</summary>
    public static Bound OfProduct(Metric metric)
    {
        Bound product = Of(nameof(Kernels.AllWithAll));
        if (metric != Metric.Cosine)
            return product;

        // With exact unit vectors u, v and scaled ones u', v': Σ|u'v'| ≤ (1 + n)²·Σ|uv| ≤ (1 + n)², and u'v' is as near to uv as that less 1.
        double scaled = 1 + Of(nameof(Kernels.Normalize)).Coefficient;
        return product with { Coefficient = (scaled * scaled * (1 + product.Coefficient)) - 1 };
    }

    private static Bound Of(string kernel)
    {
        KernelInfo info = KernelCatalog.All.Single(k => k.Name.EndsWith("." + kernel, StringComparison.Ordinal));
        return new Bound(info.ErrorCoefficient, info.ErrorTerm);
    }
}
