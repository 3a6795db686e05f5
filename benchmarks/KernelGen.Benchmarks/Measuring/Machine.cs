using System.Globalization;
using System.Runtime.InteropServices;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>Where and when the figures were taken: without it they mean nothing.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, string Date, double FmaGflops, double ReadGigabytes)
{
    private const int ReadMegabytes = 512;

    public static Machine Measure(Effort effort)
    {
        // More than any last-level cache holds.
        var memory = new Buffer<float>(ReadMegabytes / sizeof(float) << 20);
        memory.Span.Fill(1);
        Measurement[] limits = Sampler.Measure([FmaPeak.Contender, PlainRead.Of(memory)], effort);
        return new Machine(
            ProcessorName(),
            Environment.ProcessorCount,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            FmaPeak.FlopsPerIteration / limits[0].MedianNanoseconds,
            memory.Length * (double)sizeof(float) / limits[1].MedianNanoseconds);
    }

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        string? line = global::System.IO.File.Exists(File)
            ? global::System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
