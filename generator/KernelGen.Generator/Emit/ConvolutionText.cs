using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Conv2D and Conv1D: the chains of a matrix product, by the same register tiles, over windows of an image.</summary>
internal class ConvolutionText : KernelText
{
    private readonly ConvolutionSpec spec;
    private readonly ChainPlan plan;
    private readonly MatrixProductSpec product;
    private readonly ProductThreads? threads;

    public ConvolutionText(ConvolutionSpec spec, ChainPlan plan, Scheduler scheduler)
        : this(spec, plan, plan, ConvolutionProducts.Of(spec), scheduler)
    {
    }

    /// <param name="spec">What is asked.</param>
    /// <param name="whole">All of the plan.</param>
    /// <param name="plan">Its sums of products, and the epilogue.</param>
    /// <param name="product">The product whose tiles it takes.</param>
    /// <param name="scheduler">Who chooses them.</param>
    protected ConvolutionText(ConvolutionSpec spec, ArithmeticPlan whole, ChainPlan plan, MatrixProductSpec product, Scheduler scheduler)
        : base(spec, whole, scheduler)
    {
        this.spec = spec;
        this.plan = plan;
        this.product = product;
        threads = spec.Threads is null ? null : scheduler.Threads(product);
    }

    /// <summary>Every dimension under the name that the targets' code has for it.</summary>
    private IEnumerable<(string Name, Dimension Dimension)> Sizes =>
    [
        ("inChannels", spec.InChannels), ("outChannels", spec.OutChannels), ("imageHeight", spec.Height), ("imageWidth", spec.Width),
        ("kernelHeight", spec.KernelHeight), ("kernelWidth", spec.KernelWidth), ("strideHeight", spec.StrideHeight), ("strideWidth", spec.StrideWidth),
        ("dilationHeight", spec.DilationHeight), ("dilationWidth", spec.DilationWidth), ("top", spec.PaddingTop), ("left", spec.PaddingLeft),
        ("groups", spec.Groups), ("batch", spec.Batch),
    ];

    // ---- the user's method: checks ----

    private string Local(string name) => Names.Local(spec.Method, name);

    private string OutHeight => spec.Result is { } result ? Text(result.Height) : Local("outHeight");
    private string OutWidth => spec.Result is { } result ? Text(result.Width) : Local("outWidth");

    public override void WriteChecks(CodeWriter writer)
    {
        WindowChecks.WriteDimensions(writer, spec, AllDimensions);
        WindowChecks.WriteGroups(writer, spec);
        WindowChecks.WriteResult(writer, spec, OutHeight, OutWidth);
        Checks.QuantisedScalars(writer, spec);
        foreach (Operand operand in Spans)
        {
            if (operand.Kind == OperandKind.Packed)
            {
                PackTexts.WriteCheck(writer, spec, operand, spec, Plan, Scheduler);
                continue;
            }

            string length = LengthOf(operand);
            if (!WindowChecks.IsNumber(length))
            {
                writer.Line($"long {TouchedLength(operand)} = {length};");
                length = TouchedLength(operand);
            }

            if (IsPerFilter(operand.Role))
                Checks.ExactLength(writer, operand, length, spec.OutChannels.Name);
            else
                Checks.AtLeast(writer, operand, length, Meaning(operand.Role));
        }
    }

    /// <summary>Whether an operand has a number a filter.</summary>
    public static bool IsPerFilter(string role) => role is "bias" or "weightScales" or "weightZeroPoints";

    /// <summary>The length of the sums is that of all numbers of a filter, which 64 bits hold.</summary>
    public override void WriteSumFits(CodeWriter writer, long most)
    {
        string channels = $"{spec.InChannels.Expression} / {spec.Groups.Expression}";
        Dimension named = new[] { spec.InChannels, spec.KernelHeight, spec.KernelWidth, spec.Groups }.First(dimension => !dimension.IsFixed);
        Checks.SumFits(writer, $"global::KernelGen.Runtime.Check.ImageLength(1, {channels}, {spec.KernelHeight.Expression}, {spec.KernelWidth.Expression})", most, named.Parameter!, $"InChannels{(spec.Groups.Fixed == 1 ? "" : " / Groups")} × {(spec.IsLine ? "Kernel" : "KernelHeight × KernelWidth")}");
    }

