using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>What a bound is measured against.</summary>
internal enum BoundForm
{
    /// <summary>|computed − exact| ≤ C·Σ|aᵢ·bᵢ| + t</summary>
    SumOfProducts,

    /// <summary>|computed − exact| ≤ C·Σaᵢ² + t</summary>
    SumOfSquares,

    /// <summary>|computed − exact| ≤ C·Σ(aᵢ − bᵢ)² + t</summary>
    SquaredDistance,

    /// <summary>|computed − exact| ≤ C, while both sums of squares are finite and at least <see cref="ErrorBound.SmallestSquares"/></summary>
    Cosine,

    /// <summary>|computed − exact| ≤ C·|exact| + t a component, while the sum of squares is finite and at least <see cref="ErrorBound.SmallestSquares"/></summary>
    Norm,

    /// <summary>|computed − exact| ≤ C·(|alpha|·Σ|aᵢ·bᵢ| + |beta·c| + |bias| + |residual|) + t·max(1, |alpha|), through the activation; of a gated layer, each of its two sums</summary>
    Product,

    /// <summary>computed = exact, a whole number</summary>
    Exact,

    /// <summary>|computed − exact| ≤ ½ + C·(|exact| + |addends|), in steps of the quantised result, before it is clamped</summary>
    Requantised,

    /// <summary>|computed − exact| ≤ ½ + C·|exact|, in steps of the quantised result, before it is clamped</summary>
    Quantised,

    /// <summary>|computed − exact| ≤ C·|exact| + t</summary>
    Dequantised,

    /// <summary>|computed − exact| ≤ (C + slope·u·|xᵢ − max|)·exact + t: see <see cref="RowBounds"/></summary>
    Softmax,

    /// <summary>|computed − exact| ≤ C + slope·u·|exact|</summary>
    LogSoftmax,

    /// <summary>|computed − exact| ≤ C·(|gamma|·(|xᵢ − mean| + mean|x|) / σ + |beta|) + t·max(1, |gamma|)·(1 + 1/σ)</summary>
    LayerNorm,

    /// <summary>|computed − exact| ≤ C·(|gamma·xᵢ| / σ + |beta|) + t·max(1, |gamma|)·(1 + 1/σ)</summary>
    RmsNorm,

    /// <summary>|computed − exact| ≤ C·Σ|xᵢ| / n + t</summary>
    Mean,

    /// <summary>computed = exact, one of the numbers</summary>
    Maximum,

    /// <summary>|computed − exact| ≤ (C + G·S)·Σ pⱼ·|vⱼ| + t·(1 + Σ|vⱼ|): see <see cref="AttentionBounds"/></summary>
    Attention,

    /// <summary>|computed − exact| ≤ C·(|x₁·cos| + |x₂·sin|) + t, of a pair x₁, x₂</summary>
    Rotation,

    /// <summary>|computed − exact| ≤ C·(|x₁| + |x₂|) + t, of a pair x₁, x₂</summary>
    RotationByAngle,

    /// <summary>|computed − exact| ≤ C·(Σ max|x|·Σ|w| + |bias| + |residual|) + t·(1 + Σ|w| + Σ max|x|): see <see cref="WinogradBounds"/></summary>
    Winograd,
}

/// <summary>
/// The kernel's own bound, from its real chain and tree. With u the unit roundoff and k roundings in a row the factor is
/// γₖ = k·u / (1 − k·u) (Higham, Accuracy and Stability of Numerical Algorithms, 2002, lemma 3.1); a fused multiply-add whose
/// result is subnormal adds half of the smallest positive number, which gives the term t = K·(1 + C)·2^(emin − 1), K counting the epilogue too.
/// Compensated sums: u + γₚ·γ_q, p roundings caught once, q roundings of the caught ones (after Ogita, Rump, Oishi, Accurate
/// Sum and Dot Product, 2005, for a chain; here for chain and tree).
/// Valid while Σ|aᵢ·bᵢ|·(1 + C) is finite.
/// </summary>
internal sealed record ErrorBound
{
    private ErrorBound()
    {
    }

    public required BoundForm Form { get; init; }
    public required NumericType Accumulator { get; init; }

