using System.CommandLine;
using System.Globalization;
using System.Text;
using SentenceSearch;
using SentenceSearch.Loading;

// Numbers are written one way everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Argument<string?> file = new("file")
{
    Description = "A text in UTF-8, whose lines are searched. Left out: the answers of a help centre, and a few questions to them.",
    Arity = ArgumentArity.ZeroOrOne,
};
Argument<string?> question = new("question") { Description = "What is looked for. Left out: each line of the standard input.", Arity = ArgumentArity.ZeroOrOne };
Option<int> top = new("--top") { Description = "How many lines to show.", DefaultValueFactory = _ => 5 };
Option<string?> model = new("--model") { Description = $"The folder of the encoder's {GraphWeights.FileName}. Left out: that of the variable {ModelFolder.Variable}, or where fetch.sh puts it." };
Option<int> threads = new("--threads") { Description = "The most threads of a kernel.", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<bool> noTiming = new("--no-timing") { Description = "Leave out the times: then two runs print the same, whatever the processor." };

RootCommand command = new("Finds the lines of a text that mean what is asked, with a sentence encoder of generated kernels.") { file, question, top, model, threads, noTiming };
command.SetAction(parsed =>
{
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    Console.InputEncoding = Console.OutputEncoding;
    return Application.Run(
        new Request(parsed.GetValue(file), parsed.GetValue(question))
        {
            Top = parsed.GetValue(top),
            Model = parsed.GetValue(model),
            Threads = parsed.GetValue(threads),
            Timing = !parsed.GetValue(noTiming),
        },
        Console.In, Console.Out, Console.Error);
});
return command.Parse(args).Invoke();
