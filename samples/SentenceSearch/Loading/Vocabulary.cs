using System.Text.Json;

namespace SentenceSearch.Loading;

/// <summary>Reads vocab.json: each piece of text and its score, the logarithm of how likely it is; a piece's place is its token.</summary>
internal static class Vocabulary
{
    public const string FileName = "vocab.json";

    public static (string Piece, double Score)[] Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using JsonDocument file = JsonDocument.Parse(DataFile.Read(path));
            return [.. file.RootElement.EnumerateArray().Select((entry, token) => Read(path, entry, token))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataFileException($"{path} is no vocabulary: {e.Message}");
        }
    }

    private static (string Piece, double Score) Read(string path, JsonElement entry, int token)
    {
        if (entry.GetArrayLength() != 2 || entry[0].GetString() is not { Length: > 0 } piece)
            throw new DataFileException($"{path} is no vocabulary: its token {token} is not a piece of text and a score.");
        // Pieces with a colon lost their scores when the file was made. The model's own runtime counts a missing one as 0, so that is what the tokens go by.
        return (piece, entry[1].ValueKind == JsonValueKind.Null ? 0 : entry[1].GetDouble());
    }
}
