using TinyStories.Writing;
using Xunit;

namespace TinyStories.Tests;

/// <summary>Tokens by chance.</summary>
public sealed class SamplerTests
{
    /// <summary>Of three shares, the largest are kept until they are topP.</summary>
    [Fact]
    public void Only_the_most_likely_tokens_are_chosen_from()
    {
        float[] logits = [MathF.Log(0.2f), MathF.Log(0.5f), MathF.Log(0.3f)];
        Assert.Equal(1, new Sampler(0, 1, 1).Choose(logits));
        var chosen = new int[3];
        var sampler = new Sampler(1, 0.75f, 3);
        for (int i = 0; i < 4000; i++)
            chosen[sampler.Choose(logits)]++;
        Assert.Equal(0, chosen[0]);
        Assert.InRange(chosen[1] / 4000.0, 0.595, 0.655); // 0.5 of 0.8, four standard deviations
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(1, new Sampler(1, 0.4f, 9).Choose(logits)));
    }

    /// <summary>A temperature so small that every logit divided by it is infinite.</summary>
    [Fact]
    public void The_smallest_temperature_chooses_the_most_likely_token() =>
        Assert.Equal(1, new Sampler(float.Epsilon, 1, 3).Choose([-20, 30, 29, 28]));
}
