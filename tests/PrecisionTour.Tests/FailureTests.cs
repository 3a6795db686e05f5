using PrecisionTour.Stations;
using Xunit;

namespace PrecisionTour.Tests;

/// <summary>Each mistake of the tour happens, and each remedy mends it: in numbers.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_BFloat16_sum_of_ones_stops_at_256() => Assert.Equal(new Outcome(256, 1000, 1000), BFloat16Sum.Station.Run());

    [Fact]
    public void A_Half_sum_of_numbers_below_1_never_passes_2048()
    {
        Outcome sum = HalfSum.Station.Run();
        Assert.Equal(2048, sum.Got);
        Assert.True(sum.Right > 4096);
        IsMended(sum);
    }

    [Fact]
    public void A_Half_accumulator_is_infinite_on_the_way_to_0() =>
        Assert.Equal(new Outcome(double.PositiveInfinity, 0, 0), HalfAccumulator.Station.Run());

    [Fact]
    public void A_Half_result_is_infinite_beyond_65504() =>
        Assert.Equal(new Outcome(double.PositiveInfinity, 262_144, 262_144), HalfResult.Station.Run());

    [Fact]
    public void A_sum_of_bytes_that_passes_an_int_is_refused_where_a_loop_wraps()
    {
        Assert.Equal(new Outcome(double.NaN, -3_264_000_000, -3_264_000_000), Int32Result.Station.Run());
        Assert.Equal(1_030_967_296, Int32Result.Loop());
    }

    [Fact]
    public void Sums_of_float_miss_a_tolerance_that_sums_of_double_keep()
    {
        Outcome error = FineTolerance.Station.Run();
        Assert.True(error.Got > 1e-6);
        Assert.True(error.Mended < 1e-6);
    }

    /// <summary>An even spread of rounding errors has the deviation scale/√12, and one of weights in ±1 1/√3: their ratio is scale/2.</summary>
    [Fact]
    public void Unused_codes_cost_their_share_of_the_digits()
    {
        Outcome error = WastedCodes.Station.Run();
        Assert.InRange(error.Got, 0.9 / 40, 1.1 / 40);
        Assert.InRange(error.Mended, 0.9 / 252, 1.1 / 252);
    }

    /// <summary>A code 1.5 deviations wide rounds by up to ¾ of one, and what is left of a code of 9,000 is 9,000/√12 of 344,000.</summary>
    [Fact]
    public void A_scale_for_the_largest_sum_leaves_nothing_of_the_usual_ones()
    {
        Outcome error = ScaleOfTheLargestSum.Station.Run();
        Assert.InRange(error.Got, 0.35, 0.5);
        Assert.InRange(error.Mended, 0.006, 0.009);
    }

    /// <summary>Both are wrong by one rounding to 8 bits, which is 2⁻⁸ at most and comes near it in one of 4,096 results.</summary>
    [Fact]
    public void A_coarse_result_is_as_wrong_after_a_dear_sum()
    {
        Outcome error = CoarseOutput.Station.Run();
        Assert.InRange(error.Got, 1d / 512, 1d / 256);
        Assert.InRange(error.Mended, 1d / 512, 1d / 256 * (1 + 1e-3));
    }

    [Fact]
    public void Almost_half_of_random_pairs_pass_a_dot_product_and_none_a_cosine()
    {
        Outcome share = RawDot.Station.Run();
        Assert.InRange(share.Got, 0.4, 0.5);
        Assert.Equal((0, 0), (share.Right, share.Mended));
    }

    /// <summary>One standard deviation: 15.9 % of 2,000 are 317 ± 16.</summary>
    [Fact]
    public void A_threshold_in_the_noise_accepts_one_in_six()
    {
        Outcome share = ThresholdInNoise.Station.Run();
        Assert.InRange(share.Got, 0.12, 0.2);
        Assert.Equal(0, share.Right);
        Assert.InRange(share.Mended, 0, 0.005);
    }

    [Fact]
    public void A_threshold_between_two_numbers_drops_most_of_the_scores_above_it()
    {
        Outcome count = ThresholdBetweenNumbers.Station.Run();
        Assert.True(count.Got < count.Right / 2);
        Assert.Equal(count.Right, count.Mended);
    }

    [Fact]
    public void Vectors_fail_a_threshold_inside_the_rounding_errors_against_themselves()
    {
        Outcome share = ThresholdInsideBound.Station.Run();
        Assert.True(share.Got < 1);
        Assert.Equal((1, 1), (share.Right, share.Mended));
    }

    [Fact]
    public void Most_equal_results_are_not_equal()
    {
        Outcome share = EqualResults.Station.Run();
        Assert.InRange(share.Got, 0, 0.5);
        Assert.Equal((1, 1), (share.Right, share.Mended));
    }

    [Fact]
    public void A_small_cosine_distance_comes_out_as_0()
    {
        Outcome distance = OneMinusCosine.Station.Run();
        Assert.Equal(0, distance.Got);
        Assert.True(distance.Right > 0);
        IsMended(distance);
    }

    [Fact]
    public void A_squared_distance_by_norms_comes_out_below_0()
    {
        Outcome distance = NormExpansion.Station.Run();
        Assert.True(distance.Got < 0);
        Assert.True(distance.Right > 0);
        IsMended(distance);
    }

    [Fact]
    public void A_layer_of_large_weights_is_saturated()
    {
        Outcome share = SaturatedLayer.Station.Run();
        Assert.InRange(share.Got, 0.9, 1);
        Assert.InRange(share.Mended, 0, 0.1);
    }

    [Fact]
    public void Two_layers_without_an_activation_say_what_one_says()
    {
        Outcome distance = LinearLayers.Station.Run();
        Assert.InRange(distance.Got, 0, 1e-4);
        Assert.True(distance.Mended > 0.1);
    }

    /// <summary>Of 1,024 normal scores of deviation 8 the squared weights are 1 − √(2·ln 1024)/8, 0.53, in the mean.</summary>
    [Fact]
    public void An_attention_without_its_scale_weighs_two_keys()
    {
        Outcome keys = UnscaledAttention.Station.Run();
        Assert.InRange(keys.Got, 1.5, 2.5);
        Assert.InRange(keys.Mended, 0.8 * keys.Right, 1.2 * keys.Right);
    }

    [Fact]
    public void TensorPrimitives_loses_digits_of_Half()
    {
        Outcome sum = TensorHalf.Station.Run();
        Assert.True(Math.Abs(sum.Got - sum.Right) > sum.Right / 100);
        IsMended(sum);
    }

    [Fact]
    public void TensorPrimitives_wraps_sbytes()
    {
        Outcome sum = TensorSByte.Station.Run();
        Assert.InRange(sum.Got, sbyte.MinValue, sbyte.MaxValue);
        Assert.Equal(sum.Right, sum.Mended);
    }

    [Fact]
    public void A_loop_in_Half_never_passes_2048()
    {
        Outcome sum = LoopInHalf.Station.Run();
        Assert.Equal(2048, sum.Got);
        IsMended(sum);
    }

    /// <summary>The remedy takes the error away, all but a thousandth.</summary>
    private static void IsMended(Outcome outcome) =>
        Assert.True(Math.Abs(outcome.Mended - outcome.Right) * 1000 < Math.Abs(outcome.Got - outcome.Right), outcome.ToString());
}
