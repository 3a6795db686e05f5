namespace KernelGen;

/// <summary>What the weights of a dense layer are made of.</summary>
public enum WeightFormat
{
    /// <summary>Numbers of the weights' own type.</summary>
    Plain = 0,

    /// <summary>A byte a weight, in groups along a row that share a scale and a zero point, as ONNX Runtime's MatMulNBits has them with 8 bits.</summary>
    Int8 = 1,

    /// <summary>Half a byte a weight, the first of two in the low half, in such groups, as MatMulNBits has them with 4 bits.</summary>
    Int4 = 2,
}
