using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The constants of the elementary functions in one type; all are values of that type, in the shortest spelling that reads back as them.
/// Polynomials are from c₀ up. Found with Sollya; the errors beside them are relative, of the polynomial with these very coefficients against the
/// function (supnorm for the exponentials, dirtyinfnorm for the others). n is the degree, f the type's precision for each coefficient:
/// <list type="bullet">
/// <item>Exp: <c>fpminimax(exp(x), [|2,…,n|], f, I, relative, 1 + x)</c></item>
/// <item>Expm1: <c>fpminimax(expm1(x), [|2,…,n|], f, I, relative, x)</c>, divided by x²</item>
/// <item>ErfNearZero: <c>fpminimax(erf(sqrt(x))/sqrt(x) - 1, [|0,…,n|], f, [2^-40; 1], absolute)</c></item>
/// <item>ErfTail: <c>remez(-log(erfc(x))*w, n, I, w)</c> with <c>w = erfc(x)/erf(x)</c>, so that erf's relative error is least; then rounded. (Degree 17 rounds badly for double.)</item>
/// <item>The tail's quotient: weighted linear least squares for P − M·Q, the weights updated until the error levels out (Sanathanan and Koerner, with Lawson's
/// weights), at 60 digits; then rounded, for float with the numerator fitted again: <c>fpminimax(M*Q, [|0,…,n|], f, I, relative)</c>.</item>
/// </list>
/// </summary>
internal sealed record Coefficients
{
    /// <summary>Adding it rounds to an integer, which then stands in the lowest bits: 1.5·2²³, 1.5·2⁵².</summary>
    public required double RoundToInteger { get; init; }

    public required double InverseLn2 { get; init; }

    /// <summary>ln 2 in two parts, to twice the precision.</summary>
    public required double Ln2High { get; init; }
    public required double Ln2Low { get; init; }

    /// <summary>Exp of this and below is 0, of the second and above ∞. Sums of exponents stay in range between them.</summary>
    public required double ExpIsZero { get; init; }
    public required double ExpIsInfinite { get; init; }

    /// <summary>Down to here exp is a normal number.</summary>
    public required double ExpIsNormal { get; init; }

    /// <summary>The last k of Σ 2·s²ᵏ⁺¹/(2k + 1) for log((1 + s)/(1 − s)), |s| ≤ 0.1716: what is left out is 2^−28.8 (2^−60.4) of the sum.</summary>
    public required int LogTerms { get; init; }

    /// <summary>eʳ for |r| ≤ ½ ln 2 and a little: 1, 1, then fitted.</summary>
    public required double[] Exp { get; init; }

    /// <summary>(eʳ − 1 − r) / r², fitted so that eʳ − 1 has the least relative error.</summary>
    public required double[] Expm1 { get; init; }

    /// <summary>From here on tanh rounds to 1, and so does its formula.</summary>
    public required double TanhIsOne { get; init; }

    /// <summary>erf(x)/x − 1 in powers of x², for |x| ≤ 1.</summary>
    public required double[] ErfNearZero { get; init; }

    /// <summary>−log(1 − erf x) for 1 ≤ x ≤ <see cref="ErfIsOne"/>, fitted so that erf has the least error.</summary>
    public required double[] ErfTail { get; init; }

    /// <summary>From here on erf rounds to 1, and so does its formula.</summary>
    public required double ErfIsOne { get; init; }

    /// <summary>x·Φ(x) of minus this and below is −0 (half of the smallest positive number or less).</summary>
    public required double GeluIsZero { get; init; }

    /// <summary>e^(t²/2)·Φ(−t) for 0 ≤ t ≤ <see cref="GeluIsZero"/> as a quotient. All coefficients are positive: no cancellation.</summary>
    public required double[] TailNumerator { get; init; }
    public required double[] TailDenominator { get; init; }

    /// <summary>x·σ(x) of this and below is −0.</summary>
    public required double SiluIsZero { get; init; }

    public static Coefficients Of(NumericType type) => type.Bytes == 4 ? Float32 : Float64;

