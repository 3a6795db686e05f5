using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1009: Winograd's algorithm, asked for where its own bound does not meet the tolerance, or its numbers the type.</summary>
internal static class WinogradRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Plan is not WinogradPlan plan)
            return null;
        var spec = (ConvolutionSpec)kernel.Spec;
        int channels = kernel.Length ?? 1;
        string clause;
        if (WinogradChoice.Reach(spec, channels) is { } reach && reach > spec.Element.Maximum)
        {
            clause = $"can come to numbers of {Figures.Of(reach)} with the declared ranges, and {spec.Element} holds up to {Figures.Of(spec.Element.Maximum)}";
        }
        else if (ToleranceRule.Bound(kernel, plan, channels) > spec.Tolerance)
        {
            string stated = (kernel.StatesTolerance ? "Tolerance is " : "the default Tolerance is ") + Figures.Of(spec.Tolerance);
            clause = $"guarantees an error of {Figures.Of(plan.Bound.Coefficient(channels))} of Σ max|x|·Σ|w|{(kernel.Length is null ? " and more" : "")}, since its transforms amplify roundings up to {Figures.Of(plan.Bound.Amplification)} times, and {stated}";
        }
        else
        {
            return null;
        }

        return new(Descriptors.WinogradExceedsTolerance, kernel.PlaceOf("Algorithm"), kernel.Name, plan.Transforms.Name, clause, Advice(kernel, spec, channels));
    }

    /// <summary>The cheapest way without it.</summary>
    private static string Advice(DeclaredKernel kernel, ConvolutionSpec spec, int channels)
    {
        ArithmeticPlan direct = PlanBuilder.Build(spec with { Algorithm = ConvolutionAlgorithm.Direct });
        int length = direct.Length.Fixed ?? channels;
        if (ToleranceRule.Bound(kernel, direct, length) <= spec.Tolerance)
            return $"ConvolutionAlgorithm.Direct guarantees {Figures.Of(direct.Bound.Coefficient(length))} of Σ|x·w|";
        foreach (Accumulation candidate in ToleranceRule.Candidates)
        {
            if (kernel.With(candidate) is { } plan and not WinogradPlan && ToleranceRule.Bound(kernel, plan, length) <= spec.Tolerance)
                return $"ConvolutionAlgorithm.Direct with Accumulate.{candidate} guarantees {Figures.Of(plan.Bound.Coefficient(length))} of Σ|x·w|";
        }

        return "no algorithm does; state a Tolerance that one can keep";
    }
}
