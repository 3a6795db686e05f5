namespace SuperResolution.Loading;

/// <summary>Reads and writes whole files; what goes wrong becomes a sentence.</summary>
internal static class Files
{
    public static byte[] Read(string path) => Try(() => File.ReadAllBytes(path), path, "read");

    public static void Write(string path, byte[] bytes) => Try(
        () =>
        {
            File.WriteAllBytes(path, bytes);
            return true;
        },
        path, "written");

    private static T Try<T>(Func<T> action, string path, string verb)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException(e is FileNotFoundException or DirectoryNotFoundException
                ? $"{path} is not there."
                : $"{path} cannot be {verb}: {e.Message}");
        }
    }
}
