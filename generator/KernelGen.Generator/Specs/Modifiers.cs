namespace KernelGen.Generator.Specs;

/// <summary>The accumulator that <c>[Precision]</c> asks for.</summary>
internal enum Accumulation
{
    /// <summary>float for float and 16-bit floats, double for double, int for 8-bit integers, or long where their sum may pass int.</summary>
    Auto = 0,
    Float32 = 1,
    Float64 = 2,

    /// <summary>An accumulator of the element's type with its rounding errors summed beside it (Ogita, Rump, Oishi 2005: Dot2).</summary>
    Compensated = 3,

    /// <summary>Each step is the float32 multiply-add, rounded once more to Half.</summary>
    Float16 = 4,

    /// <summary>Each step is the float32 multiply-add, rounded once more to BFloat16.</summary>
    BFloat16 = 5,
    Int32 = 6,

    /// <summary>Sums of 8-bit integers that may pass what an int holds.</summary>
    Int64 = 7,
}

/// <summary>The targets to emit; scalar always is. The values are those of the public <c>Isa</c>.</summary>
[Flags]
internal enum IsaSet
{
    None = 0,
    Avx512 = 1,
    Avx2 = 2,
    Neon = 4,
    All = Avx512 | Avx2 | Neon,

    /// <summary>AVX-VNNI, and its 512-bit vectors: beside the others, where the MSBuild property KernelGenVnni asks for them.</summary>
    Vnni = 8,
    Vnni512 = 16,
}

/// <summary>What <c>[Parallel]</c> allows: so many threads at most, by a number or by a parameter of the user's method; neither is as many as there are processors.</summary>
internal sealed record Threads(int? Most, string? Parameter)
{
    /// <summary>The most threads as a C# expression of the user's method.</summary>
    public string Expression => Parameter ?? (Most is { } most ? most.ToString(System.Globalization.CultureInfo.InvariantCulture) : "int.MaxValue");
}

/// <summary>Activation functions, in the order of the public enumeration.</summary>
internal enum Activation
{
    None = 0,
    Relu,
    LeakyRelu,
    Relu6,
    Gelu,
    GeluTanh,
    Silu,
    Sigmoid,
    Tanh,
    HardSwish,

    /// <summary>SwiGLU: silu(x·W₁ᵀ) · (x·W₂ᵀ), on a Dense with 2·Outputs weights, the gate's rows first.</summary>
    GatedSilu,
}

/// <summary>How a convolution is computed, in the order of the public enumeration.</summary>
internal enum ConvolutionAlgorithm
{
    Auto = 0,
    Direct,
    Winograd,
}

/// <summary>What the weights of a dense layer are made of, in the order of the public enumeration.</summary>
internal enum WeightFormat
{
    Plain = 0,
    Int8,
    Int4,
}

/// <summary>What <c>[Similarities]</c> and <c>[TopK]</c> measure, in the order of the public enumeration.</summary>
internal enum Metric
{
    Dot = 0,
    Cosine,
    SquaredDistance,
}