    private static readonly Coefficients Float32 = new()
    {
        RoundToInteger = 12582912,
        InverseLn2 = 1.44269502162933349609375,
        Ln2High = 0.693147182464599609375,
        Ln2Low = -1.9046542121259335544891655445098876953125e-9,
        ExpIsZero = -104,
        ExpIsInfinite = 89,
        ExpIsNormal = -87,
        LogTerms = 4,

        // [−0.3468, 0.3468], 2^−28.23.
        Exp =
        [
            1, 1, 0.49999994, 0.1666652, 0.041668233, 0.008368818, 0.0013823851,
        ],

        // Same interval, 2^−26.09 of eʳ − 1.
        Expm1 =
        [
            0.49999997, 0.16666543, 0.041667502, 0.008366545, 0.001386458,
        ],
        TanhIsOne = 10,

        // [2^−40, 1] in x², 2^−29.28.
        ErfNearZero =
        [
            0.12837917, -0.3761263, 0.11283619, -0.026855174, 0.0051908446, -0.0008031836, 7.9241305e-05,
        ],

        // [1, 4], 2^−27.23 of erf.
        ErfTail =
        [
            0.00034152326, 1.1270891, 0.63814485, 0.10310675, -0.021838063, 0.002947658, -0.00018637917,
        ],
        ErfIsOne = 3.9375,
        GeluIsZero = 14.5,

        // [0, 14.5], 2^−26.53.
        TailNumerator =
        [
            0.5, 0.438276112079620361328125, 0.183220684528350830078125, 4.0628232061862945556640625e-2, 4.115530289709568023681640625e-3,
        ],
        TailDenominator =
        [
            1, 1.67443716526031494140625, 1.20244419574737548828125, 0.469432413578033447265625, 0.101846314966678619384765625,
            1.0315985418856143951416015625e-2,
        ],
        SiluIsZero = -110,
    };

    private static readonly Coefficients Float64 = new()
    {
        RoundToInteger = 6755399441055744,
        InverseLn2 = 1.442695040888963387,
        Ln2High = 0.693147180559945286226764,
        Ln2Low = 2.319046813846299558417771e-17,
        ExpIsZero = -746,
        ExpIsInfinite = 710,
        ExpIsNormal = -708,
        LogTerms = 10,

        // [−0.34658, 0.34658], 2^−57.86.
        Exp =
        [
            1, 1, 0.5000000000000011, 0.16666666666666424, 0.04166666666652707, 0.008333333333487052, 0.0013888888944304325,
            0.00019841269522449036, 2.4801492495636072e-05, 2.7557572329195426e-06, 2.763043895704491e-07, 2.5004469476879477e-08,
        ],

        // Same interval, 2^−55.51 of eʳ − 1.
        Expm1 =
        [
            0.5000000000000006, 0.16666666666666594, 0.041666666666573815, 0.008333333333386239, 0.0013888888932292516,
            0.00019841269727114745, 2.4801504561910826e-05, 2.7557399651625814e-06, 2.76262783143167e-07, 2.505643494177804e-08,
        ],
        TanhIsOne = 20,

        // [2^−40, 1] in x², 2^−56.33.
        ErfNearZero =
        [
            0.1283791670955126, -0.37612638903183876, 0.11283791670958783, -0.02686617064563193, 0.005223977629246368,
            -0.0008548327199419399, 0.00012055338164247336, -1.4925748260975493e-05, 1.6463248766607857e-06, -1.6372388792945085e-07,
            1.4798478798208046e-08, -1.1877050408904304e-09, 6.763673045041452e-11,
        ],

        // [1, 5.95], 2^−58.68 of erf.
        ErfTail =
        [
            1.7959776338776796e-07, 1.1283773294860753, 0.6366284878970494, 0.10274725501893174, -0.01907816061873623,
            -0.00028048173122693844, 0.001768993228656758, -0.0006411664024518574, 4.481823953053745e-05, 7.036887117593432e-05,
            -4.503831186380074e-05, 1.6514252917280402e-05, -4.3271279336180165e-06, 8.505933510648682e-07, -1.2570830589592792e-07,
            1.3627142972267955e-08, -1.025740670655513e-09, 4.796258827593635e-11, -1.0496778647343045e-12,
        ],
        ErfIsOne = 5.9375,
        GeluIsZero = 38.625,

        // [0, 38.625]: 2^−59.94 before rounding, 2^−54.01 after.
        TailNumerator =
        [
            0.5, 0.8276666060910901, 0.679207103092558, 0.3570354257840335, 0.13189476102510286, 0.03561639667147649, 0.007110362504043631,
            0.001037530549782384, 0.00010630781695178382, 6.955570326641513e-06, 2.2341072394512118e-07,
        ],
        TailDenominator =
        [
            1, 2.4532177729850457, 2.8157987915370652, 2.000105867438068, 0.9792052463315242, 0.3479068173283725, 0.09184290058851165,
            0.01808838985078668, 0.0026181384413345803, 0.0002670341874198721, 1.7435029246974906e-05, 5.600076374964882e-07,
        ],
        SiluIsZero = -752,
    };
}
