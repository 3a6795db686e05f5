using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Benchmarks.Peers;

/// <summary>OpenBLAS as people call it through P/Invoke, on one thread.</summary>
internal static unsafe partial class OpenBlas
{
    public const string Name = "OpenBLAS";
    private const string Library = "openblas";
    private const int RowMajor = 101;
    private const int Plain = 111;
    private const int Transposed = 112;

    public static Peer Peer { get; } = new(Name, Load(), "apt-get install libopenblas0-pthread")
    {
        Groups = ["pairwise", "sum-of-squares", "similarities", "gemv", "gemm"],
    };

    public static float Dot(int n, float* a, float* b) => cblas_sdot(n, a, 1, b, 1);

    public static double Dot(int n, double* a, double* b) => cblas_ddot(n, a, 1, b, 1);

    /// <summary>y = a·x with a of m × n.</summary>
    public static void Gemv(int m, int n, float* a, float* x, float* y) =>
        cblas_sgemv(RowMajor, Plain, m, n, 1, a, n, x, 1, 0, y, 1);

    /// <summary>c = op(a)·op(b), row-major.</summary>
    public static void Gemm(bool transposeA, bool transposeB, int m, int n, int k, float* a, float* b, float* c) =>
        cblas_sgemm(RowMajor, transposeA ? Transposed : Plain, transposeB ? Transposed : Plain,
            m, n, k, 1, a, transposeA ? m : k, b, transposeB ? k : n, 0, c, n);

    /// <inheritdoc cref="Gemm(bool, bool, int, int, int, float*, float*, float*)"/>
    public static void Gemm(bool transposeA, bool transposeB, int m, int n, int k, double* a, double* b, double* c) =>
        cblas_dgemm(RowMajor, transposeA ? Transposed : Plain, transposeB ? Transposed : Plain,
            m, n, k, 1, a, transposeA ? m : k, b, transposeB ? k : n, 0, c, n);

    /// <summary>Loads the library and says its configuration (version and chosen processor), or null where there is none.</summary>
    private static string? Load()
    {
        nint handle = LoadLibrary();
        if (handle == 0)
            return null;
        if (BetterCore(handle) is { } core && setenv("OPENBLAS_CORETYPE", core, overwrite: 0) == 0)
        {
            NativeLibrary.Free(handle);
            handle = LoadLibrary();
        }

        NativeLibrary.SetDllImportResolver(typeof(OpenBlas).Assembly, (name, _, _) => name == Library ? handle : 0);
        openblas_set_num_threads(1);
        return Marshal.PtrToStringUTF8(openblas_get_config())?.Trim();
    }

    private static nint LoadLibrary() => PeerLibrary.Load("libopenblas.so.0", "libopenblas.dylib", "libopenblas.dll");

    /// <summary>
    /// A library older than its processor takes that for a Prescott of 2004. Then the newest kernels that run here, as its users would set them
    /// (on Emerald Rapids a square of 1008 at 158 GFLOP/s, with the kernels for Skylake 136, by itself 25); null where it chose well.
    /// </summary>
    private static string? BetterCore(nint handle)
    {
        if (!OperatingSystem.IsLinux() || !Avx2.IsSupported)
            return null;
        var name = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(handle, "openblas_get_corename");
        if (Marshal.PtrToStringUTF8((nint)name()) != "Prescott")
            return null;
        bool multipliesBFloat16 = X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 1).Eax & 1 << 5) != 0;
        return !Avx512BW.IsSupported ? "Haswell" : multipliesBFloat16 ? "Cooperlake" : "SkylakeX";
    }

#pragma warning disable SA1300, IDE1006 // The libraries' own names.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport(Library)]
    private static partial void openblas_set_num_threads(int threads);

    [LibraryImport(Library)]
    private static partial nint openblas_get_config();

    [LibraryImport(Library)]
    private static partial float cblas_sdot(int n, float* x, int incx, float* y, int incy);

    [LibraryImport(Library)]
    private static partial double cblas_ddot(int n, double* x, int incx, double* y, int incy);

    [LibraryImport(Library)]
    private static partial void cblas_sgemv(
        int order, int transposeA, int m, int n, float alpha, float* a, int lda, float* x, int incx, float beta, float* y, int incy);

    [LibraryImport(Library)]
    private static partial void cblas_sgemm(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);

    [LibraryImport(Library)]
    private static partial void cblas_dgemm(
        int order, int transposeA, int transposeB, int m, int n, int k, double alpha, double* a, int lda, double* b, int ldb, double beta, double* c, int ldc);
#pragma warning restore SA1300, IDE1006
}
