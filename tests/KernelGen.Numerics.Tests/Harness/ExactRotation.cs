using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Plan.Tests.Functions;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Turned pairs, by their definition: the angle and its sine and cosine to 150 bits and more.</summary>
internal static class ExactRotation
{
    private static readonly BigReal QuarterTurn = BigReal.Pi / BigReal.Whole(2);

    public static IEnumerable<Checked> Check(ErrorBound bound, KernelCall call, RotarySpec spec, double[] y)
    {
        int headDim = call.Size(spec.HeadDim), heads = call.Size(spec.Heads), half = call.Size(spec.RotaryDim) / 2;
        double[] x = call.Vectors["x"], positions = call.Vectors["positions"];
        BigReal coefficient = BigReal.Of(bound.Coefficient(2)), term = BigReal.Of(bound.AbsoluteTerm(2)), one = BigReal.Whole(1);
        for (int token = 0; token < positions.Length; token++)
        {
            for (int i = 0; i < half; i++)
            {
                int row = ((int)positions[token] * half) + i;
                (BigReal cos, BigReal sin) = spec.Base is { } number
                    ? Turn(BigReal.Whole((long)positions[token]) * BigReal.Exp(BigReal.Log(BigReal.Of(number)) * BigReal.Whole(-i) / BigReal.Whole(half)))
                    : (BigReal.Of(call.Vectors["cos"][row]), BigReal.Of(call.Vectors["sin"][row]));
                (BigReal ofOwn, BigReal ofOther) = spec.Base is null ? (BigReal.Abs(cos), BigReal.Abs(sin)) : (one, one);
                for (int head = 0; head < heads; head++)
                {
                    (int first, int second) = PlanInterpreter.RotaryPair(spec, ((token * heads) + head) * headDim, half, i);
                    yield return Against(first, second, -sin);
                    yield return Against(second, first, sin);
                }

                Checked Against(int own, int other, BigReal sine)
                {
                    (BigReal mine, BigReal its) = (BigReal.Of(x[own]), BigReal.Of(x[other]));
                    BigReal error = BigReal.Abs(BigReal.Of(y[own]) - ((mine * cos) + (its * sine)));
                    return new(error.ToDyadic(), ((coefficient * ((BigReal.Abs(mine) * ofOwn) + (BigReal.Abs(its) * ofOther))) + term).ToDyadic());
                }
            }
        }
    }

    /// <summary>Cosine and sine: a whole number of quarter turns less, then Taylor's series.</summary>
    public static (BigReal Cos, BigReal Sin) Turn(BigReal angle)
    {
        long quarters = (long)Math.Round((angle / QuarterTurn).Approximate());
        BigReal rest = angle - (BigReal.Whole(quarters) * QuarterTurn), term = BigReal.Whole(1);
        BigReal[] sums = [BigReal.Whole(0), BigReal.Whole(0)];

        // (π/4)⁵⁰/50! is below 2^−230.
        for (int k = 0; k <= 50; k++)
        {
            sums[k % 2] += k % 4 < 2 ? term : -term;
            term = term * rest / BigReal.Whole(k + 1);
        }

        return (quarters & 3) switch
        {
            0 => (sums[0], sums[1]),
            1 => (-sums[1], sums[0]),
            2 => (-sums[0], -sums[1]),
            _ => (sums[1], -sums[0]),
        };
    }
}
