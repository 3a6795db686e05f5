using System.Runtime.InteropServices;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>
/// The processors that this thread may run on. The OpenMP library that comes with libtorch binds the thread that loads it to one of them, every thread that is
/// started later inherits that, and two threads share a core.
/// </summary>
internal static unsafe partial class ProcessorMask
{
    /// <summary>1,024 processors, as the C library has them.</summary>
    private const int Bytes = 128;

    /// <summary>Lets an action load what it likes, and gives this thread back the processors that it had.</summary>
    public static void Keep(Action action)
    {
        if (!OperatingSystem.IsLinux())
        {
            action();
            return;
        }

        byte* mask = stackalloc byte[Bytes];
        bool isKnown = sched_getaffinity(0, Bytes, mask) >= 0;
        try
        {
            action();
        }
        finally
        {
            if (isKnown)
                _ = sched_setaffinity(0, Bytes, mask);
        }
    }

#pragma warning disable SA1300, IDE1006 // The system's own names.
    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint bytes, byte* mask);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint bytes, byte* mask);
#pragma warning restore SA1300, IDE1006
}
