namespace SemanticSearch.Checking;

/// <summary>One thing that was looked at, and whether it is so.</summary>
internal sealed record Check(string What, bool Passed);
