namespace SemanticSearch.Checking;

/// <summary>|computed − exact| ≤ Coefficient·Σ|aᵢ·bᵢ| + Absolute.</summary>
internal readonly record struct Bound(double Coefficient, double Absolute)
{
    public double For(double magnitude) => (Coefficient * magnitude) + Absolute;
}
