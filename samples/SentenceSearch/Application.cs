using System.Diagnostics;
using KernelGen.Generated;
using SentenceSearch.Encoding;
using SentenceSearch.Loading;
using SentenceSearch.Search;

namespace SentenceSearch;

/// <summary>What the user asks for.</summary>
/// <param name="File">Its lines are searched; none: the sample's own.</param>
/// <param name="Question">One question; none: those of the input, or the sample's own with its own file.</param>
internal sealed record Request(string? File, string? Question)
{
    public int Top { get; init; } = 5;
    public string? Model { get; init; }
    public int Threads { get; init; } = Environment.ProcessorCount;
    public bool Timing { get; init; } = true;
}

/// <summary>Loads, encodes the lines, and answers question after question.</summary>
internal static class Application
{
    private const int BadInput = 1;

    private static readonly string[] s_examples =
    [
        "I can't get into my account any more.",
        "My package never came.",
        "What does it cost to send something abroad?",
        "Is there a way to pay later?",
        "The machine makes a strange noise.",
    ];

    public static int Run(Request request, TextReader input, TextWriter output, TextWriter notes)
    {
        try
        {
            Check(request);
            string file = request.File ?? Path.Combine(AppContext.BaseDirectory, "data", "help.txt");
            string[] lines = TextFile.Lines(file);
            Lines.Check(lines.Length, file);
            var encoder = SentenceEncoder.Load(ModelFolder.Find(request.Model ?? ModelFolder.OfVariable, AppContext.BaseDirectory), request.Threads);
            if (!Tokenizer.Normalizes)
                notes.WriteLine("Letters that are not ASCII are read as they are written: .NET runs without ICU here, which would bring them into the form that the model knows.");

            long start = Stopwatch.GetTimestamp();
            var searched = new Lines(lines, encoder.Encode(lines, Progress(lines.Length, notes)), request.Threads);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            string speed = $": encoded in {time.TotalMilliseconds:N1} ms on {KernelCatalog.RunningTarget}, {lines.Length / time.TotalSeconds:N0} a second";
            output.WriteLine($"{lines.Length:N0} {(lines.Length == 1 ? "line" : "lines")} of {Path.GetFileName(file)}{(request.Timing ? speed : "")}");
            foreach (string question in Questions(request, input))
                Answer(question, encoder, searched, request, output);
            return 0;
        }
        catch (DataFileException e)
        {
            notes.WriteLine(e.Message);
            return BadInput;
        }
    }

    /// <summary>Large files tell how far they are, a line for each tenth.</summary>
    private static Action<int>? Progress(int lines, TextWriter notes)
    {
        const int Large = 2000;
        int told = 0;
        return lines < Large ? null : done =>
        {
            if (done * 10L / lines <= told)
                return;
            told = (int)(done * 10L / lines);
            notes.WriteLine($"{done:N0} of {lines:N0} lines encoded");
        };
    }

    private static IEnumerable<string> Questions(Request request, TextReader input)
    {
        if (request.Question is not null)
            return [request.Question];
        return request.File is null ? s_examples : Asked(input);
    }

    private static IEnumerable<string> Asked(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return line.Trim();
        }
    }

    private static void Answer(string question, SentenceEncoder encoder, Lines lines, Request request, TextWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        float[] vector = encoder.Encode([question]);
        TimeSpan encoding = Stopwatch.GetElapsedTime(start);
        Found[] nearest = lines.Nearest(vector, request.Top);
        TimeSpan search = Stopwatch.GetElapsedTime(start) - encoding;
        output.WriteLine();
        output.WriteLine(question);
        foreach (Found found in nearest)
            output.WriteLine($"  {found.Cosine:F3}  {found.Line}");
        if (request.Timing)
            output.WriteLine($"  (encoded in {encoding.TotalMilliseconds:N2} ms, found in {search.TotalMicroseconds:N0} µs)");
        output.Flush();
    }

    private static void Check(Request request)
    {
        if (request.Top < 1)
            throw new DataFileException($"--top is {request.Top}; it is 1 or more.");
        if (request.Threads < 1)
            throw new DataFileException($"--threads is {request.Threads}; it is 1 or more.");
        if (request.Question is not null && string.IsNullOrWhiteSpace(request.Question))
            throw new DataFileException("The question is empty.");
    }
}
