using System.Globalization;
using System.Runtime.InteropServices;
using KernelGen.Benchmarks.Generator;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 180;

// The first thing that this process does, so that the compiler's and our own code is still to be compiled, as in a build.
const int ColdKernels = 100;
var coldProject = new Project(ColdKernels);
double cold = Stopwatches.Milliseconds(() => Project.Driver().RunGenerators(coldProject.Compilation));

AnsiConsole.WriteLine($"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}");
AnsiConsole.WriteLine(Invariant($"{ColdKernels} kernels in a cold process: {cold:F0} ms"));

Table table = new Table().Border(TableBorder.Rounded);
foreach (string heading in (string[])["kernels", "generate, warm", "each", "key in a body", "in a declaration", "the compiler's share", "every step cached", "source", "compile it", "assembly", "each kernel adds", "errors"])
    table.AddColumn(heading, column => column.RightAligned().NoWrap());

GeneratorCost none = GeneratorCost.Measure(0);
int[] counts = args.Length > 0 ? [.. args.Select(count => int.Parse(count, CultureInfo.InvariantCulture))] : [1, 10, 100, 1000];
foreach (int kernels in counts)
{
    Console.Error.WriteLine($"measuring {kernels} kernels");
    GeneratorCost cost = GeneratorCost.Measure(kernels);
    table.AddRow(
        Invariant($"{kernels}"),
        Invariant($"{cost.GenerateMilliseconds:F1} ms"),
        Invariant($"{cost.GenerateMilliseconds / kernels:F2} ms"),
        Invariant($"{cost.BodyMilliseconds:F2} ms"),
        Invariant($"{cost.DeclarationMilliseconds:F2} ms"),
        Invariant($"{cost.CompilerMilliseconds:F2} ms"),
        cost.EveryStepCached ? "yes" : "no",
        Invariant($"{cost.SourceBytes / 1024.0:F0} KiB"),
        Invariant($"{cost.CompileMilliseconds:F0} ms"),
        Invariant($"{cost.AssemblyBytes / 1024.0:F0} KiB"),
        Invariant($"{(cost.AssemblyBytes - none.AssemblyBytes) / kernels} bytes"),
        Invariant($"{cost.Errors}"));
}

AnsiConsole.Write(table);

static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
