namespace TinyStories.Loading;

/// <summary>A file that the user names.</summary>
internal static class DataFile
{
    public static byte[] Read(string file, string what)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException($"The {what} '{file}' cannot be read: {e.Message}");
        }
    }
}
