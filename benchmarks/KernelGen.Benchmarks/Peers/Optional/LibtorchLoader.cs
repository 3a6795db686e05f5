using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace KernelGen.Benchmarks.Peers.Optional;

/// <summary>
/// Where the system's C++ library is older than TorchSharp's native part asks for (Debian 12), takes the copy of that part which benchmarks/peers/libtorch.sh has made;
/// elsewhere it does nothing.
/// </summary>
internal static partial class LibtorchLoader
{
    private const string Native = "LibTorchSharp";
    private const int BindNow = 2, Global = 0x100;

    public static void Prepare()
    {
        string folder = Path.Combine(Repository.Artifacts, "peers");
        string copy = Path.Combine(folder, $"lib{Native}.so");
        if (!OperatingSystem.IsLinux() || !File.Exists(copy))
            return;

        // The one missing symbol has to be visible to what is loaded after it.
        if (dlopen(Path.Combine(folder, "libstdc++-addition.so"), BindNow | Global) == 0)
            return;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
        {
            if (!name.Contains(Native, StringComparison.Ordinal))
                return 0;

            // The copy does not lie beside what it needs: that has to be there already.
            NativeLibrary.Load("libtorch", assembly, null);
            return NativeLibrary.Load(copy);
        };
    }

#pragma warning disable SA1300, IDE1006 // The system's own name.
    [LibraryImport("libc.so.6", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlopen(string file, int flags);
#pragma warning restore SA1300, IDE1006
}
