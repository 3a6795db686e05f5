namespace KernelGen.Benchmarks;

/// <summary>The checkout that the current folder is in.</summary>
internal static class Repository
{
    /// <summary>Its artifacts folder; outside of a checkout the current folder's own.</summary>
    public static string Artifacts { get; } = Path.Combine(Root(), "artifacts");

    private static string Root()
    {
        string start = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KernelGen.sln")))
                return folder.FullName;
        }

        return start;
    }
}
