using KernelGen.Generator.Tests.Running;

namespace KernelGen.Generator.Tests.Compiling;

/// <summary>Dimensions of 0 that are stated: nothing divides by them.</summary>
public sealed class EmptyShapeTests
{
    [Theory]
    [InlineData("Heads = 0, KvHeads = 0, HeadDim = 8, QueryLength = 2, KeyLength = 4")]
    [InlineData("Heads = 0, KvHeads = 0, HeadDim = 8, QueryLength = 1, KeyLength = 4, Causal = true, Layout = AttentionLayout.SequenceFirst")]
    [InlineData("Heads = 0, KvHeads = 0, HeadDim = 8, QueryLength = 3, KeyLength = 0, Causal = true, Window = 2, Softcap = 2")]
    [InlineData("Heads = 2, KvHeads = 1, HeadDim = 0, ValueDim = 0, QueryLength = 0, KeyLength = 0")]
    public void AttentionCompiles(string shape) => Compile.Emit(GeneratorRun.Of(Compile.InClass(
        $"[Attention({shape})] public static partial void F(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, Span<float> output);")).Output);
}
