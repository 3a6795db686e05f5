using System.Text.Json;

namespace SemanticSearch.Loading;

/// <summary>What the data files must be: counts, and digests that notice a truncated or altered file.</summary>
internal sealed record Manifest(int Words, int Dimensions, string WordsSha256, string VectorsSha256)
{
    public const string FileName = "manifest.json";

    public static Manifest Parse(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new Manifest(
                root.GetProperty("words").GetInt32(),
                root.GetProperty("dimensions").GetInt32(),
                root.GetProperty("wordsSha256").GetString() ?? "",
                root.GetProperty("vectorsSha256").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DataFileException($"{FileName} cannot be read: {e.Message}");
        }
    }
}
