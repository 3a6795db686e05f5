using System.Diagnostics;
using TinyStories.Loading;
using TinyStories.Network;

namespace TinyStories.Writing;

/// <summary>What was written, and how long it took.</summary>
/// <param name="Tokens">The beginning, the prompt, and what was made.</param>
/// <param name="Made">How many were made.</param>
/// <param name="Time">From the prompt's first token to the last one.</param>
internal sealed record Story(int[] Tokens, int Made, TimeSpan Time)
{
    /// <summary>Writes a text token by token, the prompt first.</summary>
    public static Story Write(Transformer model, ModelShape shape, Tokenizer tokenizer, Sampler sampler, string prompt, int most, Stream output)
    {
        List<int> tokens = tokenizer.Encode(prompt);
        if (tokens.Count > shape.Positions)
            throw new DataFileException($"The prompt has {tokens.Count} tokens, and the model reads at most {shape.Positions}; give a shorter one.");
        for (int i = 1; i < tokens.Count; i++)
            Put(i);

        float[] logits = new float[shape.Vocabulary];
        int prompted = tokens.Count, read = 0;
        long start = Stopwatch.GetTimestamp();
        while (tokens.Count - prompted < most && tokens.Count <= shape.Positions)
        {
            model.Read([.. tokens[read..]], logits);
            read = tokens.Count;
            int next = sampler.Choose(logits);
            if (next is Tokenizer.Begin or Tokenizer.End)
                break;
            tokens.Add(next);
            Put(tokens.Count - 1);
        }

        return new([.. tokens], tokens.Count - prompted, Stopwatch.GetElapsedTime(start));

        void Put(int i)
        {
            output.Write(tokenizer.Decode(tokens[i], tokens[i - 1]));
            output.Flush();
        }
    }

    /// <summary>The mean logarithm of each token's likelihood behind those before it, all of them read at once.</summary>
    public double LogLikelihood(Transformer model, int vocabulary)
    {
        int count = Tokens.Length - 1;
        if (count == 0)
            return 0;
        float[] logits = new float[count * vocabulary];
        model.Forget();
        model.Read(Tokens.AsSpan(0, count), logits);
        Kernels.LogSoftmax(logits, logits, vocabulary);
        return Enumerable.Range(0, count).Average(i => (double)logits[(i * vocabulary) + Tokens[i + 1]]);
    }
}
