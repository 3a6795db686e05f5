using KernelGen.Generator.Specs;
using KernelGen.Tests;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace KernelGen.OnnxRuntime.Tests.Models;

/// <summary>
/// ONNX Runtime's operators of attention on one thread, with a call's operands in their own order. What none of them has: ALiBi's slopes (but as a mask), keys and values of fewer bits than the queries, BFloat16 on
/// this processor, and no key at all. What they have and our attention has not: rotary embeddings and sinks inside, the scores before the softmax as a result.
/// </summary>
internal abstract class Operator
{
    public static readonly IReadOnlyDictionary<string, Operator> All = new Dictionary<string, Operator> { ["Attention"] = new Attention(), ["MultiHeadAttention"] = new MultiHead(), ["GroupQueryAttention"] = new GroupQuery() };

    /// <summary>Whether it has all that the kernel has, for a call of this shape.</summary>
    public abstract bool Takes(AttentionSpec spec, AttentionShape shape, int past);

    /// <summary>Whether a row that sees no key is 0; otherwise nothing is said of it.</summary>
    public abstract bool DefinesRowsWithoutKeys(AttentionSpec spec);

    /// <summary>The results by our operands' names, in our layout.</summary>
    public abstract Dictionary<string, double[]> Run(AttentionSpec spec, KernelCall call);

    /// <summary>The elements of all operands: those of ours, or Half where keys or values are.</summary>
    public static TensorElementType TypeOf(AttentionSpec spec) =>
        spec["k"].Type == NumericType.Half ? TensorElementType.Float16 : spec.Element == NumericType.Float64 ? TensorElementType.Double : TensorElementType.Float;

    private protected static float? FloatOf(double? number) => (float?)number;

    /// <summary>From head to head of each sequence, whatever our layout is.</summary>
    private protected static double[] HeadsFirst(double[] numbers, Func<int, int, int, int> at, int batch, int heads, int first, int end, int width) =>
    [
        .. from sequence in Enumerable.Range(0, batch)
           from head in Enumerable.Range(0, heads)
           from row in Enumerable.Range(first, end - first)
           from column in Enumerable.Range(0, width)
           select numbers[at(sequence, head, row) + column],
    ];

    /// <summary>From position to position of each sequence.</summary>
    private protected static double[] SequenceFirst(double[] numbers, Func<int, int, int, int> at, int batch, int heads, int first, int end, int width) =>
    [
        .. from sequence in Enumerable.Range(0, batch)
           from row in Enumerable.Range(first, end - first)
           from head in Enumerable.Range(0, heads)
           from column in Enumerable.Range(0, width)
           select numbers[at(sequence, head, row) + column],
    ];

    /// <summary>A result that goes from position to position, in our layout.</summary>
    private protected static double[] Back(double[] output, AttentionShape shape)
    {
        double[] back = new double[output.Length];
        foreach ((int sequence, int head, int query) in shape.Rows())
            Array.Copy(output, ((((sequence * shape.Queries) + query) * shape.Heads) + head) * shape.ValueDim, back, shape.Output(sequence, head, query), shape.ValueDim);
        return back;
    }

    private protected static int Past(AttentionSpec spec, KernelCall call) => spec.Causal ? call.Size(spec.PastLength) : 0;

    private protected static AttentionMaskForm FormOf(KernelCall call) => (AttentionMaskForm)call.Sizes.GetValueOrDefault(nameof(AttentionMaskForm));

    /// <summary>A mask's four dimensions, of which those that all share are 1.</summary>
    private protected static long[] MaskShape(KernelCall call, AttentionShape shape) =>
    [
        FormOf(call) is AttentionMaskForm.OfSequences or AttentionMaskForm.Whole ? shape.Batch : 1, FormOf(call) is AttentionMaskForm.OfHeads or AttentionMaskForm.Whole ? shape.Heads : 1, shape.Queries, shape.Keys,
    ];
}

/// <summary>
/// The operator of ONNX itself, version 24: both layouts, every mask, and float, double and Half. Its scale is a float, whatever its elements are; of double it
/// has no order of keys and no cap (its steps mix types then).
/// </summary>
internal sealed class Attention : Operator
{
    /// <summary>Of doubles such a row is NaN.</summary>
    public override bool DefinesRowsWithoutKeys(AttentionSpec spec) => spec.Element != NumericType.Float64;

    /// <summary>Behind a past a single query sees all keys.</summary>
    public override bool Takes(AttentionSpec spec, AttentionShape shape, int past) => spec is { Window: null, Slopes: null } && shape.Keys > past && (shape.Queries > 1 || shape.Keys == past + 1 || !spec.Causal);

