namespace KernelGen.Tests;

/// <summary>What a call left behind: the value that it returned, and its outputs by role.</summary>
internal sealed record KernelResult(double Returned, IReadOnlyDictionary<string, double[]> Outputs)
{
    /// <summary>The first difference between two results in words, or null where they are equal to the bit.</summary>
    public string? DifferenceFrom(KernelResult expected)
    {
        if (!Rounding.SameBits(Returned, expected.Returned))
            return $"returned {Returned:R}, expected {expected.Returned:R}";
        foreach ((string role, double[] wanted) in expected.Outputs)
        {
            double[] got = Outputs[role];
            for (int i = 0; i < wanted.Length; i++)
            {
                if (!Rounding.SameBits(got[i], wanted[i]))
                    return $"{role}[{i}] is {got[i]:R}, expected {wanted[i]:R}";
            }
        }

        return null;
    }
}
