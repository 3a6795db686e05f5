namespace SemanticSearch.Loading;

/// <summary>A data file is missing or is not what its manifest says. The message is a sentence for the user.</summary>
internal sealed class DataFileException(string message) : Exception(message);
