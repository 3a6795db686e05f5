namespace KernelGen.Benchmarks.Kernels;

/// <summary>A generated kernel.</summary>
/// <param name="Entry">Where to call it.</param>
/// <param name="Info">What the catalog says of it; nothing where it could not be generated.</param>
internal sealed record Kernel(nint Entry, KernelInfo? Info);
