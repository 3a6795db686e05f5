using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// Sums along rows of weights in groups, of an x that is quantised on the fly. Each group of x has a scale of its own, its largest magnitude / 127 or
/// <see cref="SmallestScale"/>, and codes x / scale, rounded to the nearest whole number, ties to even: −127 to 127. (A scale for the whole row would save
/// nothing, since the weights' scales change from group to group, and one large number would take the last digits of all others.) A group with a NaN
/// or an infinity has the scale NaN. Of every 32 elements pair j goes to lane j; in a group a lane's products of x's codes and (code − zero point)
/// are summed as integers, which is exact. What a lane then has of a group, a float exactly, is one step of its sum, the groups in order.
/// </summary>
internal sealed record GroupedCodesPlan : LanePlan
{
    /// <summary>Elements that reach every lane once.</summary>
    public const int Whole = 32;

    public const int LargestCode = 127;

    /// <summary>2⁻¹²⁶, so that no scale is 0 or has lost digits.</summary>
    public const int SmallestScaleExponent = -126;

    public required WeightFormat Format { get; init; }
    public required int GroupSize { get; init; }

    public override string AccumulatorName => "int within a group, float across groups";

    /// <summary>
    /// fma(products·x's scale, weights' scale, sum). The product of both scales could underflow where neither the sum nor a scale does; products·x's
    /// scale is no smaller than a scale.
    /// </summary>
    public static Reduction Sum()
    {
        var step = new ProgramBuilder(NumericType.Float32);
        Value products = step.Input("products"), scale = step.Input("xScale");
        Program stepped = step.Build(step.Fma(products * scale, step.Input("weightScale"), step.Input("s")));
        Reduction floats = Reductions.Products(NumericType.Float32, compensated: false, "x", "weights");
        return floats with { Operands = new(["products", "xScale", "weightScale"]), Step = stepped };
    }
}
