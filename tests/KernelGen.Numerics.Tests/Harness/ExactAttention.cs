using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Plan.Tests.Functions;
using KernelGen.Tests;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>Attention by its definition, to 190 bits, against its bound, where the bound speaks.</summary>
internal static class ExactAttention
{
    public static IEnumerable<Checked> Check(ErrorBound bound, KernelCall call, AttentionSpec spec, KernelResult result)
    {
        var layout = new AttentionShape(call, spec);
        double[] q = call.Vectors["q"], k = Worth("k", "keyScale", layout.HeadDim), v = Worth("v", "valueScale", layout.ValueDim), output = result.Outputs["output"];
        double[]? mask = call.Vectors.GetValueOrDefault("mask"), slopes = call.Vectors.GetValueOrDefault("alibiSlopes"), probabilities = result.Outputs.GetValueOrDefault("probabilities");
        if (new[] { q, k, v }.Any(numbers => numbers.Any(number => !double.IsFinite(number))))
            yield break; // beyond what 16 bits hold
        BigReal zero = BigReal.Whole(0), one = BigReal.Whole(1);
        BigReal scale = spec.Scale is { } stated ? BigReal.Of(stated) : layout.HeadDim == 0 ? zero : one / BigReal.Sqrt(BigReal.Whole(layout.HeadDim));
        double slope = bound.ScoreSlope(layout.HeadDim), most = bound.Accumulator.Maximum / 2;
        bool isFlags = spec.Mask is { Type.IsInteger: true };
        foreach ((int sequence, int head, int query) in layout.Rows())
        {
            int end = layout.Seen(query), atQ = layout.Q(sequence, head, query), atOutput = layout.Output(sequence, head, query), kvHead = layout.KvHead(head);
            int[] keys = [.. Enumerable.Range(0, end).Skip(layout.First(query)).Where(key => Given(key) != (isFlags ? 0 : double.NegativeInfinity))];
            var sums = new BigReal[keys.Length];
            double largest = 0;
            for (int i = 0; i < keys.Length; i++)
            {
                BigReal sum = zero, size = zero;
                double codes = 0;
                for (int p = 0, at = layout.K(sequence, kvHead, keys[i]); p < layout.HeadDim; p++)
                {
                    codes += Math.Abs(q[atQ + p] * call.Vectors["k"][at + p]);
                    BigReal product = BigReal.Of(q[atQ + p]) * BigReal.Of(k[at + p]);
                    (sum, size) = (sum + product, size + BigReal.Abs(product));
                }

                sums[i] = sum;
                double more = Math.Abs(slopes is null ? 0 : slopes[head] * layout.Distance(query, keys[i])) + Math.Abs(isFlags ? 0 : Given(keys[i]));
                largest = Math.Max(largest, size.Approximate() < most && codes < most ? (BigReal.Abs(scale) * size).Approximate() + more : double.PositiveInfinity);
            }

            if (!(slope * largest <= 0.125))
                continue;
            BigReal[] scores = [.. keys.Select((key, i) => Score(key, sums[i]))];
            BigReal max = keys.Length == 0 ? zero : scores.Aggregate((a, b) => (a - b).Sign < 0 ? b : a);
            BigReal[] weights = [.. scores.Select(score => BigReal.Exp(score - max))];
            BigReal total = weights.Aggregate(zero, (a, b) => a + b), relative = BigReal.Of(bound.Coefficient(end) + (slope * largest)), term = BigReal.Of(bound.AbsoluteTerm(end));
            for (int c = 0; c < layout.ValueDim; c++)
            {
                BigReal exact = zero, size = zero, all = zero;
                for (int i = 0; i < keys.Length; i++)
                {
                    BigReal value = BigReal.Of(v[layout.V(sequence, kvHead, keys[i]) + c]), share = weights[i] / total;
                    (exact, size, all) = (exact + (share * value), size + (share * BigReal.Abs(value)), all + BigReal.Abs(value));
                }

                if (all.Approximate() > most || (bound.Output != bound.Accumulator && (1 + bound.Coefficient(end) + (slope * largest)) * keys.Select(key => Math.Abs(v[layout.V(sequence, kvHead, key) + c])).Append(0).Max() > bound.Output.Maximum))
                    continue;
                yield return Against(output[atOutput + c], exact, size, all);
            }

            for (int i = 0; i < keys.Length && probabilities is not null; i++)
                yield return Against(probabilities[layout.Probability(sequence, head, query, keys[i])], weights[i] / total, weights[i] / total, one);

            double Given(int key) => mask is null ? isFlags ? 1 : 0 : mask[layout.Mask(sequence, head, query, key)];

            BigReal Score(int key, BigReal sum)
            {
                BigReal score = scale * sum;
                if (spec.Softcap is { } cap)
                    score = BigReal.Of(cap) * BigReal.Tanh(score / BigReal.Of(cap));
                if (slopes is not null)
                    score += BigReal.Of(slopes[head]) * BigReal.Whole(layout.Distance(query, key));
                return isFlags ? score : score + BigReal.Of(Given(key));
            }

            Checked Against(double computed, BigReal exact, BigReal size, BigReal values) =>
                new(BigReal.Abs(BigReal.Of(computed) - exact).ToDyadic(), ((relative * size) + (term * (one + values))).ToDyadic());
        }

        // A double holds a code times its scale.
        double[] Worth(string role, string scale, int columns)
        {
            double[] codes = call.Vectors[role];
            return call.Scalars.TryGetValue(scale, out double one) ? [.. codes.Select(code => code * one)]
                : call.Vectors.TryGetValue(scale + "s", out double[]? each) ? [.. codes.Select((code, at) => code * each[at / columns])] : codes;
        }
    }
}
