namespace KernelGen.Benchmarks.Peers;

/// <summary>The peers that weigh hundreds of megabytes: in the program only where the build asks for them.</summary>
internal static class OptionalPeers
{
    public const string OnnxRuntime = "ONNX Runtime";
    public const string Libtorch = "libtorch";
    public const string Get = "build with -p:Peers=all";

#if ALL_PEERS
    public static IReadOnlyList<MatrixLibrary> All { get; } = [new Optional.OnnxRuntimePeer(), new Optional.LibtorchPeer()];
#else
    public static IReadOnlyList<MatrixLibrary> All { get; } = [new MissingLibrary(OnnxRuntime, OnnxRuntimeGroups), new MissingLibrary(Libtorch, Groups)];
#endif

    public static IReadOnlyList<string> OnnxRuntimeGroups => [.. Groups, "i8-gemm", "i8-conv", "grouped-"];

    public static IReadOnlyList<string> Groups => ["gemm-models", "gemm-f64", "gemv", "dense", "dense-packed", "conv", "rows-", "attention-"];
}
