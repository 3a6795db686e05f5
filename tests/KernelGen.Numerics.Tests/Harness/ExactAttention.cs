using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Plan.Tests.Functions;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Attention by its definition, to 190 bits, against its bound, where the bound speaks.</summary>
internal static class ExactAttention
{
    public static IEnumerable<Checked> Check(ErrorBound bound, KernelCall call, AttentionSpec spec, double[] output)
    {
        var layout = new AttentionShape(call, spec);
        double[] q = call.Vectors["q"], k = call.Vectors["k"], v = call.Vectors["v"];
        BigReal zero = BigReal.Whole(0), one = BigReal.Whole(1);
        BigReal scale = spec.Scale is { } stated ? BigReal.Of(stated) : layout.HeadDim == 0 ? zero : one / BigReal.Sqrt(BigReal.Whole(layout.HeadDim));
        double slope = AttentionBounds.Slope(bound.Accumulator.UnitRoundoff, layout.HeadDim), most = bound.Accumulator.Maximum / 2;
        foreach ((int sequence, int head, int query) in layout.Rows())
        {
            int seen = layout.Seen(query), atQ = layout.Q(sequence, head, query), atOutput = layout.Output(sequence, head, query), kvHead = layout.KvHead(head);
            BigReal[] scores = new BigReal[seen];
            double largest = 0;
            for (int key = 0; key < seen; key++)
            {
                BigReal sum = zero, size = zero;
                for (int p = 0, at = layout.K(sequence, kvHead, key); p < layout.HeadDim; p++)
                {
                    BigReal product = BigReal.Of(q[atQ + p]) * BigReal.Of(k[at + p]);
                    (sum, size) = (sum + product, size + BigReal.Abs(product));
                }

                scores[key] = scale * sum;
                largest = Math.Max(largest, size.Approximate() < most ? (BigReal.Abs(scale) * size).Approximate() : double.PositiveInfinity);
            }

            if (!(slope * largest <= 0.125))
                continue;
            BigReal max = seen == 0 ? zero : scores.Aggregate((a, b) => (a - b).Sign < 0 ? b : a);
            BigReal[] weights = [.. scores.Select(score => BigReal.Exp(score - max))];
            BigReal total = weights.Aggregate(zero, (a, b) => a + b), relative = BigReal.Of(bound.Coefficient(seen) + (slope * largest)), term = BigReal.Of(bound.AbsoluteTerm(seen));
            for (int c = 0; c < layout.ValueDim; c++)
            {
                BigReal exact = zero, size = zero, all = zero;
                for (int key = 0; key < seen; key++)
                {
                    BigReal value = BigReal.Of(v[layout.V(sequence, kvHead, key) + c]), share = weights[key] / total;
                    (exact, size, all) = (exact + (share * value), size + (share * BigReal.Abs(value)), all + BigReal.Abs(value));
                }

                if (all.Approximate() > most)
                    continue;
                yield return new(BigReal.Abs(BigReal.Of(output[atOutput + c]) - exact).ToDyadic(), ((relative * size) + (term * (one + all))).ToDyadic());
            }
        }
    }
}
