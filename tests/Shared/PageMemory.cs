using System.Runtime.InteropServices;

namespace KernelGen.Tests;

/// <summary>Pages between two pages that no one may touch: a kernel that reads or writes past an operand ends the process.</summary>
internal sealed unsafe partial class PageMemory : IDisposable
{
    private readonly nint mapping;
    private readonly nint mappingLength;

    public PageMemory(long bytes)
    {
        nint page = Environment.SystemPageSize;
        Length = (nint)Math.Max(1, (bytes + page - 1) / page) * page;
        mappingLength = Length + (2 * page);
        mapping = OperatingSystem.IsWindows() ? Windows.Map(mappingLength, page, Length) : Unix.Map(mappingLength, page, Length);
        Start = (byte*)mapping + page;
    }

    /// <summary>The first byte that may be touched.</summary>
    public byte* Start { get; }

    /// <summary>How many bytes may be touched: whole pages.</summary>
    public nint Length { get; }

    /// <summary>One past the last byte that may be touched.</summary>
    public byte* End => Start + Length;

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            Windows.Unmap(mapping);
        else
            Unix.Unmap(mapping, mappingLength);
    }

    private static partial class Unix
    {
        private const int None = 0, ReadWrite = 3, Private = 2;

        // The one flag whose number differs between the systems.
        private static readonly int Anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

        public static nint Map(nint total, nint page, nint usable)
        {
            nint start = MMap(0, total, None, Private | Anonymous, -1, 0);
            if (start == -1 || MProtect(start + page, usable, ReadWrite) != 0)
                throw new InvalidOperationException("mmap or mprotect failed: error " + Marshal.GetLastPInvokeError());
            return start;
        }

        public static void Unmap(nint start, nint total)
        {
            if (MUnmap(start, total) != 0)
                throw new InvalidOperationException("munmap failed: error " + Marshal.GetLastPInvokeError());
        }

        [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
        private static partial nint MMap(nint address, nint length, int protection, int flags, int file, nint offset);

        [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
        private static partial int MProtect(nint address, nint length, int protection);

        [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
        private static partial int MUnmap(nint address, nint length);
    }

    private static partial class Windows
    {
        private const uint Reserve = 0x2000, Commit = 0x1000, Release = 0x8000, NoAccess = 1, ReadWrite = 4;

        public static nint Map(nint total, nint page, nint usable)
        {
            nint start = VirtualAlloc(0, total, Reserve, NoAccess);
            if (start == 0 || VirtualAlloc(start + page, usable, Commit, ReadWrite) == 0)
                throw new InvalidOperationException("VirtualAlloc failed: error " + Marshal.GetLastPInvokeError());
            return start;
        }

        public static void Unmap(nint start)
        {
            if (VirtualFree(start, 0, Release) == 0)
                throw new InvalidOperationException("VirtualFree failed: error " + Marshal.GetLastPInvokeError());
        }

        [LibraryImport("kernel32", SetLastError = true)]
        private static partial nint VirtualAlloc(nint address, nint length, uint kind, uint protection);

        [LibraryImport("kernel32", SetLastError = true)]
        private static partial int VirtualFree(nint address, nint length, uint kind);
    }
}