    /// <summary>What the accumulator is rounded to once more after each step.</summary>
    public NumericType? Grid { get; init; }

    /// <summary>The largest relative error of a step: of one rounding, or of one to the accumulator and one to its grid.</summary>
    private double StepRoundoff => Grid is null ? Accumulator.UnitRoundoff : Compose(Accumulator.UnitRoundoff, Grid.UnitRoundoff);

    public required NumericType Output { get; init; }
    public required bool Compensated { get; init; }
    public required Dimension Length { get; init; }

    /// <summary>Lanes × accumulators that share the sum; 1 × 1 for a chain.</summary>
    public required int Lanes { get; init; }
    public required int Accumulators { get; init; }

    /// <summary>The length of the sums that decide the weights; null where there are none.</summary>
    public Dimension? InnerLength { get; init; }

    /// <summary>Of attention, roundings of a score after its sum and scale, and what no score is larger than.</summary>
    public double ScoreRoundings { get; init; }
    public string LargestScore { get; init; } = "";

    /// <summary>Of attention, whether keys and values are codes, which have scales.</summary>
    public bool AreKeysCodes { get; init; }
    public bool AreValuesCodes { get; init; }

    /// <summary>Of attention, the most keys that a row sees, where they are stated.</summary>
    public long Window { get; init; } = long.MaxValue;

    /// <summary>Roundings of the epilogue.</summary>
    public int EpilogueRoundings { get; init; }

    public Activation Activation { get; init; }

    /// <summary>The sums themselves are exact: what is rounded comes after them.</summary>
    public bool ExactSums { get; init; }

    /// <summary>The largest relative error of a factor before it is multiplied (of a cosine or sine, which is 1 at most, the largest error): a weight that was a code is rounded to float. (A code times a scale does not underflow; while 256·|scale| is finite, nor does it overflow.)</summary>
    public double FactorRoundoff { get; init; }

    /// <summary>
    /// Of the norm that the rows of x go through first; null: none. With x̂ᵢ = gammaᵢ·xᵢ/σ, relatively C′ wrong but for t′·max(1, |gammaᵢ|)·(1 + 1/σ), the exact products of what comes out are
    /// within C′·Σ|x̂ᵢ·wᵢ| + t′·Σ max(1, |gammaᵢ|)·(1 + 1/σ)·|wᵢ| of those of x̂, and their sizes, which C of the sum is of, no more than that larger: so C and C′ are composed, and t′ counts 1 + C times.
    /// </summary>
    public ErrorBound? Norm { get; init; }

    /// <summary>
    /// Elements whose products are summed exactly, as integers, before they are scaled and added; 0 where every product is. Then x has been quantised
    /// by groups of this size, and the bound has one more term: <see cref="StepShare"/>·Σ stepᵢ·|wᵢ|.
    /// </summary>
    public int GroupSize { get; init; }

    /// <summary>
    /// What quantising changes a number by at most, in steps: a half, the rounding of x / scale, which may be 127, and that of the scale.
    /// </summary>
    public const double StepShare = 0.5 + (1.0 / (1 << 16));

    /// <summary>What quantising x adds at most, of Σ|wᵢ| times the largest |x| of the group.</summary>
    public double Quantisation => GroupSize > 0 ? StepShare / GroupedCodesPlan.LargestCode : 0;

    /// <summary>Of sums of 8-bit integers; <paramref name="type"/> is the one that what follows them is rounded in.</summary>
    public static ErrorBound OfExactSums(KernelSpec spec, NumericType type, Dimension length, BoundForm form, int epilogue = 0, Activation activation = Activation.None) => new()
    {
        Form = form,
        ExactSums = true,
        Accumulator = type,
        Output = form == BoundForm.Requantised ? type : spec.Output,
        Compensated = false,
        Length = length,
        Lanes = 1,
        Accumulators = 1,
        EpilogueRoundings = epilogue,
        Activation = activation,
    };

    /// <summary>Of a number that is quantised, or was: one rounding in float, and one to the result's type.</summary>
    public static ErrorBound OfElements(QuantizeSpec spec) => new()
    {
        Form = spec.IsQuantize ? BoundForm.Quantised : BoundForm.Dequantised,
        ExactSums = true,
        Accumulator = NumericType.Float32,
        Output = spec.IsQuantize ? NumericType.Float32 : spec.Output,
        Compensated = false,
        Length = spec.Length,
        Lanes = 1,
        Accumulators = 1,
        EpilogueRoundings = 1,
    };

