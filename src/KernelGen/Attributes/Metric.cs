namespace KernelGen;

/// <summary>What a vector and a row are compared by.</summary>
public enum Metric
{
    /// <summary>Σ aᵢ·bᵢ: higher is nearer (maximum inner product).</summary>
    Dot = 0,

    /// <summary>Σ aᵢ·bᵢ / (√Σ aᵢ² · √Σ bᵢ²): higher is nearer.</summary>
    Cosine = 1,

    /// <summary>Σ (aᵢ − bᵢ)²: lower is nearer.</summary>
    SquaredDistance = 2,
}
