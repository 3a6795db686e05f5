using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using KernelGen.Benchmarks;
using KernelGen.Benchmarks.Works;

var filter = new Argument<string?>("filter") { Description = "Part of a work's group/name.", Arity = ArgumentArity.ZeroOrOne };
var quick = new Option<bool>("--quick") { Description = "A few rounds: shows that everything runs; the figures are no measurement." };
var output = new Option<string?>("--output") { Description = "The CSV file; artifacts/ratios.csv where it is left out." };

var ratios = new Command("ratios", "Our kernels and the peers side by side, checked, interleaved, on one thread.") { filter, quick, output };
ratios.SetAction(parsed => RatiosCommand.Run(parsed.GetValue(filter), parsed.GetValue(quick), parsed.GetValue(output)));

var list = new Command("list", "The works that 'ratios' measures.") { filter };
list.SetAction(parsed =>
{
    foreach (Work work in WorkList.Matching(parsed.GetValue(filter)))
        Console.WriteLine(work.Path);
});

var switches = new Argument<string[]>("switches") { Description = "BenchmarkDotNet's own, as in: bdn -- --filter *Gemm*", Arity = ArgumentArity.ZeroOrMore };
var bdn = new Command("bdn", "The same works under BenchmarkDotNet.") { switches };
bdn.SetAction(parsed =>
{
    IConfig config = DefaultConfig.Instance.WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));
    BenchmarkSwitcher.FromAssembly(typeof(Work).Assembly).Run(parsed.GetValue(switches) ?? [], config);
});

return new RootCommand("KernelGen beside its peers.") { ratios, list, bdn }.Parse(args).Invoke();
