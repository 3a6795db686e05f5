namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The kernel's own bound: |computed − exact| ≤ C·Σ|aᵢ·bᵢ| + K·(1 + C)·2^(emin − 1), valid while Σ|aᵢ·bᵢ|·(1 + C) is finite.
/// Higham, Accuracy and Stability of Numerical Algorithms (2002), lemma 3.1: γₖ = k·u / (1 − k·u) for k roundings in a row.
/// </summary>
internal sealed record ErrorBound;