    /// <summary>Of a largest number: nothing is rounded.</summary>
    public static ErrorBound OfMaximum(PoolSpec spec) => new()
    {
        Form = BoundForm.Maximum,
        ExactSums = true,
        Accumulator = spec.Element.Computed,
        Output = spec.Output,
        Compensated = false,
        Length = spec.Length,
        Lanes = 1,
        Accumulators = 1,
    };

    /// <summary>Of a pair that is turned: a product and a multiply-add, by a cosine and a sine that are given, or are found of an angle.</summary>
    public static ErrorBound OfRotation(RotarySpec spec) => new()
    {
        Form = spec.Base is null ? BoundForm.Rotation : BoundForm.RotationByAngle,
        ExactSums = true,
        FactorRoundoff = spec.Base is null ? 0 : QuarterTurns.ErrorIn(spec.Element.Computed),
        Accumulator = spec.Element.Computed,
        Output = spec.Output,
        Compensated = false,
        Length = RotaryPlan.Terms,
        Lanes = 1,
        Accumulators = 1,
        EpilogueRoundings = 2,
    };

    /// <summary>Of a mean: <paramref name="length"/> is that of a column and of the columns together, of each of which the first number is taken as it is.</summary>
    public static ErrorBound OfMean(NumericType accumulator, NumericType? grid, NumericType output, bool compensated, Dimension length, int epilogue) =>
        OfChain(accumulator, grid, output, compensated, length, BoundForm.Mean, epilogue, Activation.None);

    /// <summary>Of attention, by the number of its keys.</summary>
    public static ErrorBound OfAttention(AttentionSpec spec) =>
        OfChain(spec.Element.Computed, null, spec.Output, compensated: false, spec.KeyLength, BoundForm.Attention, epilogue: 0, Activation.None) with
        {
            InnerLength = spec.HeadDim,
            ScoreRoundings = AttentionBounds.ScoreRoundings(spec),
            LargestScore = AttentionBounds.LargestScore(spec),
            AreKeysCodes = spec.KeyScale is not null,
            AreValuesCodes = spec.ValueScale is not null,
            Window = spec.Window?.Fixed ?? long.MaxValue,
        };

    public static ErrorBound OfLanes(
        NumericType accumulator, NumericType? grid, NumericType output, bool compensated, Dimension length, BoundForm form, int epilogue = 0, Activation activation = Activation.None) => new()
        {
            Form = form,
            Accumulator = accumulator,
            Grid = grid,
            Output = output,
            Compensated = compensated,
            Length = length,
            Lanes = 64 / accumulator.Bytes,
            Accumulators = PlanConstants.LaneAccumulators,
            EpilogueRoundings = epilogue,
            Activation = activation,
        };

    /// <summary>Of codes: their products' sums are scaled by one rounding, and then added.</summary>
    public static ErrorBound OfGroups(int size, NumericType output, Dimension length, int epilogue, Activation activation) => new()
    {
        Form = BoundForm.Product,
        Accumulator = NumericType.Float32,
        Output = output,
        Compensated = false,
        Length = length,
        Lanes = 64 / NumericType.Float32.Bytes,
        Accumulators = 1,
        GroupSize = size,
        EpilogueRoundings = epilogue,
        Activation = activation,
    };

    public static ErrorBound OfChain(
        NumericType accumulator, NumericType? grid, NumericType output, bool compensated, Dimension length, BoundForm form, int epilogue, Activation activation) => new()
        {
            Form = form,
            Accumulator = accumulator,
            Grid = grid,
            Output = output,
            Compensated = compensated,
            Length = length,
            Lanes = 1,
            Accumulators = 1,
            EpilogueRoundings = epilogue,
            Activation = activation,
        };

