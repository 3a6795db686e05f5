namespace KernelGen;

/// <summary>
/// Scaled dot-product attention: output = softmax(Scale·q·kᵀ)·v, a head at a time. Operands, in this order: <c>q</c>, a <c>ReadOnlySpan&lt;T&gt;</c> of
/// [batch, Heads, QueryLength, HeadDim]; <c>k</c>, of [batch, KvHeads, KeyLength, HeadDim]; <c>v</c>, of [batch, KvHeads, KeyLength, ValueDim]; and <c>output</c>, a
/// <c>Span&lt;T&gt;</c> of [batch, Heads, QueryLength, ValueDim], each at least so long, or in the layout that <see cref="Layout"/> says. T is <c>float</c>, <c>double</c>, <c>Half</c> or <c>BFloat16</c>; beside <c>float</c>, k and v
/// may each be of <c>Half</c> or <c>BFloat16</c>. All of 16 bits are widened exactly, and beside them output may be of <c>float</c>.
/// Beside all but <c>double</c> k and v may each be of <c>sbyte</c>, with scales (no zero points) by name: <c>float keyScale</c> for all keys, or <c>ReadOnlySpan&lt;float&gt; keyScales</c>, one a key and head, of [batch, KvHeads, KeyLength]
/// or [batch, KeyLength, KvHeads], as the keys lie; <c>float valueScale</c> or <c>ReadOnlySpan&lt;float&gt; valueScales</c> likewise. <see cref="QuantizeAttribute"/> with a GroupSize of HeadDim makes such keys and scales, of ValueDim such values.
/// Optional, by name, with F for <c>double</c> beside <c>double</c> and else <c>float</c>: <c>mask</c>, a <c>ReadOnlySpan&lt;F&gt;</c> that is added to the scores, or a <c>ReadOnlySpan&lt;bool&gt;</c>, true where a query sees a key;
/// <c>ReadOnlySpan&lt;F&gt; alibiSlopes</c>, a number a head; <c>Span&lt;F&gt; probabilities</c>, of [batch, Heads, QueryLength, KeyLength] in either layout; <c>int batch</c>, <c>int pastLength</c>, <c>int window</c>.
/// </summary>
/// <remarks>
/// <para>Consecutive query heads, Heads / KvHeads of them, share a head of keys and values. A query that sees no key gives zeros, and keys that no query sees are not read.</para>
/// <para>A score is q·k times <see cref="Scale"/>; capped, with <see cref="Softcap"/>; with slopes, plus slope·(key − query's own key), where <see cref="Causal"/> says which that is; with a mask, plus its number, or left out.</para>
/// <para>A code is widened exactly. A key's scale multiplies its finished Σ qᵢ·codeᵢ, a value's scale its key's weight, one rounding each: the bound below has them, for kⱼᵢ = codeⱼᵢ·keyScaleⱼ and vⱼ = codeⱼ·valueScaleⱼ, and holds
/// while the scales and 2·Σ|qᵢ·codeⱼᵢ| are finite. What quantising lost of keys and values is no part of it.</para>
/// <para>By its exact length a mask is [QueryLength, KeyLength], for all; [Heads, QueryLength, KeyLength]; [batch, QueryLength, KeyLength]; or [batch, Heads, QueryLength, KeyLength], whatever the layout. With as many
/// sequences as heads (2 or more), one that could be either of the middle two is refused. −∞ is as false is: no key, whatever q·k is. (Its value must be finite: it is multiplied by a weight of 0 where the row sees other keys of
/// the same block of 256. A block in which a row sees none is skipped.) +∞ and NaN give NaN.</para>
/// <para>probabilities are written whole: 0 where a key is not seen. Each is within the bound below of the exact one, for a value of 1 at its key and 0 at others.</para>
/// <para>Keys are taken in blocks counted from key 0, each with its own maximum, sum and values, which are merged in order: a row's bits are a function of that row and of
/// the keys that it sees, so a step of decoding gives what the whole prompt gave at that row, with any number of threads. There is no buffer of QueryLength × KeyLength.</para>
/// <para>With S the largest |Scale|·Σ|qᵢ·kⱼᵢ| + |slope·distance| + |mask| of a row's keys, |computed − exact| ≤ (C + G·S)·Σ pⱼ·|vⱼ| + t·(1 + Σ|vⱼ|) while G·S ≤ 1/8, and 2·Σ|qᵢ·kⱼᵢ| and, over all keys of the blocks that the row sees, 2·Σ|vⱼ| are finite; the kernel's header states C, G and t. What is of 16 bits is computed in float and
/// rounded once, to nearest even: C and t have that rounding in them, and (1 + C + G·S)·|vⱼ| must be within the type (a result is no larger than the largest value that has a weight, but for its error).</para>
/// <para>Sources: Vaswani et al., Attention Is All You Need, 2017; the blocks: Milakov and Gimelshein, Online normalizer calculation for softmax, 2018; slopes: Press, Smith and Lewis, Train Short, Test Long, 2022.</para>
/// <para><see cref="ArgumentException"/>: KvHeads that do not divide Heads, a window below 1, a mask of another length. With a HeadDim of 0 all q·k are 0.</para>
/// </remarks>
/// <example><code>
/// [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, Causal = true), Parallel]
/// public static partial void Attend(ReadOnlySpan&lt;float&gt; q, ReadOnlySpan&lt;float&gt; k, ReadOnlySpan&lt;float&gt; v, Span&lt;float&gt; output, int queryLength, int keyLength, int pastLength);
///
/// // A cache in a quarter of the room: a step appends its keys, one a head, and their scales, and so its values.
/// [Quantize(GroupSize = 128)]
/// public static partial void Keep(ReadOnlySpan&lt;float&gt; heads, Span&lt;sbyte&gt; codes, Span&lt;float&gt; scales);
///
/// [Attention(Heads = 32, KvHeads = 8, HeadDim = 128, QueryLength = 1, Layout = AttentionLayout.SequenceFirst)]
/// public static partial void Step(ReadOnlySpan&lt;float&gt; q, ReadOnlySpan&lt;sbyte&gt; k, ReadOnlySpan&lt;sbyte&gt; v, Span&lt;float&gt; output, ReadOnlySpan&lt;float&gt; keyScales, ReadOnlySpan&lt;float&gt; valueScales, int keyLength);
/// </code></example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class AttentionAttribute : Attribute
{
    /// <summary>Heads of q and output, 0 or more. Left out: the parameter <c>int heads</c>.</summary>
    public int Heads { get; set; }

    /// <summary>Heads of k and v, a divisor of Heads. Left out: the parameter <c>int kvHeads</c>, or as many as <see cref="Heads"/>.</summary>
    public int KvHeads { get; set; }

    /// <summary>Numbers of a query and of a key. Left out: the parameter <c>int headDim</c>.</summary>
    public int HeadDim { get; set; }

    /// <summary>Numbers of a value. Left out: the parameter <c>int valueDim</c>, or <see cref="HeadDim"/>.</summary>
    public int ValueDim { get; set; }

    /// <summary>Queries of a head. Left out: the parameter <c>int queryLength</c>.</summary>
    public int QueryLength { get; set; }

    /// <summary>Keys of a head, past and new together. Left out: the parameter <c>int keyLength</c>.</summary>
    public int KeyLength { get; set; }

    /// <summary>Sequences, one behind the other. Left out: the parameter <c>int batch</c>, or 1.</summary>
    public int Batch { get; set; }

    /// <summary>With <see cref="Causal"/>, the keys before that of the first query. Left out: the parameter <c>int pastLength</c>, or 0.</summary>
    public int PastLength { get; set; }

    /// <summary>Query i sees the keys up to PastLength + i, as far as there are any, and no others.</summary>
    public bool Causal { get; set; }

    /// <summary>
    /// With <see cref="Causal"/>, query i sees the last Window of its keys: PastLength + i − Window + 1 up to PastLength + i, its own; 1 or more. No other key or value is read.
    /// Left out: the parameter <c>int window</c>, or all of them.
    /// </summary>
    public int Window { get; set; }

    /// <summary>What every score is multiplied by: 0, or from the smallest normal number of F to 2⁶⁴ in magnitude. Left out: 1/√HeadDim.</summary>
    public double Scale { get; set; }

    /// <summary>A score s becomes Softcap·tanh(s / Softcap), after the scale and before slopes and mask: from the smallest normal number of F to 2⁶⁴. Left out: it stays.</summary>
    public double Softcap { get; set; }

    /// <summary>How the operands are stored.</summary>
    public AttentionLayout Layout { get; set; }
}
