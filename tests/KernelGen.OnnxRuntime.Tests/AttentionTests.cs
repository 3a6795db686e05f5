using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.OnnxRuntime.Tests.Models;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.OnnxRuntime.Tests;

/// <summary>Another implementation computes what our attention computes, for every option that it has: as near as the two bounds together allow.</summary>
public sealed class AttentionTests(ITestOutputHelper output)
{
    /// <summary>
    /// Heads of queries and of keys, numbers of a key and of a value, queries, keys, keys before the first query, sequences, window: heads that share keys and that do not, from an empty cache and behind one, a step and a
    /// prompt, across our blocks of 256 keys.
    /// </summary>
    private static readonly int[][] Shapes =
    [
        [2, 2, 8, 8, 5, 9, 4, 2, 3], [4, 2, 16, 16, 7, 20, 13, 1, 1], [3, 3, 5, 11, 6, 6, 0, 1, 4], [4, 1, 24, 24, 1, 300, 299, 2, 270], [2, 1, 64, 64, 33, 33, 0, 3, 8], [2, 2, 64, 64, 1, 40, 39, 1, 40],
        [8, 2, 32, 32, 3, 260, 257, 1, 256], [1, 1, 1, 1, 1, 1, 0, 1, 1], [2, 2, 16, 16, 40, 40, 0, 2, 100], [2, 2, 3, 2, 17, 258, 241, 1, 30],
    ];

    /// <summary>How large the queries are: scores of about 1, of some hundreds, where one key has most of the weight, and of less than they can tell apart.</summary>
    private static readonly double[] Sizes = [1, 100, 1e-3];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (string kernel in KernelLibrary.Names)
            {
                foreach ((string name, Operator operation) in Operator.All)
                {
                    if (Calls(kernel, operation).Any())
                        pairs.Add(kernel, name);
                }
            }

