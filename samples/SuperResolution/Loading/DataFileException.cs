namespace SuperResolution.Loading;

/// <summary>A file is missing, cannot be read or written, or is not what it should be. The message is a sentence for the user.</summary>
internal sealed class DataFileException(string message) : Exception(message);