    /// <summary>All that is checked.</summary>
    protected virtual Dimension[] AllDimensions => [.. Sizes.Select(size => size.Dimension), spec.PaddingBottom, spec.PaddingRight];

    private string Meaning(string role)
    {
        string batch = spec.Batch.Fixed == 1 ? "" : "batch × ";
        string Image(string channels, string height, string width)
        {
            string pixels = spec.IsLine ? width : $"{height} × {width}";
            return spec.ChannelsLast ? $"{pixels} × {channels}" : $"{channels} × {pixels}";
        }

        return role switch
        {
            "x" => batch + Image("InChannels", "Height", spec.Width.Name),
            "weights" => WindowChecks.MeaningOfFilters(spec),
            _ => $"{batch}{Image("OutChannels", OutHeightName, OutWidthName)}",
        };
    }

    private string OutHeightName => spec.Result is { } result ? Text(result.Height) : "rows";
    private string OutWidthName => spec.Result is { } result ? Text(result.Width) : "columns";

    public override string TouchedLength(Operand operand) => WindowChecks.IsNumber(LengthOf(operand)) ? LengthOf(operand) : Local(operand.Role + "Length");

    /// <summary>A filter is one vector; a window of x is none that lies in memory as such.</summary>
    public override OperandLayout Layout(Operand operand) => operand.Role switch
    {
        _ when IsPerFilter(operand.Role) => base.Layout(operand),
        "weights" when spec.PackedWeights => base.Layout(operand),
        "weights" when spec is not TransposedConvolutionSpec => new("1", spec.OutChannels.Expression, $"(nint)({TouchedLength(operand)} / global::System.Math.Max(1, {spec.OutChannels.Expression}))", $"(nint)({TouchedLength(operand)} / global::System.Math.Max(1, {spec.OutChannels.Expression}))"),
        _ => OperandLayout.Vector($"(nint)({TouchedLength(operand)})") with { HasVectors = operand.Role is not ("x" or "weights") },
    };

    private string LengthOf(Operand operand) => operand.Role switch
    {
        _ when IsPerFilter(operand.Role) => spec.OutChannels.Expression,
        "x" => WindowChecks.ImageLength(spec.Batch.Expression, spec.InChannels.Expression, spec.Height.Expression, spec.Width.Expression),
        "weights" => WindowChecks.FiltersLength(spec),
        _ => WindowChecks.ImageLength(spec.Batch.Expression, spec.OutChannels.Expression, OutHeight, OutWidth),
    };

    public override bool MayBeIdentical(Operand input, Operand output) => input.Role == "residual";

    public override (double Flops, double Bytes)? Work
    {
        get
        {
            if (spec.Result is not { } result || spec.Batch.Fixed is not { } batch || spec.OutChannels.Fixed is not { } outputs || spec.InChannels.Fixed is not { } inputs || spec.Terms.Fixed is not { } terms)
                return null;
            double results = (double)batch * outputs * result.Height * result.Width;
            double elements = ((double)batch * inputs * spec.Height.Fixed!.Value * spec.Width.Fixed!.Value) + ((double)outputs * terms) + results;
            return (2 * results * terms, elements * plan.Element.Bytes);
        }
    }

    // ---- the targets' methods ----

    public override IReadOnlyList<TargetArgument> Arguments => threads is null ? Whole :
    [
        .. Whole,
        .. Part.Select(name => new TargetArgument("nint", name, "")),
    ];

    /// <summary>What of a call one thread computes: products, and of each a block of rows and columns.</summary>
    private static readonly string[] Part = ["first", "until", "row", "m", "column", "n"];