    /// <summary>Of a convolution by Winograd's algorithm; the length is that of the chains, of channels.</summary>
    public static ErrorBound OfWinograd(WinogradTransforms transforms, NumericType type, NumericType output, Dimension channels, int epilogue, Activation activation) =>
        OfChain(type, null, output, compensated: false, channels, BoundForm.Winograd, epilogue, activation) with { Transforms = transforms };

    /// <summary>The transforms before and after the sums of products.</summary>
    public WinogradTransforms? Transforms { get; init; }

    /// <summary>How many times a rounding of the sums of products weighs more than in a direct sum.</summary>
    public double Amplification => Transforms is null ? 1 : new WinogradBounds(Transforms).Amplification;

    /// <summary>Steps of the longest chain.</summary>
    public long Steps(long length) => Form == BoundForm.Mean ? Math.Max(0, length - 2) : GroupSize > 0 ? Ceiling(length, GroupSize) + 1 : Ceiling(Ceiling(length, Lanes), Accumulators);

    /// <summary>Additions of the tree on the longest way; those onto accumulators that no element reached are exact.</summary>
    public int Levels(long length) => Form == BoundForm.Mean ? 0 : Log2(Math.Min(Accumulators, Ceiling(length, Lanes))) + Log2(Math.Min(Lanes, length));

    /// <summary>Nothing is rounded.</summary>
    public bool IsExact => Form is BoundForm.Exact or BoundForm.Maximum;

    /// <summary>C for a length. Infinite where k·u reaches 1: then nothing is guaranteed.</summary>
    public double Coefficient(long length) => Coefficient(length, Gamma);

    /// <summary>
    /// C of a run whose roundings are independent of each other, and go up as often as down: with it, k roundings in a row come to no more
    /// than γ̃ₖ = exp(λ·√k·u + k·u² / (1 − u)) − 1 but for a share of 2·exp(−λ²/2) of all runs (Higham and Mary, A New Approach to Probabilistic
    /// Rounding Error Analysis, 2019). λ is <see cref="TypicalLambda"/>.
    /// </summary>
    public double TypicalCoefficient(long length) => Coefficient(length, TypicalGamma);

    /// <summary>So that 2·exp(−λ²/2) is one in a thousand.</summary>
    public static readonly double TypicalLambda = Math.Sqrt(2 * Math.Log(2000));

    private double Coefficient(long length, Func<long, double> gamma)
    {
        if (IsExact)
            return 0;
        double u = StepRoundoff;
        if (Form == BoundForm.Attention)
            return Rounded(AttentionBounds.Coefficient(Accumulator, u, length, Window, AreValuesCodes));
        long steps = Steps(length);
        int levels = Levels(length);
        // An error that was caught passes one addition a number of its column, two a column, and the last.
        double sum = Form == BoundForm.Mean && Compensated ? Up(u + (gamma(steps) * gamma((2 * length) + 1) * (1 + u))) : Compensated
            ? Up(u + (gamma(steps + 1 + levels) * gamma(steps + 1 + (2 * levels)) * (1 + u)))
            : gamma(steps + levels);
        if (FactorRoundoff > 0)
            sum = Compose(sum, FactorRoundoff);
        if (Norm is not null)
            sum = Compose(sum, Norm.Coefficient(length, gamma));
        if (Transforms is not null)
            sum = new WinogradBounds(Transforms).Coefficient(steps, gamma);
        if (length == 0 || ExactSums)
            sum = Form == BoundForm.RotationByAngle ? FactorRoundoff : 0;
        if (double.IsInfinity(sum))
            return sum;

        double result = Form switch
        {
            // The difference is rounded before it is squared: (1 + u)², which the compensated sum carries along but for u².
            BoundForm.SquaredDistance => Compensated ? Compose(sum, 4 * u * u) : Compose(sum, gamma(2)),
            // What underflow does to sums no smaller than SmallestSquares is below one more rounding.
            BoundForm.Cosine => Cosine(Up(sum + u), u),
            BoundForm.Norm => Up(((1 + (2 * u)) / (Math.Sqrt(Math.Max(0, 1 - Up(sum + u))) * (1 - u))) - 1),
            _ when RowBounds.IsOfRows(Form) => RowBounds.Coefficient(Form, Accumulator, u, sum, length),
            BoundForm.Product or BoundForm.Winograd or BoundForm.Mean or BoundForm.Requantised or BoundForm.Quantised or BoundForm.Dequantised or BoundForm.Rotation or BoundForm.RotationByAngle => Compose(sum, gamma(EpilogueRoundings)),
            _ => sum,
        };
        if (Function is { } function)
            result = function.CoefficientAfter(result, Accumulator);
        return Form == BoundForm.Cosine && Output != Accumulator ? Up(result + Output.UnitRoundoff) : Rounded(result);
    }

