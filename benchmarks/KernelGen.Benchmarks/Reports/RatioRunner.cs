using KernelGen.Benchmarks.Measuring;
using KernelGen.Benchmarks.Peers;
using KernelGen.Benchmarks.Works;

namespace KernelGen.Benchmarks.Reports;

/// <summary>Measures one work: checks every contender's result, then samples them all, and the machine's limits, in the same rounds.</summary>
internal static class RatioRunner
{
    public static RatioRow Measure(Work work, Effort effort)
    {
        Trial trial = work.Prepare();
        var wrong = new Dictionary<string, string>();
        Contender[] right = [.. ((Contender[])[trial.Ours, .. trial.Peers]).Where(contender => IsRight(contender, wrong))];
        Contender[] limits = trial.PlainRead is { } read ? [FmaPeak.Contender, read] : [FmaPeak.Contender];
        Measurement[] measured = Sampler.Measure([.. right, .. limits], effort);

        Measurement? ours = Find(trial.Ours.Name);
        var peers = Peer.All.Select(peer => Find(peer.Name)).OfType<Measurement>().ToDictionary(measurement => measurement.Name);

        // Half as many doubles as floats in a vector.
        double peakFlops = FmaPeak.FlopsPerIteration * sizeof(float) / work.ElementBytes;
        double? peakShare = ours?.SpeedUpOver(Find(FmaPeak.Contender.Name)!) * work.Flops / peakFlops;
        double? readShare = trial.PlainRead is { } plain ? ours?.SpeedUpOver(Find(plain.Name)!) : null;

        // The schedule's model has its operands in cache: where reading is the limit, the plain read says how much of the peak that leaves.
        double predicted = Math.Min(trial.Kernel?.Info?.PredictedShareOfPeak ?? double.NaN, peakShare / readShare ?? double.PositiveInfinity);
        return new RatioRow(work, ours, peers, peakShare, double.IsNaN(predicted) ? null : predicted, readShare, trial.ReadBytes, wrong);

        Measurement? Find(string name) => measured.FirstOrDefault(measurement => measurement.Name == name);
    }

    /// <summary>A kernel that throws is a wrong one: the other rows still come out.</summary>
    private static bool IsRight(Contender contender, Dictionary<string, string> wrong)
    {
        try
        {
            if (contender.Check?.Invoke() is not { } reason)
                return true;
            wrong.Add(contender.Name, reason);
        }
        catch (Exception exception)
        {
            wrong.Add(contender.Name, $"{exception.GetType().Name}: {exception.Message}");
        }

        return false;
    }
}
