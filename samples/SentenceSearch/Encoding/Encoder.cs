using SentenceSearch.Loading;

namespace SentenceSearch.Encoding;

/// <summary>
/// The lite universal sentence encoder (Cer and others, Universal Sentence Encoder, 2018): two blocks of a transformer, the mean of their tokens, a layer, and a vector of length 1.
/// Sentences are encoded many at a time, the tokens of all of them the rows of one matrix; no sentence is filled up to the length of another, and a sentence's vector is the same
/// whatever is beside it, to the bit.
/// </summary>
internal sealed class Encoder
{
    /// <summary>Numbers of a vector.</summary>
    public const int Length = Kernels.Wide;

    /// <summary>Tokens that the model reads of a text.</summary>
    public const int MostTokens = 128;

    /// <summary>Tokens that it knows; the last two are no pieces of the vocabulary.</summary>
    public const int Tokens = 8002;

    private const string Graph = "module_apply_default/Encoder_en/";

    private readonly float[] embeddings, signal;
    private readonly Block first, second;
    private readonly Layer widening, last;
    private readonly int threads;
    private readonly Workspace work;

    /// <param name="weights">The model's.</param>
    /// <param name="threads">The most threads of a kernel.</param>
    /// <param name="rows">Tokens that are encoded together; a sentence is never cut, so that there may be a sentence's tokens at least.</param>
    public Encoder(GraphWeights weights, int threads, int rows = Workspace.Rows)
    {
        this.threads = threads;
        embeddings = weights.Floats("module/Embeddings_en", Tokens, Kernels.Narrow);
        signal = PositionSignal.Make(MostTokens, weights.Floats(Graph + "KonaTransformer/Encode/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", 1, Kernels.Narrow / 2));
        (first, second) = (Block.Load(weights, 0), Block.Load(weights, 1));
        widening = Block.LoadWidening(weights);
        last = new(Kernels.PackWide(weights.Floats("module/Encoder_en/hidden_layers/tanh_layer_0/weights", Kernels.Wide, Kernels.Wide)), weights.Floats("module/Encoder_en/hidden_layers/tanh_layer_0/bias", Kernels.Wide));
        weights.Require(Graph + "KonaTransformer/ClipToMaxLength/Less/y", MostTokens);
        weights.Require(Graph + "KonaTransformer/Encode/TransformerStack/Layer_1/TransformerLayer/FFN/layer_prepostprocess/layer_norm/Cast/x", 1e-6f);
        work = new(Math.Max(rows, MostTokens));
    }

    /// <param name="texts">The tokens of each; one without tokens has a vector too.</param>
    /// <param name="vectors">[texts, Length]</param>
    /// <param name="progress">Is told how many are done, now and then.</param>
    public void Encode(IReadOnlyList<int[]> texts, Span<float> vectors, Action<int>? progress = null)
    {
        // Texts of one length are together, for the sake of attention.
        int[] order = [.. Enumerable.Range(0, texts.Count).OrderBy(text => Clipped(texts[text]).Length)];
        for (int done = 0; done < order.Length;)
        {
            int count = 0, rows = 0;
            while (done + count < order.Length && Clipped(texts[order[done + count]]).Length is int length && rows + length <= work.Capacity && count < work.Capacity)
            {
                rows += length;
                count++;
            }

            Run([.. order[done..(done + count)].Select(text => Clipped(texts[text]).ToArray())], rows);
            for (int i = 0; i < count; i++)
                work.Pooled.AsSpan(i * Length, Length).CopyTo(vectors[(order[done + i] * Length)..]);
            done += count;
            progress?.Invoke(done);
        }
    }

    private static ReadOnlySpan<int> Clipped(int[] tokens) => tokens.AsSpan(0, Math.Min(tokens.Length, MostTokens));

    /// <summary>From texts, sorted by their lengths, to vectors in the workspace.</summary>
    private void Run(int[][] texts, int rows)
    {
        (int Length, int Count)[] runs = [.. texts.GroupBy(text => text.Length).Select(group => (group.Key, group.Count()))];
        Span<float> tokens = work.Tokens.AsSpan(0, rows * Kernels.Narrow), x = work.Stream.AsSpan(0, rows * Kernels.Wide);
        Embed(texts, tokens);
        Kernels.Widen(tokens, widening.Weights, x, widening.Bias, rows, threads);
        AttendNarrow(tokens, x, rows, runs);
        Transform(first, x, rows);
        AttendWide(x, rows, runs);
        Transform(second, x, rows);

        Span<float> means = work.Means.AsSpan(0, texts.Length * Length), vectors = work.Pooled.AsSpan(0, texts.Length * Length);
        means.Clear(); // the mean of no tokens
        int row = 0, text = 0;
        foreach ((int length, int count) in runs)
        {
            if (length > 0)
                Kernels.Mean(x[(row * Length)..], means[(text * Length)..], length, count, threads);
            row += length * count;
            text += count;
        }

        Kernels.Conclude(means, last.Weights, vectors, last.Bias, texts.Length, threads);
        for (int i = 0; i < texts.Length; i++)
            Kernels.Normalize(vectors.Slice(i * Length, Length), vectors.Slice(i * Length, Length));
    }

