using KernelGen.Benchmarks.Measuring;

namespace KernelGen.Benchmarks.Works;

/// <summary>Layers of a network as one work: each as often as the network has it, in its order. Every layer has operands of its own, so that they come from where they would in a network.</summary>
internal static class LayersTogether
{
    public static Work Of(string group, string name, IReadOnlyList<(Work Layer, int Times)> layers) => new(
        group, name, layers.Sum(one => one.Times * one.Layer.Flops), layers.Sum(one => one.Times * one.Layer.Bytes), layers[0].Layer.ElementBytes, () =>
        {
            (Trial Trial, int Times)[] trials = [.. layers.Select(one => (one.Layer.Prepare(), one.Times))];
            IEnumerable<string> peers = trials[0].Trial.Peers.Select(peer => peer.Name);
            return new Trial(null, Contend(trial => trial.Ours), [.. peers.Select(peer => Contend(trial => trial.Peers.Single(one => one.Name == peer)))]);

            Contender Contend(Func<Trial, Contender> who)
            {
                (Contender Layer, int Times)[] all = [.. trials.Select(one => (who(one.Trial), one.Times))];
                return new(all[0].Layer.Name, Repeat.Of(Run), Check);

                void Run()
                {
                    foreach ((Contender layer, int times) in all)
                        layer.Repeat(times);
                }

                string? Check() => all.Zip(layers, (one, layer) => one.Layer.Check?.Invoke() is { } wrong ? $"{layer.Layer.Name}: {wrong}" : null).FirstOrDefault(wrong => wrong is not null);
            }
        });
}