    /// <summary>Of the whole call.</summary>
    protected IReadOnlyList<TargetArgument> Whole =>
    [
        .. Spans.Select(operand => operand.Kind != OperandKind.Packed ? new TargetArgument(Pointers(operand.Type), Plural(operand.Role), Pointer(operand))
            : new(Pointers(PackTexts.TypeOf(spec, plan)), operand.Role, PackTexts.Pointer(spec, plan, Pointer(operand)))),
        .. Spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar).Select(operand => new TargetArgument(operand.Type.Keyword, operand.Role, operand.Parameter)),
        .. InRange is { } test ? [new TargetArgument("bool", test.Name, test.Value)] : Array.Empty<TargetArgument>(),
        .. HasQuads ? [new TargetArgument("int*", Quads, QuadsOfWeights)] : Array.Empty<TargetArgument>(),
        .. Sizes.Where(size => !size.Dimension.IsFixed).Select(size => new TargetArgument("nint", size.Name, size.Dimension.Expression)),
        .. spec.Result is null ? new TargetArgument[] { new("nint", "outHeight", $"(nint){OutHeight}"), new("nint", "outWidth", $"(nint){OutWidth}") } : [],
    ];

    /// <summary>The whole of an operand, of which an epilogue takes a part under its own name.</summary>
    public static string Plural(string role) => role switch { "bias" => "biases", "residual" => "residuals", "weightScales" => "allScales", "weightZeroPoints" => "allZeroPoints", _ => role };

    /// <summary>
    /// What asks, where a target goes another way then, whether the factors hold what is declared of them, or packed halves are finite; null where none does.
    /// </summary>
    private (string Name, string Value)? InRange
    {
        get
        {
            if (!CopiesTwice || IsDepthwise || !Targets.Any(target => target.Machine is { } machine && Matrix(machine).InRange is not null))
                return null;
            if (plan.Element.IsHalfWord)
                return ("finite", $"global::KernelGen.Runtime.Packs.AreFinite({spec["weights"].Parameter})");
            var tests = new List<string>();
            foreach (Operand operand in new[] { spec["x"], spec["weights"] })
            {
                if (operand.Kind == OperandKind.Packed)
                    tests.Insert(0, QuadsOfWeights + " != null");
                else if (ValueRange.Of(operand) is { } range && range != ValueRange.OfType(operand))
                    tests.Add($"global::KernelGen.Runtime.IntegerRange.Holds({Pointer(operand)}, 1, (nint)({TouchedLength(operand)}), (nint)({TouchedLength(operand)}), {Text((long)Math.Ceiling(range.Low))}, {Text((long)Math.Floor(range.High))})");
            }

            return ("inRange", tests.Count == 0 ? "true" : string.Join(" && ", tests));
        }
    }

    /// <summary>The pack's strips of four neighbours, or null, in a target's method.</summary>
    private const string Quads = "quads";

    private string QuadsOfWeights => PackTexts.Quads(spec["weights"], ValueRange.Of(spec["weights"])!.Value);

    /// <summary>Whether a pack may have its numbers by fours, which the declared values let some targets take.</summary>
    private bool HasQuads => spec.PackedWeights && InRange is not null && IntegerSums.TakesPackInQuads(spec);

    public override IReadOnlyList<TargetArgument>? EntryArguments => threads is null ? null : Whole;

    public override string Split => "ProductSplit";

    public override string DescribeSchedule(Target target)
    {
        if (target.Machine is not { } machine)
            return "one chain at a time";
        MatrixSchedule schedule = Matrix(machine);
        if (IsDepthwise)
            return ByChannels;
        string windows = CopiesTwice ? $"copied by {(spec.ChannelsLast ? "tiles" : "strips")}{(plan.Element.IsHalfWord ? ", then widened" : schedule.Together == 4 ? ", then four numbers together" : schedule.Together == 2 ? ", then in pairs" : ", then widened")}"
            : schedule.TurnsResult ? InPlace ? "as they lie" : "copied by panels" : !InPlace ? spec.ChannelsLast ? "copied by blocks" : "copied by strips"
            : spec.ChannelsLast ? "as they lie" : $"as they lie, above {Text(schedule.PackLargeB >> 10)} KiB copied by strips";
        string filters = spec.PackedWeights ? "filters come packed" : spec.ChannelsLast ? "filters by strips" : schedule.PackA ? "filters by panels" : "filters as they lie";
        string way = $"{(spec.ChannelsLast ? "windows × filters" : schedule.TurnsResult ? "windows × filters, whose sums are turned to planes" : "filters × windows")}, windows {windows}, {filters}";
        string depth = schedule.KBlock > 0 ? $", K in blocks of about {Text(schedule.KBlock)}" : "";
        if (schedule.InRange is { Together: 4 } inRange)
            depth += $"; within the declared values four neighbours a step, tile {inRange.Tile}";
        else if (schedule.InRange is not null)
            depth += ", finite weights converted at half the cost";
        return $"tile {schedule.Tile} vectors (bound by {schedule.BoundBy}), {Text(schedule.RegistersUsed)} of {Text(machine.Registers)} vector registers, {way}{depth}{(schedule.Staged ? ", epilogue from a buffer" : "")}{(MayBeDepthwise ? $"; where each channel is a group, {ByChannels}" : "")}";
    }

    private string ByChannels => GoesAlongFilters ? "vectors along the filters, windows side by side, the image copied by pieces"
        : spec.ChannelsLast ? "channels by themselves, vectors along them, windows side by side"
        : "some rows of a channel or some channels at a time, vectors along the rows of windows";

    public override double PredictedShare(Target target) => target.Machine is { } machine && !IsDepthwise ? Matrix(machine).PredictedShare : double.NaN;

    public override string? DescribeThreads(Target target) =>
        target.Machine is not null && IsDepthwise ? threads?.DescribePieces() : threads?.Describe(TileOf(target).Rows, TileOf(target).Columns);

    /// <summary>By what threads cut a product.</summary>
    protected virtual (int Rows, int Columns) TileOf(Target target) => target.Machine is { } machine
        ? (Matrix(machine).Tile.Rows, Matrix(machine).Tile.Vectors * target.Dialect.LanesOf(plan.Accumulator))
        : ThreadScheduler.ScalarTile;

    /// <summary>What the filters see is the image itself, in the type of the sums: no copy of it need be made.</summary>
    private bool InPlace => spec.IsPointwise && plan.Element == plan.Accumulator;

    /// <summary>What the filters see is copied as it is, and goes from there where a product's operand would.</summary>
    private bool CopiesTwice => ConvolutionProducts.CopiesTwice(spec);

    /// <summary>Whether a tile's rows are windows, though the result lies in planes.</summary>
    private bool TurnsSums(Machine machine) => !spec.ChannelsLast && !IsDepthwise && WindowsAsRows.AreTaken(spec, machine, Scheduler);

    private bool TurnsSums(Target target) => target.Machine is { } machine && TurnsSums(machine);

    /// <summary>Each channel has sums of its own, of plain multiply-adds: no tile has to share anything.</summary>
    private bool IsDepthwise => DepthwiseWay.IsTaken(spec, plan);

    /// <summary>Or there is one channel, and the filters are side by side.</summary>
    private bool GoesAlongFilters => DepthwiseWay.GoesAlongFilters(spec, plan);

    /// <summary>Whether that is so is known when the kernel is called.</summary>
    private bool MayBeDepthwise => DepthwiseWay.MayBeTaken(spec, plan);

    /// <summary>Whether the channels of a call are each in a group of its own, and as many come out where vectors run along both.</summary>
    private string DepthwiseCall =>
        $"window.IsDepthwise{(spec.ChannelsLast ? " && outputs == 1" : "")}{(plan.Adjacent ? $" && window.Taps <= {Text(DepthwiseWay.LongestOfBytes)}" : "")}";

    /// <summary>The product's schedule, but that windows are copied unless they are the image: of planes to strips of b, otherwise to rows of a.</summary>
    protected virtual MatrixSchedule Matrix(Machine machine)
    {
        MatrixSchedule schedule = Scheduler.Matrix(TurnsSums(machine) ? ConvolutionProducts.Of(spec, windowsAreRows: true) : product, plan, machine);
        return Adapted(schedule) with { InRange = CopiesTwice && schedule.InRange is { } inRange ? Adapted(inRange) : null };

        MatrixSchedule Adapted(MatrixSchedule way)
        {
            bool packA = CopiesTwice ? spec.ChannelsLast || !spec.PackedWeights || PackTexts.StripType(plan) != plan.Accumulator : way.PackA && (way.TurnsResult || (!spec.ChannelsLast && !spec.PackedWeights));
            return way with
            {
                Inline = false,
                RowsInPlace = 0,
                PrefetchB = way.PrefetchB && way.TakesPacked,
                PackA = packA,
                // Rows as they lie and windows as they are copied need not be turned for the tiles that all convolutions share.
                CopiesRows = packA && (way.CopiesRows || plan.Element.IsHalfWord),
                PackB = spec.ChannelsLast ? CopiesTwice && !spec.PackedWeights : !way.TakesPacked && !InPlace,
            };
        }
    }

    /// <summary>The sums that the tiles compute.</summary>
    protected virtual ChainPlan Sums => plan;

    protected TileSet SetOf(Target target, MatrixSchedule schedule) => MatrixText.SetOf(target, Sums, schedule);

    public override IEnumerable<(TileSet Set, ChainPlan Plan, Target Target)> SharedTiles(Target target)
    {
        if (target.Machine is not { } machine || IsDepthwise)
            return [];
        MatrixSchedule schedule = Matrix(machine);
        return new[] { schedule, schedule.InRange }.OfType<MatrixSchedule>().Select(way => (SetOf(target, way), Sums with { Sum = way.SumOf(Sums) }, target));
    }

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteWindow(writer);
        writer.Line("nint k = window.Terms;");
        if (target.Machine is not null && IsDepthwise)
        {
            WriteDepthwise(writer, target);
            return;
        }

        if (target.Machine is not null && MayBeDepthwise)
        {
            using (writer.Block($"if ({DepthwiseCall})"))
            {
                WriteDepthwise(writer, target);
                writer.Line("return;");
            }

            writer.Line();
        }

        WritePart(writer, target);
        if (target.Machine is not { } machine)
        {
            WriteScalar(writer);
            return;
        }

        WriteWays(writer, target, Matrix(machine));
    }

    /// <summary>All calls go one way, or those whose operands hold what is declared of them another.</summary>
    protected void WriteWays(CodeWriter writer, Target target, MatrixSchedule schedule)
    {
        if (schedule.InRange is not { } inRange)
        {
            WriteWay(writer, target, schedule);
            return;
        }

        using (writer.Block($"if ({InRange!.Value.Name})"))
        {
            if (HasQuads)
                writer.Line($"weights = {Quads};");
            WriteWay(writer, target, inRange);
        }

        using (writer.Block("else"))
            WriteWay(writer, target, schedule);
    }

    protected virtual void WriteWay(CodeWriter writer, Target target, MatrixSchedule schedule)
    {
        string tiles = MatrixText.Alias(SetOf(target, schedule));
        var dialect = (VectorDialect)target.Dialect;
        int lanes = dialect.LanesOf(plan.Accumulator);
        bool windowsAreRows = spec.ChannelsLast || TurnsSums(target);
        var body = new ConvolutionBody(writer, spec, InPlace, windowsAreRows, product, plan, dialect, schedule, target.Name + "Finish", [.. FinishArguments]);
        string rowOfA = !spec.PackedWeights || !plan.Adjacent ? "k" : schedule.Together == 4 ? "(k + 3) / 4" : "(k + 1) / 2";
        string leading = spec.ChannelsLast ? (InPlace ? "lda = inChannels, " : CopiesTwice && !spec.PackedWeights ? "ldb = k, " : "") : windowsAreRows ? (InPlace ? "lda = window.Plane, " : "") : $"lda = {rowOfA}, {(InPlace ? "ldb = window.Plane, " : "")}";
        writer.Line($"nint {leading}ldc = {(spec.ChannelsLast ? "outChannels" : "window.Pixels")};");
        body.WriteSetup(tiles, lanes);
        using (writer.Block("for (nint product = first; product < until; product++)"))
        {
            string element = Pointers(plan.Element), weight = Pointers(spec.PackedWeights ? PackTexts.StripType(plan) : spec["weights"].Type);
            (string output, string pixel) = windowsAreRows ? ("column", "row") : ("row", "column");
            string group = spec.ChannelsLast ? "product" : "group", filter = $"{group} * outputs + {output}";
            string channel = spec.ChannelsLast ? "product * window.GroupChannels" : "(picture * inChannels + group * window.GroupChannels) * window.Plane";
            string at = spec.ChannelsLast ? $"row * ldc + {filter}" : $"(product * outputs + {output}) * ldc + {pixel}";
            if (!spec.ChannelsLast)
                writer.Line("nint picture = product / groups, group = product - picture * groups;");
            writer.Line($"{element} {(!InPlace ? "image = x" : spec.ChannelsLast ? "a = x + row * lda" : windowsAreRows ? "a = x + row" : "b = x + column")} + {channel};");
            if (windowsAreRows)
                body.WriteStrips(tiles, lanes, group);
            else
                writer.Line($"{weight} a = weights + ({filter}) * {(rowOfA == "k" ? "k" : "lda")};");
            writer.Line($"{Pointers(plan.Output)} c = y + {at};");
            if (spec.Find("residual") is { } residual)
                writer.Line($"{Pointers(residual.Type)} residual = residuals + ({at});");
            foreach (Operand operand in spec.Operands.Items.Where(operand => IsPerFilter(operand.Role)))
                writer.Line($"{Pointers(operand.Type)} {operand.Role} = {Plural(operand.Role)} + {filter};");
            body.WriteBlocked(tiles);
        }
    }

    private void WriteDepthwise(CodeWriter writer, Target target)
    {
        MatrixSchedule schedule = Matrix(target.Machine!);
        var depthwise = new DepthwiseBody(
            writer, spec, plan, schedule.Staged ? target.Name + "Finish" : null, [.. FinishArguments.Select(argument => argument.Name)], target.Dialect.LanesOf(plan.Accumulator));
        (string, string)? pieces = threads is null ? null : ("first", "until");
        if (GoesAlongFilters)
            depthwise.WriteFilters(pieces, schedule.Tile.Vectors);
        else if (spec.ChannelsLast)
            depthwise.WritePixels(pieces);
        else
            depthwise.WritePlanes(pieces);
    }

    /// <summary>Products, and the rows and columns of each.</summary>
    protected virtual string Products => spec.ChannelsLast ? "groups" : "batch * groups";
    protected virtual string Rows => spec.ChannelsLast ? "batch * window.Pixels" : "outputs";
    protected virtual string Columns => spec.ChannelsLast ? "outputs" : "window.Pixels";

    /// <summary>What describes the windows of a call, in the library.</summary>
    protected virtual string WindowType => "Window";

    /// <summary>The sizes of a call, and the part of it that is to be computed.</summary>
    protected void WriteSizes(CodeWriter writer, Target target)
    {
        WriteWindow(writer);
        WritePart(writer, target);
    }

    /// <summary>With one thread the part is all of it.</summary>
    private void WritePart(CodeWriter writer, Target target)
    {
        (string m, string n) = SidesOf(target);
        if (threads is null)
            writer.Line($"nint first = 0, row = 0, column = 0, until = {Products}, m = {m}, n = {n};");
    }

    private (string Rows, string Columns) SidesOf(Target target) => TurnsSums(target) ? (Columns, Rows) : (Rows, Columns);

    protected virtual void WriteWindow(CodeWriter writer)
    {
        foreach ((string name, Dimension dimension) in Sizes)
        {
            if (dimension.Fixed is { } value)
                writer.Line($"const nint {name} = {Text(value)};");
        }

        if (spec.Result is { } result)
            writer.Line($"const nint outHeight = {Text(result.Height)}, outWidth = {Text(result.Width)};");
        writer.Line($"{WindowType} window = {WindowType}.Of(inChannels, groups, imageHeight, imageWidth, kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, top, left, outHeight, outWidth);");
        writer.Line("nint outputs = outChannels / groups;");
    }

    protected IEnumerable<(string Type, string Name)> FinishArguments => MatrixText.FinishArguments(spec, plan);

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is { } machine && Matrix(machine).Staged)
            WriteFinish(writer, target);
    }

    protected void WriteFinish(CodeWriter writer, Target target)
    {
        writer.Line();
        string type = Pointers(plan.Accumulator);
        string extra = string.Concat(FinishArguments.Select(argument => $", {argument.Type} {argument.Name}"));
        writer.Line("// The epilogue of a tile: from its sums to the result.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {target.Name}Finish(nint rows, nint columns, {type} sum, nint lds, {Pointers(plan.Output)} c, nint ldc{extra})"))
        {
            MatrixSchedule schedule = Matrix(target.Machine!);
            bool oneVector = GoesAlongFilters || (schedule.TurnsResult && !MayBeDepthwise && schedule.Tile.Rows <= target.Dialect.LanesOf(plan.Accumulator));
            new EpilogueWriter(writer, plan, product, biasByRow: !spec.ChannelsLast, GoesAlongFilters || schedule.TurnsResult ? 1 : schedule.Tile.Vectors, oneVector).WriteTile((VectorDialect)target.Dialect);
        }
    }

    public override void WriteThreads(CodeWriter writer, Target target)
    {
        (int rows, int columns) = TileOf(target);
        (string m, string n) = SidesOf(target);
        string cut = $"{Products}, {m}, {n}, {Text(rows)}, {StripOfThreads(Text(columns))}", pieces = $"{DepthwiseBody.Split(spec, plan)}.Count, 1, 1";
        using (writer.Block($"internal static void {ThreadsWriter.Entry(target)}({ThreadsWriter.Parameters(Whole)}int maxThreads)"))
        {
            WriteWindow(writer);
            if (target.Machine is not null && MayBeDepthwise)
            {
                writer.Line($"(nint products, nint rows, nint columns) = {DepthwiseCall} ? ({pieces}) : ({Products}, {m}, {n});");
                cut = $"products, rows, columns, {Text(rows)}, {Text(columns)}";
            }
            else if (target.Machine is not null && IsDepthwise)
            {
                cut = $"{pieces}, 1, 1";
            }

            ThreadsWriter.WriteSetup(writer, Whole, "2.0 * batch * outChannels * window.Pixels * window.Terms", threads!.LeastFlops, (Split, cut));
            writer.Line(ThreadsWriter.Run(target));
        }

        ThreadsWriter.WritePart(writer, target, () =>
        {
            writer.Line("var piece = call->split.Part(part);");
            string whole = string.Concat(Whole.Select(argument => $"call->{argument.Name}, "));
            writer.Line($"{target.Method}({whole}piece.First, piece.End, piece.Row, piece.Rows, piece.Column, piece.Columns);");
        });
    }

    /// <summary>Columns that a thread's part is a multiple of.</summary>
    protected virtual string StripOfThreads(string columns) => columns;

    private void WriteScalar(CodeWriter writer)
    {
        using (writer.Block("for (nint product = first; product < until; product++)"))
        using (writer.Block("for (nint i = row; i < row + m; i++)"))
        using (writer.Block("for (nint j = column; j < column + n; j++)"))
        {
            if (spec.ChannelsLast)
            {
                writer.Line("nint picture = i / window.Pixels, pixel = i - picture * window.Pixels, group = product, output = group * outputs + j;");
                writer.Line("nint at = i * outChannels + output;");
            }
            else
            {
                writer.Line("nint picture = product / groups, pixel = j, group = product - picture * groups, output = group * outputs + i;");
                writer.Line("nint at = (picture * outChannels + output) * window.Pixels + pixel;");
            }

            writer.Line("nint oy = pixel / window.OutWidth, ox = pixel - oy * window.OutWidth;");
            WriteChain(writer);
            WriteElement(writer);
        }
    }

    /// <summary>From the sum of output <c>at</c> to y.</summary>
    protected void WriteElement(CodeWriter writer) => new EpilogueWriter(writer, plan, product).WriteScalar(
        name => name switch
        {
            "sum" => WidenToFinish(plan.Accumulator, name),
            _ when IsPerFilter(name) => WidenToFinish(Spec[name].Type, Plural(name) + "[output]"),
            "residual" => WidenToFinish(Spec[name].Type, "residuals[at]"),
            _ => WidenToFinish(Spec[name].Type, name),
        },
        "y[at]");

    /// <summary>A number as one of the type that the epilogue is computed in.</summary>
    private string WidenToFinish(NumericType from, string expression) => from == plan.Epilogue.Type ? expression : $"(({plan.Epilogue.Type}){expression})";

    /// <summary>Where in x a tap falls, as <c>iy</c> and <c>ix</c>.</summary>
    protected virtual string PlaceOfTap => "iy = oy * window.StrideHeight + ky * window.DilationHeight - window.Top, ix = ox * window.StrideWidth + kx * window.DilationWidth - window.Left";

    /// <summary>The name of the window that a sum goes over.</summary>
    protected virtual string SumWindow => "window";

    /// <summary>Where in the weights a term's factor is.</summary>
    protected virtual string PlaceOfWeight => "output * k + " + PlaceInSum;

    /// <summary>Where in a filter it is: plain ones lie as they do, packed ones in the order of their sums.</summary>
    private string PlaceInSum
    {
        get
        {
            const string Tap = "ky * window.KernelWidth + kx";
            return spec.PackedWeights && spec.ChannelsLast ? $"({Tap}) * window.GroupChannels + c" : $"c * window.Taps + {Tap}";
        }
    }

    /// <summary>The terms in the plan's order; padding is a term like any other, whose zero is multiplied.</summary>
    protected void WriteChain(CodeWriter writer)
    {
        var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
        string[] state = [.. plan.Sum.State.Select(part => part == "s" ? "sumState" : "sumError")];
        foreach (string part in state)
            writer.Line($"{plan.Accumulator} {part} = 0;");
        string window = SumWindow, channels = $"for (nint c = 0; c < {window}.GroupChannels; c++)";
        string[] taps = [$"for (nint ky = 0; ky < {window}.KernelHeight; ky++)", $"for (nint kx = 0; kx < {window}.KernelWidth; kx++)"];
        var blocks = new Stack<CodeWriter.Closing>();
        foreach (string loop in plan.Order == TermOrder.TapsThenChannels ? taps.Append(channels) : taps.Prepend(channels))
            blocks.Push(writer.Block(loop));
        writer.Line($"nint {PlaceOfTap};");
        writer.Line($"bool inside = iy >= 0 && iy < {window}.Height && ix >= 0 && ix < {window}.Width;");
        writer.Line(spec.ChannelsLast
            ? $"nint from = (picture * {window}.Plane + iy * {window}.Width + ix) * {window}.Channels + group * {window}.GroupChannels + c;"
            : $"nint from = (picture * {window}.Channels + group * {window}.GroupChannels + c) * {window}.Plane + iy * {window}.Width + ix;");
        string moved = spec.Find("xZeroPoint") is null ? "x[from]" : "(x[from] - xZeroPoint)", filter = $"weights[{PlaceOfWeight}]";
        writer.Line($"{plan.Accumulator} number = inside ? {WidenElement(plan.Element, moved)} : 0;");
        string weight = spec.Find("weightZeroPoint") is not null ? WidenElement(spec["weights"].Type, $"({filter} - weightZeroPoint)")
            : spec.Find("weightZeroPoints") is not null ? WidenElement(spec["weights"].Type, $"({filter} - allZeroPoints[output])")
            : spec.PackedWeights && PackTexts.HoldsPairs(spec, plan) ? $"unchecked((ushort)(weights[output * ((k + 1) / 2) + ({PlaceInSum}) / 2] >> (int)(({PlaceInSum}) % 2 * 16)))"
            : WidenElement(spec.PackedWeights ? PackTexts.TypeOf(spec, plan) : spec["weights"].Type, filter);
        printer.Assign(plan.Sum.Step, ["number", weight, .. state], state, "sumT");
        while (blocks.Count > 0)
            blocks.Pop().Dispose();
        writer.Line($"{plan.Accumulator} sum = {printer.Print(plan.Sum.Collapse, state, "sumC")[0]};");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
