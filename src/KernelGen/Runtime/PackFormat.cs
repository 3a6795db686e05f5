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

    /// <summary>An element type's number in files: its bytes, and for a BFloat16 something else that says so.</summary>
    public static byte CodeOf<T>()
        where T : unmanaged => (byte)(Unsafe.SizeOf<T>() == 2 && typeof(T) != typeof(Half) ? 0x12 : Unsafe.SizeOf<T>());

    /// <summary>Whether there are packs of a type: the framework's BFloat16 is known by its name, since it may not exist.</summary>
    public static bool IsElement<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(Half) || typeof(T).Name == nameof(BFloat16);

    /// <summary>C#'s name of an element type.</summary>
    public static string NameOf<T>() => typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : typeof(T).Name;
}
