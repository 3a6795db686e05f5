namespace KernelGen;

/// <summary>How the weights of a dense layer are stored, row-major. With <see cref="Activation.GatedSilu"/> there are 2·Outputs outputs.</summary>
public enum WeightLayout
{
    /// <summary>[Outputs, Inputs]: a row an output, as PyTorch's Linear and ONNX's Gemm with transB store them.</summary>
    OutputsInputs = 0,

    /// <summary>[Inputs, Outputs]: a row an input, as Keras' Dense and ONNX's MatMul store them.</summary>
    InputsOutputs = 1,
}
