using System.CommandLine;
using System.Text;
using TinyStories;
using TinyStories.Network;

Option<string> model = new("--model") { Description = "The llama2.c checkpoint.", Required = true };
Option<string> tokenizer = new("--tokenizer") { Description = "Its tokenizer.", Required = true };
Option<string> prompt = new("--prompt") { Description = "How the text begins.", DefaultValueFactory = _ => "" };
Option<float> temperature = new("--temperature") { Description = "0 for the most likely text; the more, the more by chance.", DefaultValueFactory = _ => 1 };
Option<float> topP = new("--top-p") { Description = "Only the most likely tokens, which have this share together, are chosen from.", DefaultValueFactory = _ => 0.9f };
Option<ulong> seed = new("--seed") { Description = "The same number gives the same text.", DefaultValueFactory = _ => 1 };
Option<int> tokens = new("--tokens") { Description = "The most tokens to make.", DefaultValueFactory = _ => 256 };
Option<WeightKind> weights = new("--weights") { Description = "How the layers' weights are held: f32, f16, i8 or i4.", DefaultValueFactory = _ => WeightKind.F32 };
Option<bool> areFixed = new("--fixed") { Description = "Use the kernels that are fixed to the dimensions of the model of 260K parameters." };
Option<int> threads = new("--threads") { Description = "The most threads of a kernel.", DefaultValueFactory = _ => Environment.ProcessorCount };

RootCommand command = new("Writes stories with a language model of generated kernels.") { model, tokenizer, prompt, temperature, topP, seed, tokens, weights, areFixed, threads };
command.SetAction(parsed =>
{
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    using Stream output = Console.OpenStandardOutput();
    return Application.Run(
        new Request(parsed.GetValue(model)!, parsed.GetValue(tokenizer)!)
        {
            Prompt = parsed.GetValue(prompt)!,
            Temperature = parsed.GetValue(temperature),
            TopP = parsed.GetValue(topP),
            Seed = parsed.GetValue(seed),
            Tokens = parsed.GetValue(tokens),
            Weights = parsed.GetValue(weights),
            IsFixed = parsed.GetValue(areFixed),
            Threads = parsed.GetValue(threads),
        },
        output, Console.Error);
});
return command.Parse(args).Invoke();