    /// <summary>A relative error, and that of the one rounding to the result's type.</summary>
    private double Rounded(double error) => Output == Accumulator ? error : Compose(error, Output.UnitRoundoff);

    /// <summary>G of attention, whose keys have so many numbers. (What the rounding to the result's type adds to C it makes of this too.)</summary>
    public double ScoreSlope(long headDim) =>
        AttentionBounds.Slope(StepRoundoff, headDim, ScoreRoundings) is var slope && Output == Accumulator ? slope : Up(slope * (1 + Output.UnitRoundoff));

    /// <summary>What comes beside C: of softmax's |xᵢ − max|·exact, of log softmax's |exact|. The roundings of its own order are in its last digit.</summary>
    public double Slope => (RowBounds.Slope(Form) * Accumulator.UnitRoundoff) + (Form == BoundForm.LogSoftmax && Output != Accumulator ? 1.01 * Output.UnitRoundoff : 0);

    /// <summary>t for a length: what underflow can add.</summary>
    public double AbsoluteTerm(long length)
    {
        if (IsExact)
            return 0;
        double roundings = Form switch
        {
            // Sums do not underflow, but on a coarser grid than their own.
            BoundForm.Mean => EpilogueRoundings + (Grid is null ? 0 : length),
            BoundForm.Cosine or BoundForm.Quantised => 0, // a quotient that small is rounded to 0 steps, by less than half of one
            BoundForm.Norm => 1, // the quotient: a component may be far below the norm
            _ when ExactSums => EpilogueRoundings,
            BoundForm.SquaredDistance when Compensated => 2 * length, // the square, and the correction of its difference
            BoundForm.Winograd => new WinogradBounds(Transforms!).Underflow(length) + EpilogueRoundings,
            _ => length + EpilogueRoundings,
        };
        double coefficient = Coefficient(length);
        if (double.IsInfinity(coefficient))
            return coefficient;
        if (Form == BoundForm.Attention)
            return Stored(AttentionBounds.AbsoluteTerm(Accumulator, Math.Min(length, Window), AreValuesCodes, count => HalvesOfSmallest(Accumulator, Up(Output == Accumulator ? count : count * (1 + Output.UnitRoundoff)))));
        double underflow = RowBounds.IsOfRows(Form) ? RowBounds.AbsoluteTerm(Form, Accumulator, count => HalvesOfSmallest(Accumulator, Up(count))) : HalvesOfSmallest(Accumulator, Up(roundings * (1 + coefficient)));
        if (Grid is not null)
            underflow = Up(underflow + HalvesOfSmallest(Grid, Up(roundings * (1 + coefficient))));
        if (Norm is not null)
            underflow = Up(underflow + (Norm.AbsoluteTerm(length) * Math.Max(2, Math.Ceiling(1 + coefficient)))); // times a whole number, which the smallest doubles take
        if (Function is { } function)
            underflow = function.AbsoluteTermAfter(underflow, Accumulator);
        return Form == BoundForm.Cosine ? underflow : Stored(underflow);
    }

    /// <summary>What underflow adds, and what it does where the result is rounded to its type.</summary>
    private double Stored(double underflow) => Output == Accumulator ? underflow : Up(underflow + HalvesOfSmallest(Output, 1));

    /// <summary>
    /// Where there is a root, the sums of squares under it from which on the bound holds: K·2^(emin + p). Then what K terms lose by underflow,
    /// K·2^(emin − 1), is half a unit roundoff of them. That they are normal numbers is not enough: 1536 squares of 2^−136
    /// can all lose a half of 2^−149.
    /// </summary>
    public double SmallestSquares(long length) => length * Math.Pow(2, Smallest.SmallestExponent + Smallest.Precision);

