using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>The files that come once an assembly: the tiles and transforms that its kernels share, each that is used.</summary>
internal static class SharedFiles
{
    public static IEnumerable<(string Name, string Text)> Write(EquatableArray<KernelSpec> specs, Scheduler scheduler)
    {
        var sets = new SortedDictionary<string, (TileSet Set, ChainPlan Plan, Target Target)>(StringComparer.Ordinal);
        var classes = new SortedDictionary<string, Func<string>>(StringComparer.Ordinal);
        foreach (KernelSpec spec in specs)
        {
            if (KernelTexts.TryOf(spec, scheduler) is not { } kernel)
                continue;
            foreach (Target target in kernel.Targets)
            {
                foreach (var tiles in kernel.SharedTiles(target))
                    sets[tiles.Set.Class] = tiles;
                foreach ((string name, Func<string> write) in kernel.SharedClasses(target))
                    classes[name] = write;
            }
        }

        foreach (var tiles in sets.Values)
            yield return ($"KernelGen.{tiles.Set.Class}.g.cs", SharedTiles.Write(tiles.Set, tiles.Plan, tiles.Target, scheduler));
        foreach (var shared in classes)
            yield return ($"KernelGen.{shared.Key}.g.cs", shared.Value());
    }
}
