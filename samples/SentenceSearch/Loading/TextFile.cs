using System.Text;

namespace SentenceSearch.Loading;

/// <summary>The lines of a text file that have something in them.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string[] Lines(string path)
    {
        string text;
        try
        {
            text = s_strict.GetString(DataFile.Read(path));
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFileException($"{path} is no text in UTF-8: {e.Message}");
        }

        string[] lines = text.TrimStart('\uFEFF').Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? lines : throw new DataFileException($"{path} has no line of text.");
    }
}
