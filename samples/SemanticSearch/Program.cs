using System.CommandLine;
using System.Text;
using SemanticSearch;
using SemanticSearch.Storage;

Argument<string[]> questions = new("questions")
{
    Description = "Words, whose nearest neighbours are shown, and analogies written a - b + c. Left out: a list of examples.",
    Arity = ArgumentArity.ZeroOrMore,
};
Option<string> data = new("--data")
{
    Description = "The folder with words.txt, vectors.f16 and manifest.json.",
    DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "data"),
};
Option<string[]> storage = new("--storage")
{
    Description = "Stores the vectors in this type too, and shows what is still found beside f32. Given more than once: a column each.",
    DefaultValueFactory = _ => [],
};
storage.AcceptOnlyFromAmong(Storages.Names);
Option<bool> noTiming = new("--no-timing") { Description = "Leave out the times: then two runs print the same, whatever the processor." };

RootCommand command = new("Searches word vectors with generated kernels, checks every result, and measures.") { questions, data, storage, noTiming };
command.SetAction(parsed => Application.Run(parsed.GetValue(questions)!, parsed.GetValue(data)!, parsed.GetValue(storage)!, !parsed.GetValue(noTiming), Console.Error));
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return command.Parse(args).Invoke();
