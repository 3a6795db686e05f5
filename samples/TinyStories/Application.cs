using KernelGen.Generated;
using TinyStories.Loading;
using TinyStories.Network;
using TinyStories.Writing;

namespace TinyStories;

/// <summary>What the user asks for.</summary>
internal sealed record Request(string Model, string Tokenizer)
{
    public string Prompt { get; init; } = "";
    public float Temperature { get; init; } = 1;
    public float TopP { get; init; } = 0.9f;
    public ulong Seed { get; init; } = 1;
    public int Tokens { get; init; } = 256;
    public WeightKind Weights { get; init; }
    public bool IsFixed { get; init; }
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>Loads, writes the text to the output as it is made, and tells of it on the errors' stream.</summary>
internal static class Application
{
    private const int BadInput = 1;

    public static int Run(Request request, Stream output, TextWriter notes)
    {
        try
        {
            Check(request);
            var checkpoint = Checkpoint.Load(request.Model);
            ModelShape shape = checkpoint.Shape;
            if (request.IsFixed && (request.Weights != WeightKind.F32 || !FixedKernels.Fit(shape)))
                throw new DataFileException("--fixed is of use only with --weights f32 and the model of 260K parameters, whose dimensions its kernels have; leave it out.");
            var tokenizer = Tokenizer.Load(request.Tokenizer, shape.Vocabulary);
            var model = new Transformer(checkpoint, request.Weights, request.IsFixed, request.Threads);
            var story = Story.Write(model, shape, tokenizer, new Sampler(request.Temperature, request.TopP, request.Seed), request.Prompt, request.Tokens, output);
            output.Write("\n"u8);
            output.Flush();
            notes.WriteLine(FormattableString.Invariant(
                $"{story.Made} tokens in {story.Time.TotalMilliseconds:N1} ms on {KernelCatalog.RunningTarget}: {story.Made / Math.Max(story.Time.TotalSeconds, 1e-9):N0} a second; weights of the layers: {model.Bytes:N0} bytes"));
            if (request.Weights != WeightKind.F32)
            {
                double whole = story.LogLikelihood(new Transformer(Checkpoint.Load(request.Model), WeightKind.F32, areFixed: false, request.Threads), shape.Vocabulary);
                double coarse = story.LogLikelihood(model, shape.Vocabulary);
                notes.WriteLine(FormattableString.Invariant($"mean log-likelihood of this text, a token: {coarse:N4} with these weights, {whole:N4} with those of the file, a change of {coarse - whole:N4}"));
            }

            return 0;
        }
        catch (DataFileException e)
        {
            notes.WriteLine(e.Message);
            return BadInput;
        }
    }

    private static void Check(Request request)
    {
        if (!(request.Temperature >= 0 && float.IsFinite(request.Temperature)))
            throw new DataFileException($"--temperature is {request.Temperature}; it is a number from 0, for the most likely text, up.");
        if (!(request.TopP > 0 && request.TopP <= 1))
            throw new DataFileException($"--top-p is {request.TopP}; it is a share above 0 and at most 1.");
        if (request.Tokens < 0)
            throw new DataFileException($"--tokens is {request.Tokens}; it is 0 or more.");
        if (!Enum.IsDefined(request.Weights))
            throw new DataFileException($"--weights is {request.Weights}; it is f32, f16, i8 or i4.");
        if (request.Threads < 1)
            throw new DataFileException($"--threads is {request.Threads}; it is 1 or more.");
    }
}
