using System.Runtime.InteropServices;

namespace KernelGen.Benchmarks.Peers;

/// <summary>
/// LIBXSMM: machine code made at run time for one small shape, called by function pointer without the runtime's bookkeeping around a native call
/// (it is meant for calls far below a microsecond), which is the fastest that .NET can call it.
/// </summary>
internal static unsafe class Libxsmm
{
    public const string Name = "LIBXSMM";
    private static readonly nint Handle = PeerLibrary.Load("libxsmm.so.1", "libxsmm.so", "libxsmm.dylib", "libxsmm.dll");

    public static Peer Peer { get; } = new(Name, Version(), "benchmarks/peers/libxsmm.sh") { Groups = ["gemm-small"] };

    /// <summary>The machine code of c = a·b, row-major, without anything between the rows; null where the library makes none.</summary>
    public static delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void> Kernel(int m, int n, int k)
    {
        var dispatch = (delegate* unmanaged<int, int, int, int*, int*, int*, float*, float*, int*, int*, nint>)NativeLibrary.GetExport(Handle, "libxsmm_smmdispatch");
        float alpha = 1, beta = 0;

        // Its matrices are column-major: c transposed is b transposed times a transposed, so that m and n, a and b change places.
        return (delegate* unmanaged[SuppressGCTransition]<float*, float*, float*, void>)dispatch(n, m, k, null, null, null, &alpha, &beta, null, null);
    }

    /// <summary>The library does not say its version; the instructions that it chose matter more.</summary>
    private static string? Version()
    {
        if (Handle == 0)
            return null;
        var architecture = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(Handle, "libxsmm_get_target_arch");
        return $"JIT for {Marshal.PtrToStringUTF8((nint)architecture())}";
    }
}
