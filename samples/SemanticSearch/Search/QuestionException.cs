namespace SemanticSearch.Search;

/// <summary>A question that cannot be answered. The message is a sentence for the user.</summary>
internal sealed class QuestionException(string message) : Exception(message);
