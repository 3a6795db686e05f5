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

    /// <summary>C#'s name of an element type.</summary>
    public static string NameOf<T>() => typeof(T) == typeof(float) ? "float" : typeof(T) == typeof(double) ? "double" : typeof(T).Name;
}