    /// <summary>The type whose smallest number the sums meet, and whose largest.</summary>
    public NumericType Smallest => Grid ?? Accumulator;

    /// <summary>So many times half of the type's smallest number; in whole ones, rounded up, where a double cannot hold the half.</summary>
    private static double HalvesOfSmallest(NumericType type, double count) => type.SmallestExponent > -1074
        ? count * Math.Pow(2, type.SmallestExponent - 1)
        : Math.Ceiling(count / 2) * Math.Pow(2, type.SmallestExponent);

    /// <summary>For a fixed length the number, for a run-time length the formula; and what it is measured against.</summary>
    public string Describe()
    {
        if (IsExact)
            return Form == BoundForm.Exact ? "computed = exact, a whole number" : "computed = exact, one of the numbers";
        string against = Form switch
        {
            BoundForm.Requantised => "½ + C·(|exact| + |bias|) in steps of the result, before it is clamped",
            BoundForm.Quantised => "½ + C·|exact| in steps of the result, before it is clamped",
            BoundForm.Dequantised => "C·|exact|",
            BoundForm.SumOfProducts => "C·Σ|aᵢ·bᵢ|",
            BoundForm.Mean => "C·Σ|xᵢ| / n",
            BoundForm.Rotation => "C·(|x₁·cos| + |x₂·sin|)",
            BoundForm.RotationByAngle => "C·(|x₁| + |x₂|)",
            _ when GroupSize > 0 => $"{StepText}·Σ stepᵢ·|wᵢ| + C·(Σ(|xᵢ| + {StepText}·stepᵢ)·|wᵢ|{(EpilogueRoundings > 0 ? " + |bias| + |residual|" : "")})",
            _ when FactorRoundoff > 0 => $"C·({(Norm is null ? "Σ|xᵢ·(codeᵢ − zero point)·scale|" : "Σ|gammaᵢ·xᵢ·(codeᵢ − zero point)·scale| / σ")}" + (EpilogueRoundings > 0 ? " + |bias| + |residual|" : "") + ")",
            BoundForm.Winograd => $"C·(Σ max|x|·Σ|w|{(EpilogueRoundings > 0 ? " + |bias| + |residual|" : "")})",
            BoundForm.SumOfSquares => "C·Σaᵢ²",
            BoundForm.SquaredDistance => "C·Σ(aᵢ − bᵢ)²",
            BoundForm.Cosine => "C",
            BoundForm.Norm => "C·|exact|",
            BoundForm.Attention => "(C + G·S)·Σ pⱼ·|vⱼ| + t·(1 + Σ|vⱼ|)",
            _ when RowBounds.IsOfRows(Form) => RowBounds.Describe(Form, Smallest, Number(Slope)).Against,
            _ when ExactSums => "C·(|exact| + |bias| + |residual|)",
            _ when Norm is not null => "C·(Σ|gammaᵢ·xᵢ·wᵢ| / σ" + (EpilogueRoundings > 0 ? " + |bias| + |residual|" : "") + ")",
            _ => "C·(" + (EpilogueRoundings > 0 ? "|alpha|·Σ|aᵢ·bᵢ| + |beta·c| + |bias| + |residual|" : "Σ|aᵢ·bᵢ|") + ")",
        };
        string value = Length.Fixed is { } fixedLength ? "C = " + Number(Coefficient(fixedLength)) : "C = " + Formula();
        string term = Length.Fixed is { } k && Form is not (BoundForm.Cosine or BoundForm.Quantised or BoundForm.LogSoftmax or BoundForm.Attention) ? ", + " + Number(AbsoluteTerm(k)) + ScaledBy + " for underflow" : "";
        if (Transforms is { } transforms)
            term += $", of each channel the largest |x| that the tile of {transforms.Outputs} × {transforms.Outputs} outputs sees, its {transforms.Side} × {transforms.Side} pixels, and the sum of the filter's |w|; by {transforms.Name}, which amplifies roundings up to {Amplification.ToString("0.#", CultureInfo.InvariantCulture)} times; while 2¹⁵·(1 + Σ max|x|)·(1 + Σ|w|){(EpilogueRoundings > 0 ? " + |bias| + |residual|" : "")} is finite";
        if (Form is BoundForm.Cosine or BoundForm.Norm && !ExactSums)
            term += $", while the sums of squares are at least {(Length.Fixed is { } n ? Number(SmallestSquares(n)) : Length.Name + "·2^" + (Smallest.SmallestExponent + Smallest.Precision).ToString(CultureInfo.InvariantCulture).Replace('-', '−'))}";
        if (Form == BoundForm.Attention)
            term = $", t = {(Length.Fixed is { } keys ? Number(AbsoluteTerm(keys)) : AttentionBounds.AbsoluteFormula(Accumulator, Output, Length.Name, AreValuesCodes))}, G = {(InnerLength!.Fixed is { } inner ? Number(ScoreSlope(inner)) : $"2.14·({InnerLength.Name} + {Number(9 + ScoreRoundings)})·u / (1 − {InnerLength.Name}·u)")}, S the largest {LargestScore} of a row's keys, u = 2^−{Accumulator.Precision}, while G·S ≤ 1/8, and 2·Σ|qᵢ·kⱼᵢ| and 2·Σ|vⱼ| are finite{(Output == Accumulator ? "" : $", and (1 + C + G·S)·|vⱼ| within {Output.Name}")}{WorthOfCodes}";
        if (RowBounds.IsOfRows(Form))
            term += (Length.IsFixed || Form == BoundForm.LogSoftmax ? ", " : ", underflow's term ") + RowBounds.Describe(Form, Smallest, "").While;
        if (Norm is not null)
            term += $"{(Length.IsFixed ? "" : $", underflow's term counted {CountOfNorm} times")}, {RowBounds.WhileOfRmsNorm(Norm.Smallest)}{(Norm.Output == Norm.Accumulator ? "" : $", and (1 + C)·|gammaᵢ·xᵢ| / σ within {Norm.Output.Name}")}";
        if (Form == BoundForm.Mean && !Length.IsFixed)
            term += $", while n is at most 2^{Accumulator.Precision.ToString(CultureInfo.InvariantCulture)}";
        if (FactorRoundoff > 0 && Form == BoundForm.Product)
            term += ", while 256·|scale| is finite";
        if (GroupSize > 0)
            term += $", wᵢ = (codeᵢ − zero point)·scale, stepᵢ = max(largest |x| of its group of {GroupSize.ToString(CultureInfo.InvariantCulture)} / {GroupedCodesPlan.LargestCode}, 2⁻¹²⁶), while 2¹¹·|x| is finite";
        string through = Activation switch
        {
            Activation.None => "",
            Activation.GatedSilu => " for each of the two sums; " + Activations.Bound(Activation.Silu, Accumulator).Sentence,
            _ => $" through {Function!.Sentence}",
        };
        return $"|computed − exact| ≤ {against}, {value}{term}{through}";
    }

