using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The transforms of Winograd's minimal filtering F(m, 3) along one side (Lavin and Gray 2016; of points 0, ±p, …, ∞ by Toom and Cook): m outputs of m + 2
/// numbers and three weights are Output(Input(numbers) · Filter(weights)). In the plane each is done down every column, and then along every row.
/// </summary>
/// <param name="Outputs">m: 2 or 4.</param>
/// <param name="Input">(d0, d1, …) → m + 2 numbers.</param>
/// <param name="Filter">(g0, g1, g2) → m + 2 numbers, each still to be divided by its divisor; of additions, and products with powers of two, which are exact.</param>
/// <param name="Divisors">What they are divided by: in the plane once, by the product of a row's and a column's. 1 is no division.</param>
/// <param name="Output">(m0, m1, …) → m outputs.</param>
internal sealed record WinogradTransforms(int Outputs, Program Input, Program Filter, EquatableArray<int> Divisors, Program Output)
{
    /// <summary>Numbers along a side of what a tile sees.</summary>
    public int Side => Outputs + 2;

    /// <summary>Numbers of what a tile sees, and products that it takes a channel.</summary>
    public int Products => Side * Side;

    /// <summary><c>F(4×4, 3×3)</c></summary>
    public string Name => Outputs == 4 ? "F(4×4, 3×3)" : "F(2×2, 3×3)";

    public static WinogradTransforms Of(int outputs, NumericType type) => outputs == 4 ? Four(type) : Two(type);

    /// <summary>Of the points 0, 1, −1 and ∞.</summary>
    private static WinogradTransforms Two(NumericType type)
    {
        var input = new ProgramBuilder(type);
        Value[] d = Inputs(input, "d", 4);
        var filter = new ProgramBuilder(type);
        Value[] g = Inputs(filter, "g", 3);
        Value half = filter.Constant(0.5), ends = g[0] + g[2];
        var output = new ProgramBuilder(type);
        Value[] m = Inputs(output, "m", 4);
        return new(
            2,
            input.Build(d[0] - d[2], d[1] + d[2], d[2] - d[1], d[3] - d[1]),
            filter.Build(g[0], half * (ends + g[1]), half * (ends - g[1]), g[2]),
            new([1, 1, 1, 1]),
            output.Build(m[0] + (m[1] + m[2]), (m[1] - m[2]) + m[3]));
    }

    /// <summary>
    /// Of the points 0, ±½, ±2 and ∞, whose matrices are short binary fractions but for divisors of 15. They amplify roundings 210 times at most, where the usual
    /// 0, ±1, ±2 and ∞ do 860 times (among points that are multiples of an eighth the least is 160, of ±5/8 and ±13/8): see <see cref="WinogradBounds"/>.
    /// </summary>
    private static WinogradTransforms Four(NumericType type)
    {
        var input = new ProgramBuilder(type);
        Value[] d = Inputs(input, "d", 6);
        Value middle = input.Constant(-4.25);
        Value evenNear = input.Fma(input.Constant(-4), d[2], d[4]), oddNear = input.Fma(input.Constant(-4), d[1], d[3]);
        Value evenFar = input.Fma(input.Constant(-0.25), d[2], d[4]), oddFar = input.Fma(input.Constant(-0.25), d[1], d[3]);
        var filter = new ProgramBuilder(type);
        Value[] g = Inputs(filter, "g", 3);
        Value near = (filter.Constant(-8) * g[0]) + (filter.Constant(-2) * g[2]), nearOdd = filter.Constant(4) * g[1];
        Value far = (filter.Constant(0.5) * g[0]) + (filter.Constant(2) * g[2]);
        var output = new ProgramBuilder(type);
        Value[] m = Inputs(output, "m", 6);
        Value nearSum = m[1] + m[2], nearDifference = m[1] - m[2], farSum = m[3] + m[4], farDifference = m[3] - m[4];
        return new(
            4,
            input.Build(
                input.Fma(middle, d[2], d[0] + d[4]),
                input.Fma(input.Constant(0.5), oddNear, evenNear), input.Fma(input.Constant(-0.5), oddNear, evenNear),
                input.Fma(input.Constant(2), oddFar, evenFar), input.Fma(input.Constant(-2), oddFar, evenFar),
                input.Fma(middle, d[3], d[1] + d[5])),
            filter.Build(g[0], near - nearOdd, near + nearOdd, far + g[1], far - g[1], g[2]),
            new([1, 15, 15, 15, 15, 1]),
            output.Build(
                (m[0] + nearSum) + farSum,
                output.Fma(output.Constant(2), farDifference, output.Constant(0.5) * nearDifference),
                output.Fma(output.Constant(4), farSum, output.Constant(0.25) * nearSum),
                output.Fma(output.Constant(8), farDifference, output.Fma(output.Constant(0.125), nearDifference, m[5]))));
    }

    private static Value[] Inputs(ProgramBuilder program, string name, int count) => [.. Enumerable.Range(0, count).Select(i => program.Input(name + i))];
}
