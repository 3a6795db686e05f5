using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Run-time matrix products of every shape up to a side of 40.</summary>
public sealed class CubeTests
{
    private const int Side = 40;

    private static readonly int[] Some = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 33, 40];

    public static TheoryData<string> Kernels =>
    [
        "GemmNNF32", "GemmNTF32", "GemmTNF32", "GemmTTF32", "DenseF32", "DenseIoF32",
        "GemmNNU8I8", "GemmNTI8", "GemmTTU8", "DenseU8I8",
        "GemmNNF64", "GemmNTF64", "GemmTNF64", "GemmTTF64", "DenseF64", "DenseIoF64",
    ];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EqualsItsPlanInManyShapes(string name) => Check(name, Some);

    [Theory(Explicit = true)]
    [MemberData(nameof(Kernels))]
    [Trait("Category", "Exhaustive")]
    public void EqualsItsPlanInEveryShape(string name) => Check(name, [.. Enumerable.Range(0, Side + 1)]);

    private static void Check(string name, int[] sides)
    {
        Kernel kernel = KernelLibrary.Get(name);
        var spec = (MatrixProductSpec)kernel.Spec;
        var plan = (ChainPlan)kernel.Plan;
        var numbers = new Numbers(40);
        double[,] a = Random(numbers, spec.Element), b = Random(numbers, plan.SecondElement ?? spec.Element);

        // One element's chain is the same in every shape, and a shorter one is its beginning: interpret each step once.
        ulong[,][] state = new ulong[Side, Side][];
        for (int m = 0; m < Side; m++)
        {
            for (int n = 0; n < Side; n++)
                state[m, n] = new ulong[plan.Sum.State.Count];
        }

        for (int k = 0; k <= Side; k++)
        {
            if (sides.Contains(k))
            {
                double[,] c = Results(plan, state);
                foreach (int m in sides)
                {
                    foreach (int n in sides)
                        Check(kernel, spec, a, b, c, m, n, k);
                }
            }

            if (k < Side)
                Step(plan, state, a, b, k);
        }
    }

    private static void Check(Kernel kernel, MatrixProductSpec spec, double[,] a, double[,] b, double[,] c, int m, int n, int k)
    {
        bool dense = spec.Operation == "Dense";
        KernelCall call = Calls.Product(spec, m, n, k);
        call.Vectors[dense ? "x" : "a"] = spec.TransposeA ? Flat(k, m, (i, j) => a[j, i]) : Flat(m, k, (i, j) => a[i, j]);
        call.Vectors[dense ? "weights" : "b"] = spec.TransposeB ? Flat(n, k, (i, j) => b[j, i]) : Flat(k, n, (i, j) => b[i, j]);
        string output = dense ? "y" : "c";
        call.Vectors[output] = Flat(m, n, (_, _) => double.NaN);
        var expected = new KernelResult(0, new Dictionary<string, double[]> { [output] = Flat(m, n, (i, j) => c[i, j]) });
        kernel.AssertBits(call, expected, Placement.Off(m + n + k));
    }

    private static double[,] Random(Numbers numbers, NumericType type)
    {
        double[,] matrix = new double[Side, Side];
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
                matrix[i, j] = type.IsByte ? type.Minimum + numbers.Below(256) : Rounding.To(type, numbers.Even());
        }

        return matrix;
    }

    private static double[] Flat(int rows, int columns, Func<int, int, double> element)
    {
        double[] flat = new double[rows * columns];
        for (int i = 0; i < flat.Length; i++)
            flat[i] = element(i / columns, i % columns);
        return flat;
    }

    private static void Step(ChainPlan plan, ulong[,][] state, double[,] a, double[,] b, int k)
    {
        for (int m = 0; m < Side; m++)
        {
            for (int n = 0; n < Side; n++)
                PlanInterpreter.ChainStep(plan, state[m, n], a[m, k], b[k, n]);
        }
    }

    private static double[,] Results(ChainPlan plan, ulong[,][] state)
    {
        double[,] results = new double[Side, Side];
        for (int m = 0; m < Side; m++)
        {
            for (int n = 0; n < Side; n++)
                results[m, n] = PlanInterpreter.ChainResult(plan, state[m, n]);
        }

        return results;
    }
}