    /// <summary>What attention's keys and values are where they are codes.</summary>
    private string WorthOfCodes => (AreKeysCodes ? ", kⱼᵢ = codeⱼᵢ·keyScaleⱼ, and 2·Σ|qᵢ·codeⱼᵢ| finite too" : "") + (AreValuesCodes ? ", vⱼ = codeⱼ·valueScaleⱼ, the scales finite" : "");

    private static string StepText => "(½ + 2⁻¹⁶)";

    /// <summary>What the activation adds; a gated layer's bound is told for its two sums.</summary>
    private FunctionBound? Function =>
        Activation is Activation.None or Activation.GatedSilu ? null : Activations.Bound(Activation, Accumulator);

    /// <summary>The underflow of a sum is scaled with it.</summary>
    private string ScaledBy => Norm is not null ? "·" + CountOfNorm : Form == BoundForm.Winograd ? "·(1 + Σ|w| + Σ max|x|)" : Form == BoundForm.Product && EpilogueRoundings > 0 && !ExactSums ? "·max(1, |alpha|)" : "";

    /// <summary>How often the term for underflow counts behind a norm.</summary>
    private const string CountOfNorm = "(1 + Σ max(1, |gammaᵢ|)·(1 + 1/σ)·|wᵢ|)";

    /// <summary>C as a formula of the length, for people.</summary>
    public string Formula() => ExactSums
        ? $"{(Form == BoundForm.Cosine ? "about 6u" : $"γ({EpilogueRoundings})")} with u = 2^−{Accumulator.Precision}{(Output == Accumulator ? "" : $", + 2^−{Output.Precision}")}, γ(k) = k·u / (1 − k·u)"
        : $"{Terms()} with u = 2^−{(Grid ?? Accumulator).Precision}{(Grid is null ? "" : $" + 2^−{Accumulator.Precision}")}, γ(k) = k·u / (1 − k·u)";

