using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Arithmetic;

/// <summary>The bounds of the functions.</summary>
internal static class FunctionBounds
{
    /// <summary>The bound of <see cref="Elementary.Exp"/>; its slope has no bound, so an argument's error δ is a factor e^δ here.</summary>
    public static FunctionBound Exp(NumericType type) => new("exp", type.Bytes == 4 ? 1.9 : 1.9, 0, 1, double.PositiveInfinity, 1);

    public static FunctionBound Tanh(NumericType type) => new("tanh", type.Bytes == 4 ? 5 : 5, 0, 1, 1, 0);

    public static FunctionBound Erf(NumericType type) => new("erf", type.Bytes == 4 ? 4 : 4, 0, 1, 1.13, 0);

    public static FunctionBound Of(Activation activation, NumericType type)
    {
        return activation switch
        {
            Activation.None => new("identity", 0, 0, 0, 1, 0),
            Activation.Relu => new("relu", 0, 0, 0, 1, 0),
            Activation.Relu6 => new("relu6", 0, 0, 0, 1, 0),
            Activation.LeakyRelu => new("leaky relu", 2, 0, 1, 1, 0),
            Activation.Gelu => new("gelu", 20, 0, 1, 1.13, 0),
            Activation.GeluTanh => new("gelu (tanh)", 6, 1.2, 1, 1.13, 0),
            Activation.Silu or Activation.GatedSilu => new("silu", 6, 0, 1, 1.1, 0),
            Activation.Sigmoid => new("sigmoid", 5, 0, 1, 0.25, 0.5),
            Activation.Tanh => Tanh(type),
            Activation.HardSwish => new("hard swish", 4, 0, 1, 1.5, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation."),
        };
    }
}
