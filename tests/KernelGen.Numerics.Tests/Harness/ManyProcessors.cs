using System.Runtime.CompilerServices;
using KernelGen.Runtime;

namespace KernelGen.Numerics.Tests.Harness;

/// <summary>The kernels of these tests are shared among threads as on a machine with so many processors, whatever this one has.</summary>
internal static class ManyProcessors
{
    public const int Count = 8;

    [ModuleInitializer]
    internal static void Pretend() => ParallelLoop.Processors = Count;
}
