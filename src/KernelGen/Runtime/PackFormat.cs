using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>What packs and their files have in common.</summary>
internal static class PackFormat
{
    /// <summary>The strips of the first target that runs here.</summary>
    public static PackStrips ForThisProcessor(PackStrips[] targets)
    {
        foreach (PackStrips strips in targets)
        {
            if (Processor.Runs(strips.Target))
                return strips;
        }

        throw new ArgumentException("No target of the pack runs on this processor.", nameof(targets));
    }

    /// <summary>An element type's number in files: its bytes, and something more for the second type of as many.</summary>
    public static byte CodeOf<T>()
        where T : unmanaged => (byte)(Unsafe.SizeOf<T>() == 2 && typeof(T) != typeof(Half) ? BFloat16Code : typeof(T) == typeof(sbyte) ? SByteCode : Unsafe.SizeOf<T>());

    private const int BFloat16Code = 0x12, SByteCode = 0x21;

    /// <summary>What a file's number says of its elements.</summary>
    public static string Describe(byte code) =>
        $"elements of {code & 0xf} bytes{(code == BFloat16Code ? " (BFloat16)" : code == SByteCode ? " (sbyte)" : "")}";

    /// <summary>Whether there are packs of a type: the framework's BFloat16 is known by its name, since it may not exist.</summary>
    public static bool IsElement<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte) || typeof(T).Name == nameof(BFloat16);

    /// <summary>C#'s name of an element type.</summary>
    public static string NameOf<T>() => typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : typeof(T) == typeof(sbyte) ? "sbyte" : typeof(T) == typeof(byte) ? "byte" : typeof(T).Name;
}
