using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>
/// What follows an exact sum of quantised products, in float: (float)sum · (aScale · bScale) + bias + residual, through the activation; and for an
/// 8-bit result divided by its scale, rounded to the nearest whole number, ties to even, moved by its zero point, and clamped (ONNX,
/// QuantizeLinear-21 and QLinearMatMul-21: y = saturate(x / y_scale + y_zero_point)). NaN gives the zero point.
/// </summary>
internal static class Requantization
{
    /// <summary>The role of a scale or zero point of a product's operand: weights have a weightScale.</summary>
    public static string RoleOf(string operand, string what) => (operand == "weights" ? "weight" : operand) + what;

    /// <param name="spec">Whose operands the result takes.</param>
    /// <param name="a">The first factor's role.</param>
    /// <param name="b">The second's.</param>
    /// <param name="result">The result's.</param>
    /// <param name="activation">What the numbers pass through.</param>
    public static (Program Program, int Roundings) Epilogue(KernelSpec spec, string a, string b, string result, Activation activation)
    {
        var p = new ProgramBuilder(NumericType.Float32);
        int roundings = 1; // of the sum
        Value value = p.Input("sum");
        Value? scale = Input(RoleOf(a, "Scale"));
        if ((Input(RoleOf(b, "Scales")) ?? Input(RoleOf(b, "Scale"))) is { } second)
        {
            roundings += scale is null ? 0 : 1;
            scale = scale is { } first ? first * second : second;
        }

        if (scale is { } factor)
        {
            value *= factor;
            roundings++;
        }

        foreach (string addend in new[] { "bias", "residual" })
        {
            if (Input(addend) is not { } number)
                continue;
            value += number;
            roundings++;
        }

        value = Activations.Apply(activation, p, value);
        if (!spec.Output.IsByte)
            return (p.Build(value), roundings);

        value /= p.Input(RoleOf(result, "Scale"));
        return (p.Build(Quantization.Quantise(p, value, Input(RoleOf(result, "ZeroPoint")), spec.Output)), roundings + 1);

        Value? Input(string role) => spec.Find(role) is null ? null : p.Input(role);
    }
}
