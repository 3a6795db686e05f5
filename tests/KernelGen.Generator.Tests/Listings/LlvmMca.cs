using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KernelGen.Generator.Tests.Listings;

/// <summary>LLVM's machine code analyser: how long a processor takes for a loop, by LLVM's model of that processor.</summary>
internal static partial class LlvmMca
{
    private const int Turns = 1000;

    /// <summary>Cycles that <see cref="Turns"/> turns of each loop take once it has got going. A loop is the JIT's arm64 listing of it.</summary>
    public static int[] Cycles(string processor, ImmutableArray<ImmutableArray<string>> loops)
    {
        string text = Assembly(loops);
        int[] once = Run(processor, Turns, text), twice = Run(processor, 2 * Turns, text);
        Assert.Equal(loops.Length, once.Length);
        return [.. twice.Zip(once, (longer, shorter) => longer - shorter)];
    }

    /// <summary>Cycles of a turn.</summary>
    public static string PerTurn(int cycles) => ((double)cycles / Turns).ToString("0.##", CultureInfo.InvariantCulture);

    private static int[] Run(string processor, int turns, string text)
    {
        var start = new ProcessStartInfo(Program(), $"-march=aarch64 -mcpu={processor} -iterations={turns} -instruction-info=false -resource-pressure=false")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return [.. TotalCycles().Matches(output.Result).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    private static string Program() => Environment.GetEnvironmentVariable("KERNELGEN_LLVM_MCA") is { Length: > 0 } program
        ? program
        : throw new InvalidOperationException("KERNELGEN_LLVM_MCA must name LLVM's llvm-mca, of version 17 or later: the first that has a model of the Neoverse N1.");

    /// <summary>The JIT's listing as LLVM's assembler reads it.</summary>
    private static string Assembly(ImmutableArray<ImmutableArray<string>> loops)
    {
        var text = new StringBuilder();
        for (int i = 0; i < loops.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"# LLVM-MCA-BEGIN loop{i}\n");
            foreach (string line in loops[i])
            {
                string code = line.Split(';')[0];
                if (code.Contains("align ", StringComparison.Ordinal))
                    continue;
                code = Label().Replace(code, name => "loop" + i.ToString(CultureInfo.InvariantCulture) + name.Value);
                text.Append(OwnRegister().Replace(code, name => name.Value switch { "fp" => "x29", "lr" => "x30", "xip0" => "x16", _ => "x17" })).Append('\n');
            }

            text.Append("# LLVM-MCA-END\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"G_M\w+")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(fp|lr|xip0|xip1)\b")]
    private static partial Regex OwnRegister();

    [GeneratedRegex(@"^Total Cycles: +(\d+)", RegexOptions.Multiline)]
    private static partial Regex TotalCycles();
}
