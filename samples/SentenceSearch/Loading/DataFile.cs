namespace SentenceSearch.Loading;

/// <summary>Reads whole files; what goes wrong becomes a sentence.</summary>
internal static class DataFile
{
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException(e is FileNotFoundException or DirectoryNotFoundException ? $"{path} is not there." : $"{path} cannot be read: {e.Message}");
        }
    }
}
