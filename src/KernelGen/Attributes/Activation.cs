namespace KernelGen;

/// <summary>Functions that a layer's outputs pass through, an element at a time. Each keeps NaN.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    None = 0,

    /// <summary>The larger of 0 and x (Nair, Hinton 2010).</summary>
    Relu = 1,

    /// <summary>x where x is positive, 0.01·x below (Maas, Hannun, Ng 2013).</summary>
    LeakyRelu = 2,

    /// <summary>x between 0 and 6, those bounds beyond (Krizhevsky 2010).</summary>
    Relu6 = 3,

    /// <summary>x·Φ(x), with the normal distribution Φ by the error function (Hendrycks, Gimpel 2016).</summary>
    Gelu = 4,

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the same paper's approximation.</summary>
    GeluTanh = 5,

    /// <summary>x / (1 + e⁻ˣ), also called swish (Elfwing, Uchibe, Doya 2017).</summary>
    Silu = 6,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid = 7,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh = 8,

    /// <summary>x · (x + 3 held between 0 and 6) / 6 (Howard and others 2019).</summary>
    HardSwish = 9,

    /// <summary>
    /// SwiGLU: silu(g)·u of two products, on a Dense whose weights (and bias) have 2·Outputs outputs, the gate's g first, then u (Shazeer 2020).
    /// </summary>
    GatedSilu = 10,
}