    private string Terms()
    {
        string n = Length.Name;
        string steps = Form == BoundForm.Mean ? n + " − 2" : GroupSize > 0 ? $"⌈{n}/{GroupSize.ToString(CultureInfo.InvariantCulture)}⌉ + 1" : Lanes * Accumulators == 1 ? n : $"⌈{n}/{Lanes * Accumulators}⌉";
        int levels = Log2(Accumulators) + Log2(Lanes);
        string tree = levels == 0 ? "" : $" + {levels}";
        string sum = Compensated && Form == BoundForm.Mean ? $"u + γ({steps})·γ(2·{n} + 1)" : Compensated ? $"u + γ({steps}{tree} + 1)²" : $"γ({steps}{tree}{(EpilogueRoundings > 0 ? $" + {EpilogueRoundings}" : "")})";
        string form = Form switch
        {
            BoundForm.Cosine => $"about 2·{sum} + 6u",
            BoundForm.Norm => $"about ½·{sum} + 4u",
            BoundForm.Winograd => $"about {Amplification.ToString("0.#", CultureInfo.InvariantCulture)}·γ({n} + {new WinogradBounds(Transforms!).MostRoundings + EpilogueRoundings})",
            BoundForm.SquaredDistance => Compensated ? sum : $"γ({steps}{tree} + 2)",
            BoundForm.Softmax => $"about {sum} + (5.7 + ln {n})·u",
            BoundForm.LogSoftmax => $"about {sum} + (2.4 + ln {n})·u",
            BoundForm.LayerNorm => $"about {sum} + 9u",
            BoundForm.Attention => $"about (1.2·min({n}, {PlanConstants.AttentionBlock}) + 7.2·⌈{n}/{PlanConstants.AttentionBlock}⌉ + 25)·u",
            BoundForm.RmsNorm => $"about ½·{sum} + 5u",
            _ => sum,
        };
        if (FactorRoundoff > 0)
            form += " + 2^−24";
        if (Norm is not null)
            form += " + " + Norm.Terms();
        string rounded = Output == Accumulator ? "" : $" + 2^−{Output.Precision}";
        return form + rounded;
    }

    private double Gamma(long roundings)
    {
        double ku = roundings * StepRoundoff;
        return ku >= 1 ? double.PositiveInfinity : Up(ku / (1 - ku));
    }

    private double TypicalGamma(long roundings)
    {
        double u = StepRoundoff;
        double x = (TypicalLambda * Math.Sqrt(roundings) * u) + (roundings * u * u / (1 - u));

        // eˣ − 1 ≤ x + x² up to 1, with no digits lost.
        return Math.Min(Gamma(roundings), x <= 1 ? Up(x + (x * x)) : Math.Exp(x) - 1);
    }

    private static double Cosine(double sum, double u)
    {
        if (sum >= 1)
            return double.PositiveInfinity;
        // Each norm is √(Σ(1 + δ)), |δ| ≤ sum, rounded; their product and the quotient are rounded once each.
        double factor = (1 + u) / ((1 - sum) * Math.Pow(1 - u, 3));
        return Up((factor - 1) + (sum * factor));
    }

    /// <summary>(1 + a)(1 + b) − 1, rounded up.</summary>
    private static double Compose(double a, double b) => Up(a + b + (a * b));

    /// <summary>A little more, so that this formula's own roundings cannot make a bound too small.</summary>
    private static double Up(double value) => value * (1 + 1e-14);

    private static long Ceiling(long a, long b) => (a + b - 1) / b;

    private static int Log2(long n)
    {
        int levels = 0;
        for (long reach = 1; reach < n; reach *= 2)
            levels++;
        return levels;
    }

    private static string Number(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
