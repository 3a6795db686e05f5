using System.CommandLine;
using System.Text;
using SuperResolution;

Argument<string?> picture = new("picture")
{
    Description = "A picture to make twice as large. Left out: the fixture, which is compared with the picture that the model's authors made of it.",
    Arity = ArgumentArity.ZeroOrOne,
};
Option<string?> output = new("--output", "-o") { Description = "The PNG to write." };
Option<string> data = new("--data")
{
    Description = "The folder with model.json, its weights, and the fixture.",
    DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "data"),
};
Option<bool> noTiming = new("--no-timing") { Description = "Leave out the time: then two runs print the same, whatever the processor." };

RootCommand command = new("Makes pictures twice as large with a neural network of generated kernels.") { picture, output, data, noTiming };
command.SetAction(parsed => Application.Run(parsed.GetValue(picture), parsed.GetValue(output), parsed.GetValue(data)!, !parsed.GetValue(noTiming), Console.Out, Console.Error));
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return command.Parse(args).Invoke();
