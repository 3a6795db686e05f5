using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>Which operand of which operation weights are packed for. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PackedOperand
{
    /// <summary>b of a Gemm, [K, N], or [N, K] transposed.</summary>
    GemmB = 1,

    /// <summary>The weights of a Dense layer, [Inputs, Outputs], or [Outputs, Inputs] transposed.</summary>
    DenseWeights = 2,

    /// <summary>The weights of a Conv2D, [OutChannels, InChannels / Groups, KernelHeight, KernelWidth].</summary>
    Conv2DWeights = 3,

    /// <summary>The weights of a Conv1D, [OutChannels, InChannels / Groups, Kernel].</summary>
    Conv1DWeights = 4,

    /// <summary>The weights of a ConvTranspose2D, [InChannels, OutChannels / Groups, KernelHeight, KernelWidth].</summary>
    ConvTranspose2DWeights = 5,
}
