using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1001: the kernel's own bound against the tolerance.</summary>
internal static class ToleranceRule
{
    /// <summary>The name in <see cref="Finding.Properties"/> of the accumulator that mends it.</summary>
    public const string AccumulateKey = "accumulate";

    /// <summary>
    /// From cheap to dear. float with an accumulator of double took 2.7 times as long as with one of float in a dot product in cache, 3.7 times in a
    /// matrix product; compensated 3.5 and 7.8 times (AVX-512, length 1536 and 192³).
    /// </summary>
    public static readonly Accumulation[] Candidates = [Accumulation.Float32, Accumulation.Float64, Accumulation.Compensated];

    public static Finding? Check(DeclaredKernel kernel)
    {
        if (kernel.Plan is WinogradPlan)
            return null; // another rule's, whose fix is another algorithm
        // What a length that is known at run time does to the bound is not known here; one term is the least there is.
        int length = kernel.Length ?? 1;
        double tolerance = kernel.Spec.Tolerance;
        if (Bound(kernel, kernel.Plan, length) <= tolerance)
            return null;

        Accumulation? fix = Cheapest(kernel, length);
        return new(
            Descriptors.BoundExceedsTolerance, kernel.TolerancePlace,
            kernel.Name,
            Figures.Of(Guaranteed(kernel.Bound, length)) + Against(kernel.Bound),
            kernel.Length is null ? "at any length" : $"typically {Figures.Of(kernel.Bound.TypicalCoefficient(length))}",
            (kernel.StatesTolerance ? "Tolerance is " : "the default Tolerance is ") + Figures.Of(tolerance),
            Advice(kernel, fix, length))
        {
            Properties = fix is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(AccumulateKey, fix.ToString()),
        };
    }

    private static Accumulation? Cheapest(DeclaredKernel kernel, int length)
    {
        foreach (Accumulation candidate in Candidates)
        {
            if (kernel.With(candidate) is { } plan && Bound(kernel, plan, length) <= kernel.Spec.Tolerance)
                return candidate;
        }

        return null;
    }

    private static string Advice(DeclaredKernel kernel, Accumulation? fix, int length)
    {
        if (fix is { } accumulate)
            return $"Accumulate.{accumulate} guarantees {Figures.Of(kernel.With(accumulate)!.Bound.Coefficient(length))}";
        double best = Candidates.Select(kernel.With).OfType<ArithmeticPlan>().Min(plan => Bound(kernel, plan, length));
        string wider = kernel.Spec.Element == NumericType.Float64 ? "" : ", or take elements of double";
        return $"no accumulator does, for the best guarantees {Figures.Of(best)}: state a Tolerance that it can keep{wider}";
    }

    /// <summary>
    /// A tolerance that is stated is a promise to keep. The default is a guess at what people mean: it stands against the typical error of
    /// the sum, for a product of long rows (28,672 in a language model) is guaranteed less than it in practice has.
    /// </summary>
    public static double Bound(DeclaredKernel kernel, ArithmeticPlan plan, int length) => kernel.StatesTolerance
        ? Guaranteed(plan.Bound, length)
        : (plan.Bound with { Output = plan.Bound.Accumulator }).TypicalCoefficient(length);

    /// <summary>An x that is quantised on the fly is so because someone asked for it, which no default speaks against.</summary>
    private static double Guaranteed(ErrorBound bound, int length) => bound.Coefficient(length) + bound.Quantisation;

    private static string Against(ErrorBound bound) => bound.Form switch
    {
        _ when bound.Quantisation > 0 => " of Σ|wᵢ| times the largest |x| of each group",
        BoundForm.SumOfProducts => " of Σ|aᵢ·bᵢ|",
        BoundForm.SumOfSquares or BoundForm.SquaredDistance => " of the result",
        BoundForm.Cosine or BoundForm.LogSoftmax => "",
        BoundForm.Softmax => " of each share",
        BoundForm.Norm => " of each component",
        BoundForm.Mean => " of the mean magnitude",
        _ => " of the sum of its terms' magnitudes",
    };
}
