using System.Globalization;

namespace KernelGen.Rules.Tests.Rules;

/// <summary>Between two dense layers there is an activation.</summary>
public sealed class KG1017Tests
{
    private static string With(string body, int hidden = 100, string activation = "", string more = "", string behind = "") => Verify.Kernel(
        $$"""
        [Dense(Inputs = 100, Outputs = {{hidden}}{{activation}})] public static partial void First(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y{{more}});
            [Dense(Inputs = {{hidden}}, Outputs = 100)] public static partial void Second(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y{{behind}});
            public static void Run(float[] x, float[] w, float[] v, float[] y)
            {
                var h = new float[{{hidden}}];
                {{body}}
            }

            private static void Relu(float[] h)
            {
            }
        """);

    private const string Linear = "First(x, w, h); {|KG1017:Second(h, v, y)|};";

    [Fact]
    public Task Fires() => Verify.Fires(With(Linear));

    /// <summary>100·h + h·100 products against 100·100: from h = 50 on nothing is saved by the layer between.</summary>
    [Theory]
    [InlineData(50, true)]
    [InlineData(49, false)]
    public Task FiresWhereOneLayerCostsNoMore(int hidden, bool fires) => Verify.Fires(With(fires ? Linear : "First(x, w, h); Second(h, v, y);", hidden));

    [Theory]
    [InlineData("First(x, w, h); Relu(h); Second(h, v, y);")]
    [InlineData("First(x, w, h); h[0] = 1; Second(h, v, y);")]
    [InlineData("First(x, w, h); Second(h, v, y); Console.WriteLine(h[0]);")]
    [InlineData("First(x, w, h); if (x[0] > 0) Second(h, v, y);")]
    [InlineData("First(x, w, h); Second(x, v, y);")]
    public Task IsSilentWhereMoreIsDone(string body) => Verify.Silent(With(body));

    [Fact]
    public async Task IsSilentOnActivationsAndResiduals()
    {
        await Verify.Silent(With("First(x, w, h); Second(h, v, y);", activation: ", Activation = Activation.Relu"));
        await Verify.Silent(With("First(x, w, h, x); Second(h, v, y);", more: ", ReadOnlySpan<float> residual"));
    }

    /// <summary>A norm between them is no linear map.</summary>
    [Fact]
    public Task IsSilentOnANorm() => Verify.Silent(With("First(x, w, h); Second(h, v, y, x);", behind: ", ReadOnlySpan<float> gamma"));

    [Fact]
    public async Task SaysWhatItWouldCost()
    {
        var diagnostic = Assert.Single(await Compile.Analyze(Compile.Source(With("First(x, w, h); Second(h, v, y);"))));
        Assert.Equal(
            "'First' and 'Second' with no activation between them are one linear map: a layer of 100 inputs and 100 outputs does the same with 10,000 products a row instead of 20,000",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task IsSuppressible() => Verify.Suppressible("KG1017", With(Linear));
}
