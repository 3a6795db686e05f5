using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// The constants of the elementary functions in one type; all are values of that type. Polynomials are from c₀ up.
/// Found with Sollya: fpminimax with the type's precision for every coefficient; the errors beside them are relative,
/// of the polynomial with the rounded coefficients against the function (supnorm, dirtyinfnorm where a weight is in it).
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

        // [−0.3468, 0.3468], 2^−28.23.
        Exp =
        [
            1, 1, 0.499999940395355224609375, 0.16666519641876220703125, 4.16682325303554534912109375e-2,
            8.36881808936595916748046875e-3, 1.38238514773547649383544921875e-3,
        ],

        // Same interval, 2^−26.09 of eʳ − 1.
        Expm1 =
        [
            0.4999999701976776123046875, 0.16666543483734130859375, 4.16675023734569549560546875e-2, 8.366544730961322784423828125e-3,
            1.38645805418491363525390625e-3,
        ],
        TanhIsOne = 10,

        // [2^−40, 1] in x², 2^−29.28.
        ErfNearZero =
        [
            0.128379166126251220703125, -0.37612628936767578125, 0.112836189568042755126953125, -2.68551744520664215087890625e-2,
            5.190844647586345672607421875e-3, -8.031835895963013172149658203125e-4, 7.9241304774768650531768798828125e-5,
        ],

        // [1, 4]: remez with weight erfc/erf, then rounded; 2^−27.23 of erf.
        ErfTail =
        [
            3.415232640691101551055908203125e-4, 1.12708914279937744140625, 0.63814485073089599609375, 0.10310675203800201416015625,
            -2.183806337416172027587890625e-2, 2.94765806756913661956787109375e-3, -1.86379169463180005550384521484375e-4,
        ],
        ErfIsOne = 3.9375,
        GeluIsZero = 14.5,

        // [0, 14.5]: rational least squares, reweighted to minimax, then fpminimax of the numerator for the rounded denominator; 2^−26.53.
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

        // [−0.34658, 0.34658], 2^−57.86.
        Exp =
        [
            1, 1, 0.5000000000000011102230246, 0.1666666666666642426797296, 4.166666666652706768614323e-2, 8.333333333487052269061834e-3,
            1.388888894430432511400697e-3, 1.984126952244903599291426e-4, 2.480149249563607180427485e-5, 2.755757232912954258629337e-6,
            2.763043895704491005420583e-7, 2.500446947687947721915582e-8,
        ],

        // Same interval, 2^−55.51 of eʳ − 1.
        Expm1 =
        [
            0.5000000000000005551115123, 0.1666666666666659357698422, 4.166666666657381501437385e-2, 8.333333333386238814255442e-3,
            1.388888892889229251646558e-3, 1.984126972711474474423549e-4, 2.480150456191082593434237e-5, 2.755739965162581367209014e-6,
            2.762627831431669883085556e-7, 2.505643494177804144544949e-8,
        ],
        TanhIsOne = 20,

        // [2^−40, 1] in x², 2^−56.33.
        ErfNearZero =
        [
            0.1283791670955125863162749, -0.3761263890318387592692773, 0.1128379167095878293780586, -2.686617064563193157944454e-2,
            5.223977629246367992976730e-3, -8.548327199419338624707922e-4, 1.205533816424733569968100e-4, -1.492574826097549251240244e-5,
            1.646324876660785695205451e-6, -1.637238879294508457199516e-7, 1.479847879820804554208181e-8, -1.187705040890430416825393e-9,
            6.763673045041452339018555e-11,
        ],

        // [1, 5.95]: remez with weight erfc/erf, then rounded; 2^−58.68 of erf.
        ErfTail =
        [
            1.795977633877679560997953e-7, 1.128377329486075275610701, 0.6366284870578970493996407, 0.1027472550193187407332012,
            -1.907816061873621917595699e-2, -2.804817312269382446207106e-4, 1.768993228656757978750624e-3, -6.411664024514078574098129e-4,
            4.481823953053745067344121e-5, 7.036887117593431707502499e-5, -4.503831186381007387914274e-5, 1.651425291728040242191476e-5,
            -4.327127918033618016556072e-6, 8.505933510648682319273624e-7, -1.257083058959279218429550e-7, 1.362714297226795547606042e-8,
            -1.025740670655513031219695e-9, 4.796258827593635282112310e-11, -1.049677864734304504070248e-12,
        ],
        ErfIsOne = 5.9375,
        GeluIsZero = 38.625,

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
