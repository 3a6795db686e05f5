namespace SentenceSearch.Loading;

/// <summary>A file is missing, cannot be read, or is not what it should be; or an option has no meaning. The message is a sentence for the user.</summary>
internal sealed class DataFileException(string message) : Exception(message);
