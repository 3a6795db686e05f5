using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>MaxPool2D, AveragePool2D and GlobalAveragePool2D: what the user's method checks, and what threads share. The targets' bodies are <see cref="PoolBody"/>'s.</summary>
internal sealed class PoolText(PoolSpec spec, PoolPlan plan, Scheduler scheduler) : KernelText(spec, plan, scheduler)
{
    private readonly RowThreads? threads = spec.Threads is null ? null : scheduler.Threads();

    /// <summary>Every dimension under the name that the targets' code has for it.</summary>
    private IEnumerable<(string Name, Dimension Dimension)> Sizes =>
    [
        ("channels", spec.Channels), ("imageHeight", spec.Height), ("imageWidth", spec.Width), ("kernelHeight", spec.KernelHeight), ("kernelWidth", spec.KernelWidth),
        ("strideHeight", spec.StrideHeight), ("strideWidth", spec.StrideWidth), ("dilationHeight", spec.DilationHeight), ("dilationWidth", spec.DilationWidth),
        ("top", spec.PaddingTop), ("left", spec.PaddingLeft), ("batch", spec.Batch),
    ];

    private string OutHeight => spec.Result is { } result ? Text(result.Height) : Names.Local(spec.Method, "outHeight");
    private string OutWidth => spec.Result is { } result ? Text(result.Width) : Names.Local(spec.Method, "outWidth");

    public override void WriteChecks(CodeWriter writer)
    {
        WindowChecks.WriteDimensions(writer, spec, [.. Sizes.Select(size => size.Dimension), spec.PaddingBottom, spec.PaddingRight]);
        WindowChecks.WriteResult(writer, spec, OutHeight, OutWidth);
        foreach (Operand operand in Spans)
        {
            string length = LengthOf(operand);
            if (!WindowChecks.IsNumber(length))
            {
                writer.Line($"long {TouchedLength(operand)} = {length};");
                length = TouchedLength(operand);
            }

            Checks.AtLeast(writer, operand, length, Meaning(operand.Role));
        }
    }

    private string LengthOf(Operand operand) => operand.Role == "x"
        ? WindowChecks.ImageLength(spec.Batch.Expression, spec.Channels.Expression, spec.Height.Expression, spec.Width.Expression)
        : WindowChecks.ImageLength(spec.Batch.Expression, spec.Channels.Expression, OutHeight, OutWidth);

    public override string TouchedLength(Operand operand) =>
        WindowChecks.IsNumber(LengthOf(operand)) ? LengthOf(operand) : Names.Local(spec.Method, operand.Role + "Length");

    private string Meaning(string role)
    {
        (string height, string width) = role == "x" ? ("Height", "Width") : spec.Result is { } result ? (Text(result.Height), Text(result.Width)) : ("rows", "columns");
        return (spec.Batch.Fixed == 1 ? "" : "batch × ") + (spec.ChannelsLast ? $"{height} × {width} × Channels" : $"Channels × {height} × {width}");
    }

    /// <summary>No window lies in memory as such.</summary>
    public override OperandLayout Layout(Operand operand) => OperandLayout.Vector($"(nint)({TouchedLength(operand)})") with { HasVectors = false };

    public override (double Flops, double Bytes)? Work
    {
        get
        {
            if (spec.Result is not { } result || spec.Batch.Fixed is not { } batch || spec.Channels.Fixed is not { } channels
                || spec.Height.Fixed is not { } height || spec.Width.Fixed is not { } width || spec.KernelHeight.Fixed is not { } rows || spec.KernelWidth.Fixed is not { } columns)
                return null;
            double planes = (double)batch * channels, results = planes * result.Height * result.Width;
            return (results * rows * columns, (planes * height * width * plan.Element.Bytes) + (results * plan.Output.Bytes));
        }
    }

    // ---- the targets' methods ----

    public override IReadOnlyList<TargetArgument> Arguments => threads is null ? Whole : [.. Whole, new("nint", "first", ""), new("nint", "end", "")];

    private IReadOnlyList<TargetArgument> Whole =>
    [
        .. Spans.Select(operand => new TargetArgument(Pointers(operand.Type), operand.Role, Pointer(operand))),
        .. Sizes.Where(size => !size.Dimension.IsFixed).Select(size => new TargetArgument("nint", size.Name, size.Dimension.Expression)),
        .. spec.Result is null ? new TargetArgument[] { new("nint", "outHeight", $"(nint){OutHeight}"), new("nint", "outWidth", $"(nint){OutWidth}") } : [],
    ];

    public override IReadOnlyList<TargetArgument>? EntryArguments => threads is null ? null : Whole;

    /// <summary>What is one for a thread: a plane, or where channels lie side by side a row of the result.</summary>
    private string Units => spec.ChannelsLast ? "batch * outHeight" : "batch * channels";

    private void WriteSizes(CodeWriter writer)
    {
        foreach ((string name, Dimension dimension) in Sizes)
        {
            if (dimension.Fixed is { } value)
                writer.Line($"const nint {name} = {Text(value)};");
        }

        if (spec.Result is { } result)
            writer.Line($"const nint outHeight = {Text(result.Height)}, outWidth = {Text(result.Width)};");
    }

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteSizes(writer);
        if (threads is null)
            writer.Line($"nint first = 0, end = {Units};");
        new PoolBody(writer, spec, plan).Write(target.Machine is null ? null : (VectorDialect)target.Dialect);
    }

    public override string DescribeSchedule(Target target)
    {
        string lanes = target.Machine is null ? "one" : Text(target.Dialect.LanesOf(plan.Accumulator));
        return spec.ChannelsLast ? $"{lanes} channel{(lanes == "one" ? "" : "s")} at a time"
            : target.Machine is null ? "one window at a time"
            : $"{lanes} columns at a time down their rows, then {lanes} windows across their columns";
    }

    public override string? DescribeThreads(Target target) => threads is null ? null
        : $"threads: {(spec.ChannelsLast ? "rows of the result" : "planes")}, from {threads.LeastBytes.ToString("#,0", CultureInfo.InvariantCulture)} bytes a thread";

    public override void WriteThreads(CodeWriter writer, Target target)
    {
        using (writer.Block($"internal static void {ThreadsWriter.Entry(target)}({ThreadsWriter.Parameters(Whole)}int maxThreads)"))
        {
            WriteSizes(writer);
            ThreadsWriter.WriteSetup(
                writer, Whole, $"(double)batch * channels * imageHeight * imageWidth * {Text(plan.Element.Bytes)}", threads!.LeastBytes,
                (Split, $"{Units}, 1, {Text(threads.PartsPerThread)}"));
            writer.Line(ThreadsWriter.Run(target));
        }

        ThreadsWriter.WritePart(writer, target, () =>
        {
            string whole = string.Concat(Whole.Select(argument => $"call->{argument.Name}, "));
            writer.Line($"{target.Method}({whole}call->split.Start(part), call->split.Start(part + 1));");
        });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
