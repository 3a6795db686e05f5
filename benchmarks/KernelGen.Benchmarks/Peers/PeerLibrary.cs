using System.Runtime.InteropServices;

namespace KernelGen.Benchmarks.Peers;

/// <summary>Finds a peer's native library: in the folder that the environment names, beside the program, in artifacts/peers, then where the system looks.</summary>
internal static class PeerLibrary
{
    public const string FolderVariable = "KERNELGEN_PEERS";

    /// <summary>A handle to the first of the files that loads, or 0.</summary>
    public static nint Load(params ReadOnlySpan<string> fileNames)
    {
        string?[] folders = [Environment.GetEnvironmentVariable(FolderVariable), AppContext.BaseDirectory, Path.Combine(Repository.Artifacts, "peers")];
        foreach (string? folder in folders)
        {
            foreach (string name in fileNames)
            {
                if (folder is { Length: > 0 } && NativeLibrary.TryLoad(Path.Combine(folder, name), out nint found))
                    return found;
            }
        }

        foreach (string name in fileNames)
        {
            if (NativeLibrary.TryLoad(name, out nint found))
                return found;
        }

        return 0;
    }
}