            return pairs;
        }
    }

    /// <summary>What each operator has; with the theory below, that it is tried.</summary>
    [Fact]
    public void EveryKernelHasAnOperatorAndEveryOperatorItsOptions()
    {
        Assert.All(KernelLibrary.Names, kernel => Assert.Contains(Operator.All.Values, operation => Calls(kernel, operation).Any()));
        Assert.Equal(
            KernelLibrary.Names.Where(kernel => !kernel.StartsWith("Window", StringComparison.Ordinal)), KernelLibrary.Names.Where(kernel => Calls(kernel, Operator.All["Attention"]).Any()));
        Assert.Equal(["Causal", "CausalF16", "CausalMask", "Mask", "Scaled", "Whole"], KernelLibrary.Names.Where(kernel => Calls(kernel, Operator.All["MultiHeadAttention"]).Any()));
        Assert.Equal(["Causal", "CausalF16", "CausalMask", "CausalScaledCapped", "Window", "WindowCappedMask"], KernelLibrary.Names.Where(kernel => Calls(kernel, Operator.All["GroupQueryAttention"]).Any()));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void OnnxRuntimeComputesTheSame(string kernelName, string operatorName)
    {
        Kernel kernel = KernelLibrary.Get(kernelName);
        Operator operation = Operator.All[operatorName];
        var spec = (AttentionSpec)kernel.Spec;
        double worst = 0;
        int compared = 0, seed = 0;
        foreach (KernelCall call in Calls(kernelName, operation))
        {
            Fill(call, spec, Sizes[seed % Sizes.Length], ++seed);
            KernelResult ours = kernel.Run(call);
            Dictionary<string, double[]> theirs = operation.Run(spec, call);
            var shape = new AttentionShape(call, spec);
            double[] v = call.Vectors["v"];
            foreach ((int sequence, int head, int query) in shape.Rows())
            {
                Row row = Row.Of(call, spec, shape, sequence, head, query);
                if (row.Keys.Length == 0 && !operation.DefinesRowsWithoutKeys(spec))
                    continue;
                for (int c = 0; c < shape.ValueDim; c++)
                {
                    double weighted = row.Keys.Select((key, i) => row.Shares[i] * Math.Abs(v[shape.V(sequence, shape.KvHead(head), key) + c])).Sum();
                    double all = Enumerable.Range(0, shape.Keys).Sum(key => Math.Abs(v[shape.V(sequence, shape.KvHead(head), key) + c]));
                    Compare("output", shape.Output(sequence, head, query) + c, weighted, all);
                }

                for (int key = 0; key < shape.Keys && spec.Probabilities is not null; key++)
                    Compare("probabilities", shape.Probability(sequence, head, query, key), Array.IndexOf(row.Keys, key) is >= 0 and var at ? row.Shares[at] : 0, 1);

                void Compare(string role, int at, double weighted, double all)
                {
                    double apart = Math.Abs(ours.Outputs[role][at] - theirs[role][at]);
                    double allowed = row.Keys.Length == 0 ? 0
                        : Bounds.Ours(kernel.Plan.Bound, row, shape.Seen(query), shape.HeadDim, weighted, all) + Bounds.Theirs(spec, row, shape.Keys, shape.HeadDim, weighted, all);
                    if (!(apart <= allowed))
                        Assert.Fail($"{call}, {role}, sequence {sequence}, head {head}, query {query}: ours {ours.Outputs[role][at]:R}, theirs {theirs[role][at]:R}, {apart / allowed:0.00} of what is allowed.");
                    if (!double.IsFinite(allowed) || allowed == 0)
                        return;
                    compared++;
                    worst = Math.Max(worst, apart / allowed);
                }
            }
        }

        Assert.True(compared > 100, $"Only {compared} numbers are within the bounds' conditions.");
        output.WriteLine($"{kernelName}, {operatorName}: {compared} numbers, at most {worst:0.000} of what is allowed apart");
    }

    /// <summary>Of both, a row that sees no key is zeros: of a query whose mask is all false or −∞.</summary>
    [Theory]
    [InlineData("Mask")]
    [InlineData("Flags")]
    public void ARowWithoutKeysIsZeros(string kernelName)
    {
        Kernel kernel = KernelLibrary.Get(kernelName);
        var spec = (AttentionSpec)kernel.Spec;
        KernelCall call = AttentionCalls.Of(spec, [2, 1, 8, 8, 3, 7, 0, 1], 3);
        Fill(call, spec, 1, 5);
        Array.Fill(call.Vectors["mask"], spec.Mask!.Type.IsInteger ? 0 : double.NegativeInfinity, 7, 7);
        var shape = new AttentionShape(call, spec);
        int first = shape.Output(0, 0, 1);
        Assert.All(kernel.Run(call).Outputs["output"][first..(first + 8)], number => Assert.Equal(0, number));
        Assert.All(Operator.All["Attention"].Run(spec, call)["output"][first..(first + 8)], number => Assert.Equal(0, number));
    }

    private static IEnumerable<KernelCall> Calls(string kernelName, Operator operation)
    {
        var spec = (AttentionSpec)KernelLibrary.Get(kernelName).Spec;
        foreach (int[] sizes in Shapes)
        {
            // A mask for all, a head, a sequence, or each.
            for (int number = 0; number < (spec.Mask is null ? 1 : 4); number++)
            {
                KernelCall call = AttentionCalls.Of(spec, sizes, number);
                if (operation.Takes(spec, new AttentionShape(call, spec), spec.Causal ? call.Size(spec.PastLength) : 0))
                    yield return call;
            }
        }
    }

    /// <summary>Numbers that the operator's type holds: of Half, the queries too.</summary>
    private static void Fill(KernelCall call, AttentionSpec spec, double size, int seed)
    {
        call.Fill(Kind.Even, seed);
        NumericType type = spec["k"].Type == NumericType.Half ? NumericType.Half : spec.Element;
        call.Vectors["q"] = [.. call.Vectors["q"].Select(number => Rounding.To(type, number * size))];
        if (spec.Mask is { Type.IsInteger: false })
            call.Vectors["mask"] = [.. call.Vectors["mask"].Select(number => Rounding.To(type, number))];
    }
}
