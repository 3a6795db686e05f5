using TinyStories.Loading;

namespace TinyStories.Network;

/// <summary>
/// A decoder of Llama's architecture: blocks of attention with rotary embeddings and a gated feed-forward network, each behind a norm, with the keys and values of all positions
/// so far kept (Touvron and others, LLaMA: Open and Efficient Foundation Language Models, 2023).
/// </summary>
internal sealed class Transformer
{
    private readonly ModelShape shape;
    private readonly Operations operations;
    private readonly ReadOnlyMemory<float> embeddings, lastNorm;
    private readonly Block[] blocks;
    private readonly Layer classifier;

    // Of the positions that are computed together.
    private float[] stream = [], normed = [], queries = [], attended = [], hidden = [];
    private int[] positions = [];

    /// <param name="checkpoint">A checkpoint that nothing has been read of.</param>
    /// <param name="kind">How the weights of the layers are held.</param>
    /// <param name="areFixed">Use the kernels of the model of 260K parameters.</param>
    /// <param name="threads">The most threads of a kernel.</param>
    public Transformer(Checkpoint checkpoint, WeightKind kind, bool areFixed, int threads)
    {
        shape = checkpoint.Shape;
        int dim = shape.Dim, kvDim = shape.KvDim, hiddenDim = shape.Hidden, count = shape.Layers;
        LayerFactory make = Layers.Of(kind, areFixed, threads);

        // The order of the file: of each kind of weights those of all blocks.
        embeddings = checkpoint.Next((long)shape.Vocabulary * dim);
        ReadOnlyMemory<float>[] attentionNorms = All(dim), wq = All((long)dim * dim), wk = All((long)kvDim * dim), wv = All((long)kvDim * dim), wo = All((long)dim * dim);
        ReadOnlyMemory<float>[] networkNorms = All(dim), w1 = All((long)hiddenDim * dim), w2 = All((long)dim * hiddenDim), w3 = All((long)hiddenDim * dim);
        lastNorm = checkpoint.Next(dim);
        long angles = (long)shape.Positions * shape.HeadDim / 2;
        ReadOnlyMemory<float> cos = checkpoint.Next(angles), sin = checkpoint.Next(angles);
        classifier = make(shape.SharesClassifier ? embeddings : checkpoint.Next((long)shape.Vocabulary * dim), dim, shape.Vocabulary);
        operations = areFixed ? new FixedOperations() : new RunTimeOperations(shape, cos, sin, threads);
        blocks =
        [
            .. Enumerable.Range(0, count).Select(i => new Block(
                attentionNorms[i], make(wq[i], dim, dim), make(wk[i], dim, kvDim), make(wv[i], dim, kvDim), make(wo[i], dim, dim),
                networkNorms[i], make((float[])[.. w1[i].Span, .. w3[i].Span], dim, 2 * hiddenDim), make(w2[i], hiddenDim, dim),
                new float[(long)shape.Positions * kvDim], new float[(long)shape.Positions * kvDim])),
        ];

        ReadOnlyMemory<float>[] All(long size) => [.. Enumerable.Range(0, count).Select(_ => checkpoint.Next(size))];
    }

    /// <summary>What the weights of all layers take.</summary>
    public long Bytes => classifier.Bytes + blocks.Sum(block => block.Layers.Sum(layer => layer.Bytes));

    /// <summary>Positions whose keys and values are kept.</summary>
    public int Past { get; private set; }

    /// <summary>Begins another text.</summary>
    public void Forget() => Past = 0;

    /// <summary>The next tokens of a text, all at once or one by one, which comes to the same, to the bit.</summary>
    /// <param name="tokens">One at least, and no more than there are positions left.</param>
    /// <param name="logits">[Vocabulary] behind the last token, or behind each of them: how likely every token is to follow.</param>
    public void Read(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        int rows = tokens.Length, dim = shape.Dim, past = Past;
        Grow(rows);
        Span<float> x = stream.AsSpan(0, rows * dim), y = normed.AsSpan(0, rows * dim), q = queries.AsSpan(0, rows * dim), a = attended.AsSpan(0, rows * dim);
        Span<float> h = hidden.AsSpan(0, rows * shape.Hidden);
        ReadOnlySpan<int> at = positions.AsSpan(0, rows);
        for (int row = 0; row < rows; row++)
        {
            embeddings.Span.Slice(tokens[row] * dim, dim).CopyTo(x[(row * dim)..]);
            positions[row] = past + row;
        }

        int known = (past + rows) * shape.KvDim;
        foreach (Block block in blocks)
        {
            Span<float> newKeys = block.Keys.AsSpan(past * shape.KvDim, rows * shape.KvDim), newValues = block.Values.AsSpan(past * shape.KvDim, rows * shape.KvDim);
            operations.Norm(x, block.AttentionNorm.Span, y);
            block.Query.Apply(y, q, rows);
            block.Key.Apply(y, newKeys, rows);
            block.Value.Apply(y, newValues, rows);
            operations.Rotate(q, at, areKeys: false);
            operations.Rotate(newKeys, at, areKeys: true);
            operations.Attend(q, block.Keys.AsSpan(0, known), block.Values.AsSpan(0, known), a, rows, past + rows);
            block.Output.AddTo(a, x, rows);

            operations.Norm(x, block.NetworkNorm.Span, y);
            block.Up.Gate(y, h, rows);
            block.Down.AddTo(h, x, rows);
        }

        Past += rows;
        int asked = logits.Length / shape.Vocabulary;
        operations.Norm(x[^(asked * dim)..], lastNorm.Span, y[..(asked * dim)]);
        classifier.Apply(y[..(asked * dim)], logits, asked);
    }

    private void Grow(int rows)
    {
        if (positions.Length >= rows)
            return;
        positions = new int[rows];
        (stream, normed, queries, attended) = (new float[rows * shape.Dim], new float[rows * shape.Dim], new float[rows * shape.Dim], new float[rows * shape.Dim]);
        hidden = new float[rows * shape.Hidden];
    }

    /// <summary>One block's weights, and the keys and values of every position so far.</summary>
    private sealed record Block(
        ReadOnlyMemory<float> AttentionNorm, Layer Query, Layer Key, Layer Value, Layer Output, ReadOnlyMemory<float> NetworkNorm, Layer Up, Layer Down, float[] Keys, float[] Values)
    {
        public IEnumerable<Layer> Layers => [Query, Key, Value, Output, Up, Down];
    }
}
