using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints Winograd's transforms of pixels and of sums for a target: vectors run along the channels, and in the second along the filters.</summary>
internal sealed class WinogradTransformsText(WinogradTransforms transforms, NumericType type, Target target)
{
    private readonly Dialect dialect = target.Dialect;
    private readonly CodeWriter writer = new();
    private readonly int side = transforms.Side;

    /// <summary>The name of the class.</summary>
    public string Class => $"Winograd_{target.Name}_{type.ShortName}_{Text(transforms.Outputs)}x{Text(transforms.Outputs)}";

    /// <summary>By which a kernel's code calls it.</summary>
    public const string Alias = "Transforms";

    private int Lanes => dialect.LanesOf(type);

    public string Write()
    {
        Header.WritePreamble(writer);
        writer.Line($"// The transforms of {transforms.Name} for {target.Name}, shared by this assembly's convolutions of {type}: down every column, then along every row.");
        writer.Line();
        using (writer.Block("namespace KernelGen.Generated"))
        {
            KernelFile.WriteUsings(writer);
            using (writer.Block($"internal static unsafe class {Class}"))
            {
                WriteInput();
                writer.Line();
                WriteOutput();
            }
        }

        return writer.ToString();
    }

    private void WriteInput()
    {
        writer.Line($"// What a tile sees, {Text(side)} × {Text(side)} pixels, as numbers that are step apart; what is behind the last channel of a vector is zeros.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"internal static void Input({type}** pixels, nint channels, {type}* target, nint step)"))
        {
            writer.Line("nint c = 0;");
            using (writer.Block($"for (; c <= channels - {Text(Lanes)}; c += {Text(Lanes)})"))
                WriteInputVector(pointer => dialect.Load(type, pointer));
            if (Lanes == 1)
                return;
            using (writer.Block("if (c < channels)"))
            {
                writer.Line($"var mask = {dialect.Mask(type, "channels - c")};");
                WriteInputVector(pointer => dialect.LoadMasked(type, pointer, "mask"));
            }
        }
    }

    private void WriteInputVector(Func<string, string> load) => WriteBothWays(
        transforms.Input,
        column =>
        {
            for (int y = 0; y < side; y++)
                writer.Line($"var d{Text(y)} = {load($"pixels[{Text((y * side) + column)}] + c")};");
        },
        row => $"target + c{Times("step", row * side)}",
        "step");

    private void WriteOutput()
    {
        writer.Line($"// The {Text(transforms.Outputs)} × {Text(transforms.Outputs)} pixels of a tile from its sums, which are step apart, for so many filters in whole vectors.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"internal static void Output({type}* sums, nint step, nint filters, {type}* target, nint row, nint pixel)"))
        using (writer.Block($"for (nint c = 0; c < filters; c += {Text(Lanes)})"))
        {
            WriteBothWays(
                transforms.Output,
                column =>
                {
                    writer.Line($"{type}* from = sums + c{Times("step", column)};");
                    for (int y = 0; y < side; y++)
                        writer.Line($"var m{Text(y)} = {dialect.Load(type, $"from{Times("step", y * side)}")};");
                },
                row => $"target + c{Times("row", row)}",
                "pixel");
        }
    }

    /// <summary>A transform of a square: of each column, whose numbers <paramref name="load"/> declares, then of each row of what that gives.</summary>
    private void WriteBothWays(Program program, Action<int> load, Func<int, string> target, string step)
    {
        int results = program.Results.Count;
        string[] names = [.. program.Inputs];
        string Between(int row, int column) => $"t{Text(row)}_{Text(column)}";
        string register = dialect.Register(type);
        for (int row = 0; row < results; row++)
            writer.Line($"{register} {string.Join(", ", Enumerable.Range(0, side).Select(column => Between(row, column)))};");
        for (int column = 0; column < side; column++)
        {
            using (writer.Block())
            {
                load(column);
                string[] values = new ProgramPrinter(writer, dialect).Print(program, names);
                for (int row = 0; row < results; row++)
                    writer.Line($"{Between(row, column)} = {values[row]};");
            }
        }

        for (int row = 0; row < results; row++)
        {
            using (writer.Block())
            {
                writer.Line($"{type}* to = {target(row)};");
                string[] values = new ProgramPrinter(writer, dialect).Print(program, [.. Enumerable.Range(0, side).Select(column => Between(row, column))], "r");
                for (int i = 0; i < results; i++)
                    writer.Line(dialect.Store(type, $"to{Times(step, i)}", values[i]) + ";");
            }
        }
    }

    private static string Times(string step, int count) => count == 0 ? "" : count == 1 ? " + " + step : $" + {Text(count)} * {step}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