    private void Embed(int[][] texts, Span<float> x)
    {
        int row = 0;
        foreach (int[] text in texts)
        {
            for (int at = 0; at < text.Length; at++, row++)
            {
                ReadOnlySpan<float> embedding = embeddings.AsSpan(text[at] * Kernels.Narrow, Kernels.Narrow), place = signal.AsSpan(at * Kernels.Narrow, Kernels.Narrow);
                Span<float> token = x.Slice(row * Kernels.Narrow, Kernels.Narrow);
                // The model adds its embedding to what it has made of embedding and place.
                for (int i = 0; i < token.Length; i++)
                    token[i] = embedding[i] + (embedding[i] + place[i]);
            }
        }
    }

    private void AttendNarrow(ReadOnlySpan<float> tokens, Span<float> x, int rows, (int Length, int Count)[] runs)
    {
        int size = rows * Kernels.Narrow;
        Span<float> normed = work.Normed.AsSpan(0, size), q = work.Queries.AsSpan(0, size), k = work.Keys.AsSpan(0, size), v = work.Values.AsSpan(0, size);
        Kernels.NormNarrow(tokens, first.AttentionNorm.Gamma, normed, first.AttentionNorm.Beta, threads);
        Kernels.ProjectNarrow(normed, first.Queries.Weights, q, first.Queries.Bias, rows, threads);
        Kernels.ProjectNarrow(normed, first.Keys.Weights, k, first.Keys.Bias, rows, threads);
        Kernels.ProjectNarrow(normed, first.Values.Weights, v, first.Values.Bias, rows, threads);
        Span<float> attended = normed;
        int at = 0;
        foreach ((int length, int count) in runs)
        {
            Kernels.AttendNarrow(q[at..], k[at..], v[at..], attended[at..], length, length, count, threads);
            at += length * count * Kernels.Narrow;
        }

        Kernels.WidenOnto(attended, first.Output.Weights, x, first.Output.Bias, x, rows, threads);
    }

    private void AttendWide(Span<float> x, int rows, (int Length, int Count)[] runs)
    {
        int size = rows * Kernels.Wide;
        Span<float> normed = work.Normed.AsSpan(0, size), q = work.Queries.AsSpan(0, size), k = work.Keys.AsSpan(0, size), v = work.Values.AsSpan(0, size);
        Kernels.NormWide(x, second.AttentionNorm.Gamma, normed, second.AttentionNorm.Beta, threads);
        Kernels.ProjectWide(normed, second.Queries.Weights, q, second.Queries.Bias, rows, threads);
        Kernels.ProjectWide(normed, second.Keys.Weights, k, second.Keys.Bias, rows, threads);
        Kernels.ProjectWide(normed, second.Values.Weights, v, second.Values.Bias, rows, threads);
        Span<float> attended = normed;
        int at = 0;
        foreach ((int length, int count) in runs)
        {
            Kernels.AttendWide(q[at..], k[at..], v[at..], attended[at..], length, length, count, threads);
            at += length * count * Kernels.Wide;
        }

        Kernels.ProjectOnto(attended, second.Output.Weights, x, second.Output.Bias, x, rows, threads);
    }

    private void Transform(Block block, Span<float> x, int rows)
    {
        Span<float> normed = work.Normed.AsSpan(0, rows * Kernels.Wide), hidden = work.Hidden.AsSpan(0, rows * Kernels.Hidden);
        Kernels.NormWide(x, block.NetworkNorm.Gamma, normed, block.NetworkNorm.Beta, threads);
        Kernels.Expand(normed, block.Up.Weights, hidden, block.Up.Bias, rows, threads);
        Kernels.ContractOnto(hidden, block.Down.Weights, x, block.Down.Bias, x, rows, threads);
    }

    /// <summary>The numbers of the tokens that are encoded together, kept for the next ones.</summary>
    private sealed class Workspace(int rows)
    {
        public const int Rows = 512;

        public int Capacity => rows;
        public float[] Tokens { get; } = new float[rows * Kernels.Narrow];
        public float[] Stream { get; } = new float[rows * Kernels.Wide];
        public float[] Normed { get; } = new float[rows * Kernels.Wide];
        public float[] Queries { get; } = new float[rows * Kernels.Wide];
        public float[] Keys { get; } = new float[rows * Kernels.Wide];
        public float[] Values { get; } = new float[rows * Kernels.Wide];
        public float[] Hidden { get; } = new float[rows * Kernels.Hidden];
        public float[] Means { get; } = new float[rows * Length];
        public float[] Pooled { get; } = new float[rows * Length];
    }
}
