using System.Security.Cryptography;
using System.Text;

namespace SemanticSearch.Loading;

/// <summary>Reads the three data files and believes none of them before its length and digest have been checked.</summary>
internal static class DataFolder
{
    private const string WordsFile = "words.txt";
    private const string VectorsFile = "vectors.f16";
    private const int BytesPerElement = 2;

    public static WordVectors Load(string folder)
    {
        Manifest manifest = Manifest.Parse(Read(folder, Manifest.FileName));
        if (manifest.Dimensions != Kernels.Dimensions)
            throw new DataFileException($"The vectors have {manifest.Dimensions} dimensions, and the kernels were generated for {Kernels.Dimensions}.");

        byte[] halves = Read(folder, VectorsFile);
        long expected = (long)manifest.Words * manifest.Dimensions * BytesPerElement;
        if (halves.Length != expected)
            throw new DataFileException($"{VectorsFile} in {folder} has {halves.Length:N0} bytes and should have {expected:N0}: it is {(halves.Length < expected ? "truncated" : "too long")}.");
        Verify(folder, VectorsFile, halves, manifest.VectorsSha256);

        byte[] text = Read(folder, WordsFile);
        Verify(folder, WordsFile, text, manifest.WordsSha256);
        string[] words = Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != manifest.Words)
            throw new DataFileException($"{WordsFile} in {folder} has {words.Length:N0} words and should have {manifest.Words:N0}.");

        return new WordVectors(words, halves);
    }

    private static byte[] Read(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException($"The data file {path} is missing.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException($"The data file {path} cannot be read: {e.Message}");
        }
    }

    private static void Verify(string folder, string name, byte[] content, string sha256)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256)
            throw new DataFileException($"{name} in {folder} is not the file that {Manifest.FileName} describes (its SHA-256 differs): it is truncated or altered.");
    }
}
