using KernelGen.Generated;

// Small whole numbers: every sum is exact, so a plain loop in any order must agree with the kernels.
static double[] Numbers(int count, int seed)
{
    var numbers = new double[count];
    for (var i = 0; i < count; i++)
        numbers[i] = (i * 7 + seed * 3) % 11 - 5;
    return numbers;
}

static float[] Single(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);

static double[] Product(double[] a, double[] b, int m, int n, int k)
{
    var c = new double[m * n];
    for (var i = 0; i < m; i++)
        for (var j = 0; j < n; j++)
            for (var p = 0; p < k; p++)
                c[i * n + j] += a[i * k + p] * b[p * n + j];
    return c;
}

static bool Report(string name, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
{
    var equal = actual.SequenceEqual(expected);
    Console.WriteLine($"{name}: {(equal ? "equal" : "different")}");
    return equal;
}

var allEqual = true;

var x = Numbers(1536, 1);
var y = Numbers(1536, 2);
allEqual &= Report("Dot", [Kernels.Dot(Single(x), Single(y))], Product(x, y, 1, 1, 1536));

var a = Numbers(8 * 24, 3);
var b = Numbers(24 * 16, 4);
var c = new float[8 * 16];
Kernels.MultiplyFixed(Single(a), Single(b), c);
allEqual &= Report("Gemm 8x16x24", Array.ConvertAll(c, value => (double)value), Product(a, b, 8, 16, 24));

foreach (var (m, n, k) in new[] { (1, 1, 1), (7, 9, 13), (33, 50, 40), (5, 4, 0) })
{
    var left = Numbers(m * k, 5);
    var right = Numbers(k * n, 6);
    var product = new double[m * n];
    Kernels.Multiply(left, right, product, m, n, k);
    allEqual &= Report($"Gemm {m}x{n}x{k}", product, Product(left, right, m, n, k));
}

const int Batch = 3, Inputs = 20, Outputs = 5;
var inputs = Numbers(Batch * Inputs, 7);
var weights = Numbers(Outputs * Inputs, 8);
var bias = Numbers(Outputs, 9);
var outputs = new float[Batch * Outputs];
Kernels.Layer(Single(inputs), Single(weights), outputs, Single(bias), Batch);
var expected = new double[Batch * Outputs];
for (var row = 0; row < Batch; row++)
    for (var output = 0; output < Outputs; output++)
    {
        var sum = bias[output];
        for (var input = 0; input < Inputs; input++)
            sum += inputs[row * Inputs + input] * weights[output * Inputs + input];
        expected[row * Outputs + output] = Math.Max(0, sum);
    }
allEqual &= Report("Dense", Array.ConvertAll(outputs, value => (double)value), expected);

Console.WriteLine($"kernels: {KernelCatalog.All.Count}");
Console.WriteLine($"emitted for: {string.Join(' ', KernelCatalog.All[0].Targets.Select(target => target.Split(':')[0]))}");
Console.WriteLine($"target: {KernelCatalog.RunningTarget}");
return allEqual ? 0 : 1;
