namespace KernelGen.Benchmarks.Reports;

/// <summary>
/// One line on standard error that says what is being measured. A library's live display is no choice here: it draws from another thread,
/// in the middle of a sample.
/// </summary>
internal static class ProgressLine
{
    private static int shown;

    public static void Show(string text)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(text);
            return;
        }

        Console.Error.Write("\r" + text.PadRight(shown));
        shown = text.Length;
    }

    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r" + new string(' ', shown) + "\r");
        shown = 0;
    }
}