    public override Dictionary<string, double[]> Run(AttentionSpec spec, KernelCall call)
    {
        var shape = new AttentionShape(call, spec);
        TensorElementType type = TypeOf(spec);
        int past = Past(spec, call), batch = shape.Batch, heads = shape.Heads, kvHeads = shape.KvHeads, fresh = shape.Keys - past;
        OnnxNode node = new OnnxNode("Attention", "").Attribute("is_causal", spec.Causal ? 1 : 0).Attribute("scale", FloatOf(spec.Scale)).Attribute("softcap", FloatOf(spec.Softcap));
        if (spec.SequenceFirst)
        {
            node.Attribute("q_num_heads", heads).Attribute("kv_num_heads", kvHeads)
                .Input("q", type, call.Vectors["q"], batch, shape.Queries, heads * shape.HeadDim)
                .Input("k", type, SequenceFirst(call.Vectors["k"], shape.K, batch, kvHeads, past, shape.Keys, shape.HeadDim), batch, fresh, kvHeads * shape.HeadDim)
                .Input("v", type, SequenceFirst(call.Vectors["v"], shape.V, batch, kvHeads, past, shape.Keys, shape.ValueDim), batch, fresh, kvHeads * shape.ValueDim);
        }
        else
        {
            node.Input("q", type, call.Vectors["q"], batch, heads, shape.Queries, shape.HeadDim)
                .Input("k", type, HeadsFirst(call.Vectors["k"], shape.K, batch, kvHeads, past, shape.Keys, shape.HeadDim), batch, kvHeads, fresh, shape.HeadDim)
                .Input("v", type, HeadsFirst(call.Vectors["v"], shape.V, batch, kvHeads, past, shape.Keys, shape.ValueDim), batch, kvHeads, fresh, shape.ValueDim);
        }

        TensorElementType ofMask = spec.Mask is { Type.IsInteger: true } ? TensorElementType.Bool : type;
        node.Input("mask", ofMask, call.Vectors.GetValueOrDefault("mask"), FormOf(call) switch
        {
            AttentionMaskForm.Shared => [shape.Queries, shape.Keys],
            AttentionMaskForm.OfHeads => [heads, shape.Queries, shape.Keys],
            _ => MaskShape(call, shape),
        });
        node.Output("output", type, spec.SequenceFirst ? [batch, shape.Queries, heads * shape.ValueDim] : [batch, heads, shape.Queries, shape.ValueDim]);
        if (past > 0)
        {
            node.Input("pastKeys", type, HeadsFirst(call.Vectors["k"], shape.K, batch, kvHeads, 0, past, shape.HeadDim), batch, kvHeads, past, shape.HeadDim)
                .Input("pastValues", type, HeadsFirst(call.Vectors["v"], shape.V, batch, kvHeads, 0, past, shape.ValueDim), batch, kvHeads, past, shape.ValueDim)
                .Output("keys", type, batch, kvHeads, shape.Keys, shape.HeadDim).Output("values", type, batch, kvHeads, shape.Keys, shape.ValueDim);
        }

        if (spec.Probabilities is not null)
        {
            const int AfterSoftmax = 3;
            node.Attribute("qk_matmul_output_mode", AfterSoftmax);
            node.Output("keys", type, batch, kvHeads, shape.Keys, shape.HeadDim).Output("values", type, batch, kvHeads, shape.Keys, shape.ValueDim).Output("probabilities", type, batch, heads, shape.Queries, shape.Keys);
        }

        return node.Run();
    }
}

/// <summary>com.microsoft's, of heads that share no keys: causal with a past, a mask that is added, its own scale.</summary>
internal sealed class MultiHead : Operator
{
    public override bool DefinesRowsWithoutKeys(AttentionSpec spec) => false;

    public override bool Takes(AttentionSpec spec, AttentionShape shape, int past) =>
        spec is { Window: null, Slopes: null, Softcap: null, Probabilities: null, Mask: null or { Type.IsInteger: false } } && spec.Element == NumericType.Float32 && shape.Heads == shape.KvHeads && shape.Keys > past
        && (!spec.Causal || shape.Keys == past + shape.Queries) && (past == 0 || shape.HeadDim == shape.ValueDim);

