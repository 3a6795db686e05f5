namespace PrecisionTour;

/// <summary>One choice of precision that the analyzer warns of, and what comes of it.</summary>
/// <param name="Rule">The rule that says so while the code is typed.</param>
/// <param name="Title">What goes wrong.</param>
/// <param name="Asked">What is computed.</param>
/// <param name="Fix">What the rule's message advises.</param>
/// <param name="Run">Computes it, for real.</param>
/// <param name="Say">A number of the outcome, in words.</param>
internal sealed record Station(string Rule, string Title, string Asked, string Fix, Func<Outcome> Run, Func<double, string> Say)
{
    /// <summary>What is printed of it: a label and a text a line.</summary>
    public IEnumerable<(string Label, string Text)> Lines(Outcome outcome) =>
    [
        ("asked", Asked),
        ("came out", Say(outcome.Got)),
        ("right", Say(outcome.Right)),
        ("mended", $"{Say(outcome.Mended)}, by {Fix}"),
    ];
}

/// <summary>What the flagged code gave, what is right, and what the mended code gives.</summary>
internal sealed record Outcome(double Got, double Right, double Mended);