    public override Dictionary<string, double[]> Run(AttentionSpec spec, KernelCall call)
    {
        var shape = new AttentionShape(call, spec);
        TensorElementType type = TypeOf(spec);
        int past = Past(spec, call), batch = shape.Batch, heads = shape.Heads, fresh = shape.Keys - past;
        OnnxNode node = new OnnxNode("MultiHeadAttention", "com.microsoft").Attribute("num_heads", heads).Attribute("unidirectional", spec.Causal ? 1 : 0).Attribute("scale", FloatOf(spec.Scale))
            .Input("q", type, SequenceFirst(call.Vectors["q"], shape.Q, batch, heads, 0, shape.Queries, shape.HeadDim), batch, shape.Queries, heads * shape.HeadDim)
            .Input("k", type, SequenceFirst(call.Vectors["k"], shape.K, batch, heads, past, shape.Keys, shape.HeadDim), batch, fresh, heads * shape.HeadDim)
            .Input("v", type, SequenceFirst(call.Vectors["v"], shape.V, batch, heads, past, shape.Keys, shape.ValueDim), batch, fresh, heads * shape.ValueDim)
            .Input("bias", type, null).Input("padding", type, null).Input("mask", type, call.Vectors.GetValueOrDefault("mask"), MaskShape(call, shape))
            .Output("output", type, batch, shape.Queries, heads * shape.ValueDim);
        if (past > 0)
        {
            node.Input("pastKeys", type, HeadsFirst(call.Vectors["k"], shape.K, batch, heads, 0, past, shape.HeadDim), batch, heads, past, shape.HeadDim)
                .Input("pastValues", type, HeadsFirst(call.Vectors["v"], shape.V, batch, heads, 0, past, shape.ValueDim), batch, heads, past, shape.ValueDim)
                .Output("keys", type, batch, heads, shape.Keys, shape.HeadDim).Output("values", type, batch, heads, shape.Keys, shape.ValueDim);
        }

        Dictionary<string, double[]> results = node.Run();
        results["output"] = Back(results["output"], shape);
        return results;
    }
}

/// <summary>com.microsoft's for decoding: always causal, with a window, a cap and heads that share keys; keys and values are as wide as each other, by eights. Behind a past several queries are of one sequence.</summary>
internal sealed class GroupQuery : Operator
{
    public override bool DefinesRowsWithoutKeys(AttentionSpec spec) => false;

    public override bool Takes(AttentionSpec spec, AttentionShape shape, int past) =>
        spec is { Causal: true, Slopes: null, Probabilities: null, Mask: null or { Type.IsInteger: false } } && spec.Element == NumericType.Float32 && shape.HeadDim % 8 == 0 && shape.HeadDim == shape.ValueDim
        && shape.Keys == past + shape.Queries && (past == 0 || shape.Queries == 1 || shape.Batch == 1);

    public override Dictionary<string, double[]> Run(AttentionSpec spec, KernelCall call)
    {
        var shape = new AttentionShape(call, spec);
        TensorElementType type = TypeOf(spec);
        int past = Past(spec, call), batch = shape.Batch, heads = shape.Heads, kvHeads = shape.KvHeads, width = shape.HeadDim;
        OnnxNode node = new OnnxNode("GroupQueryAttention", "com.microsoft").Attribute("num_heads", heads).Attribute("kv_num_heads", kvHeads).Attribute("scale", FloatOf(spec.Scale)).Attribute("softcap", FloatOf(spec.Softcap));
        if (spec.Window is not null)
            node.Attribute("local_window_size", call.Size(spec.Window));
        node.Input("q", type, SequenceFirst(call.Vectors["q"], shape.Q, batch, heads, 0, shape.Queries, width), batch, shape.Queries, heads * width)
            .Input("k", type, SequenceFirst(call.Vectors["k"], shape.K, batch, kvHeads, past, shape.Keys, width), batch, shape.Queries, kvHeads * width)
            .Input("v", type, SequenceFirst(call.Vectors["v"], shape.V, batch, kvHeads, past, shape.Keys, width), batch, shape.Queries, kvHeads * width)
            .Input("pastKeys", type, past == 0 ? null : HeadsFirst(call.Vectors["k"], shape.K, batch, kvHeads, 0, past, width), batch, kvHeads, past, width)
            .Input("pastValues", type, past == 0 ? null : HeadsFirst(call.Vectors["v"], shape.V, batch, kvHeads, 0, past, width), batch, kvHeads, past, width)
            .Input("lastKeys", TensorElementType.Int32, [.. Enumerable.Repeat(shape.Keys - 1.0, batch)], batch).Input("total", TensorElementType.Int32, [shape.Keys], 1)
            .Input("cos", type, null).Input("sin", type, null).Input("positions", type, null).Input("mask", type, call.Vectors.GetValueOrDefault("mask"), MaskShape(call, shape))
            .Output("output", type, batch, shape.Queries, heads * width).Output("keys", type, batch, kvHeads, shape.Keys, width).Output("values", type, batch, kvHeads, shape.Keys, width);
        Dictionary<string, double[]> results = node.Run();
        results["output"] = Back(results["output"], shape);
        return results;
    }
}
