using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Gemm, Dense and a transposed Gemv: M×N chains of length K, by register tiles.</summary>
internal sealed class MatrixText : KernelText
{
    private readonly MatrixProductSpec product;
    private readonly ChainPlan plan;

    /// <summary>How threads share it; null for the caller's alone.</summary>
    private readonly ProductThreads? threads;

    /// <summary>What a target's method computes: the product, or with threads a part of it, whose rows and columns are known at run time.</summary>
    private readonly MatrixProductSpec piece;

    /// <summary>The roles in which the operation has the product's three matrices: Dense calls them x, weights and y.</summary>
    private readonly string roleA, roleB, roleC;

    public MatrixText(MatrixProductSpec spec, ChainPlan plan, Scheduler scheduler)
        : this(spec, spec, plan, scheduler, spec.Operation == "Dense" ? ("x", "weights", "y") : ("a", "b", "c"))
    {
    }

    /// <summary>yᵀ = xᵀ·a: one row, whose columns are M.</summary>
    public MatrixText(GemvSpec spec, ChainPlan plan, Scheduler scheduler)
        : this(
            spec,
            new MatrixProductSpec
            {
                Operation = spec.Operation,
                Method = spec.Method,
                Element = spec.Element,
                Output = spec.Output,
                Operands = spec.Operands,
                M = new Dimension("1", 1),
                N = spec.M,
                K = spec.K,
            },
            plan,
            scheduler,
            ("x", "a", "y"))
    {
    }

    private MatrixText(KernelSpec spec, MatrixProductSpec product, ChainPlan plan, Scheduler scheduler, (string A, string B, string C) roles)
        : base(spec, plan, scheduler)
    {
        this.product = product;
        this.plan = plan;
        (roleA, roleB, roleC) = roles;
        threads = spec.Threads is null ? null : scheduler.Threads(product);
        piece = threads is null ? product : ProductPieces.Of(product, threads, plan.Gated);
    }

    private bool IsGated => plan.Gated;

    private bool HasBatchLoop => piece.Batch.Fixed != 1;

    /// <summary>b's columns in memory: a gated layer has two for each output.</summary>
    private string ColumnsOfB => IsGated ? $"2 * {N}" : N;

    private string M => product.M.Expression;
    private string N => product.N.Expression;
    private string K => product.K.Expression;

    public override IReadOnlyList<TargetArgument> Arguments
    {
        get
        {
            var list = new List<TargetArgument>();
            foreach (Operand operand in TargetSpans)
                list.Add(operand.Kind == OperandKind.Packed
                    ? new TargetArgument(Pointers(PackTexts.StripType(plan)), LocalRole(operand.Role), PackTexts.Pointer(Spec, plan, Pointer(operand)))
                    : new TargetArgument(Pointers(operand.Type), LocalRole(operand.Role), Passed(operand)));
            foreach (Operand operand in Spec.Operands.Items.Where(operand => operand.Kind == OperandKind.Scalar))
                list.Add(new TargetArgument(operand.Type.Keyword, operand.Role, operand.Parameter));
            if (Spec.Operands.Items.FirstOrDefault(operand => operand.Kind == OperandKind.Packed && operand.Type == NumericType.Half) is { } packed && plan.Accumulator == NumericType.Float32)
                list.Add(new TargetArgument("bool", FiniteB, $"global::KernelGen.Runtime.Packs.AreFinite({packed.Parameter})"));
            if (HasQuads)
                list.Add(new TargetArgument("int*", QuadsOfB, PackTexts.Quads(Spec[roleB], ValueRange.Of(Spec[roleB])!.Value)));
            foreach ((string name, Dimension? dimension) in LocalDimensions)
            {
                if (dimension is { IsFixed: false })
                    list.Add(new TargetArgument("nint", name, dimension.Expression));
            }

            return list;
        }
    }

    /// <summary>Whether packed halves are finite, in a target's method.</summary>
    private const string FiniteB = "finite";

    /// <summary>The pack's strips of four neighbours, or null, in a target's method.</summary>
    private const string QuadsOfB = "quads";

    /// <summary>Whether a pack may have its numbers by fours, which the declared values let some targets take.</summary>
    private bool HasQuads => product.PackedB && plan.Adjacent && product.Batch.Fixed == 1 && IntegerSums.FitInQuads(product, roleA, roleB);

    private IEnumerable<(string Name, Dimension? Dimension)> LocalDimensions =>
    [
        ("m", piece.M), ("n", piece.N), ("k", piece.K), ("batch", piece.Batch),
        ("lda", piece.Lda), ("ldb", piece.PackedB ? null : piece.Ldb), ("ldc", piece.Ldc),
        (Outputs, threads is null || !IsGated ? null : product.N with { Parameter = product.N.Expression }),
    ];

    /// <summary>Columns from a gated layer's gate to the value that it opens: all of its outputs, not those of a part.</summary>
    private string Outputs => threads is null ? "n" : "outputs";

    private string LocalRole(string role) => role == roleA ? "a" : role == roleB ? "b" : role == roleC ? "c" : role;

    public override void WriteChecks(CodeWriter writer)
    {
        foreach (Dimension dimension in new[] { product.M, product.N, product.K, product.Batch })
            Checks.NotNegative(writer, dimension);
        if (product.Lda is { } lda)
            Checks.LeadingDimension(writer, lda, product.TransposeA ? M : K);
        if (product.Ldb is { } ldb)
            Checks.LeadingDimension(writer, ldb, product.TransposeB ? K : ColumnsOfB);
        if (product.Ldc is { } ldc)
            Checks.LeadingDimension(writer, ldc, N);
        Checks.QuantisedScalars(writer, Spec);
        bool isVector = Spec is GemvSpec;
        foreach (Operand operand in Spans)
        {
            if (operand.Kind == OperandKind.Packed)
            {
                PackTexts.WriteCheck(writer, Spec, operand, product, plan, Scheduler);
                continue;
            }

            if (operand.Role == FusedNorm.Gamma)
            {
                Checks.Exactly(writer, operand, product.K);
                continue;
            }

            string length = LengthOf(operand);
            if (!IsNumber(length))
            {
                writer.Line($"long {TouchedLength(operand)} = {length};");
                length = TouchedLength(operand);
            }

            if (IsPerColumn(operand.Role) || (isVector && operand.Role != roleB))
                Checks.ExactLength(writer, operand, length, Meaning(operand.Role));
            else
                Checks.AtLeast(writer, operand, length, Meaning(operand.Role));
        }
    }

    /// <summary>Whether an operand has a number a column.</summary>
    private static bool IsPerColumn(string role) => role is "bias" or "weightScales" or "bScales" or "weightZeroPoints" or "bZeroPoints";

    private string Meaning(string role)
    {
        if (role != "bias" && IsPerColumn(role))
            return product.N.Name;
        string batch = product.Batch.Fixed != 1 ? "batch × " : "";
        if (Spec is GemvSpec)
            return role == roleB ? "K × M" : role == roleA ? "K" : "M";
        if (Spec.Operation == "Dense")
        {
            string outputs = IsGated ? "2 × Outputs" : "Outputs";
            return role switch
            {
                "x" => "batch × Inputs",
                "weights" => product.TransposeB ? outputs + " × Inputs" : "Inputs × " + outputs,
                "bias" => outputs,
                _ => "batch × Outputs",
            };
        }

        return batch + (role == roleA ? product.TransposeA ? "K × M" : "M × K" : role == roleB ? product.TransposeB ? "N × K" : "K × N" : "M × N");
    }

    /// <summary>A number, or the local that the checks have put it in.</summary>
    public override string TouchedLength(Operand operand) => operand.Role == FusedNorm.Gamma ? operand.Parameter + ".Length" :
        IsNumber(LengthOf(operand)) ? LengthOf(operand) : Names.Local(Spec.Method, operand.Role + "Length");

    public override OperandLayout Layout(Operand operand)
    {
        if (operand.Kind == OperandKind.Packed || IsPerColumn(operand.Role) || operand.Role == FusedNorm.Gamma)
            return base.Layout(operand);
        string columnsOfB = IsGated ? $"(nint)2 * {N}" : N;
        return operand.Role == roleA ? Of(product.TransposeA, M, K, product.Lda)
            : operand.Role == roleB ? Of(!product.TransposeB, columnsOfB, K, product.Ldb)
            : Of(false, M, N, product.Ldc);

        // So many vectors of such a length: as rows, or as columns.
        OperandLayout Of(bool asColumns, string vectors, string length, Dimension? leading)
        {
            (string rows, string columns) = asColumns ? (length, vectors) : (vectors, length);
            return new(product.Batch.Expression, rows, columns, leading?.Expression ?? columns, asColumns);
        }
    }

    private static bool IsNumber(string length) => length.All(char.IsDigit);

    private string LengthOf(Operand operand)
    {
        if (IsPerColumn(operand.Role))
            return Multiply(IsGated ? 2 : 1, product.N);
        if (operand.Role == roleA)
            return product.TransposeA ? MatrixLength(product.K, product.M, 1, product.Lda) : MatrixLength(product.M, product.K, 1, product.Lda);
        if (operand.Role == roleB)
        {
            int gates = IsGated ? 2 : 1;
            return product.TransposeB ? MatrixLength(product.N, product.K, 1, product.Ldb, gates) : MatrixLength(product.K, product.N, gates, product.Ldb);
        }

        return MatrixLength(product.M, product.N, 1, product.Ldc);
    }

    private static string Multiply(int factor, Dimension dimension) => dimension.Fixed is { } value
        ? Text((long)factor * value)
        : factor == 1 ? dimension.Expression : $"{Text(factor)}L * {dimension.Expression}";

    /// <summary>Elements from the first of a batch of matrices to the last of them: the end of the last row is not padded.</summary>
    private string MatrixLength(Dimension rows, Dimension columns, int columnFactor, Dimension? leading, int rowFactor = 1)
    {
        if (rows.Fixed is { } r && columns.Fixed is { } c && product.Batch.Fixed is { } count && leading is null or { IsFixed: true })
        {
            long allRows = (long)count * r * rowFactor, width = (long)c * columnFactor;
            return Text(allRows == 0 || width == 0 ? 0 : ((allRows - 1) * (leading?.Fixed ?? width)) + width);
        }

        string width2 = Multiply(columnFactor, columns);
        return $"global::KernelGen.Runtime.Check.MatrixLength({product.Batch.Expression}, {Multiply(rowFactor, rows)}, {width2}, {leading?.Expression ?? width2})";
    }

    public override bool MayBeIdentical(Operand input, Operand output) => input.Role == "residual";

    public override (double Flops, double Bytes)? Work
    {
        get
        {
            if (product.M.Fixed is not { } m || product.N.Fixed is not { } n || product.K.Fixed is not { } k || product.Batch.Fixed is not { } batch)
                return null;
            double gates = IsGated ? 2 : 1;
            double elements = ((double)m * k) + ((double)k * n * gates) + ((double)m * n);
            return (2.0 * batch * m * n * k * gates, batch * elements * plan.Element.Bytes);
        }
    }

    public override string DescribeSchedule(Target target) => target.Machine is { } machine
        ? Scheduler.Matrix(piece, plan, machine).Describe(machine.Registers)
        : "one chain at a time";

    public override double PredictedShare(Target target) =>
        target.Machine is { } machine ? Scheduler.Matrix(piece, plan, machine).PredictedShare : double.NaN;

    public override string? DescribeThreads(Target target) => threads?.Describe(TileRows(target), TileColumns(target));

    private int TileRows(Target target) => target.Machine is { } machine ? Scheduler.Matrix(piece, plan, machine).Tile.Rows : ThreadScheduler.ScalarTile.Rows;

    private int TileColumns(Target target) => target.Machine is { } machine
        ? Scheduler.Matrix(piece, plan, machine).Tile.Vectors * target.Dialect.LanesOf(plan.Accumulator)
        : ThreadScheduler.ScalarTile.Columns;

    public override IReadOnlyList<TargetArgument>? EntryArguments => threads is null ? null :
    [
        .. Arguments,
        .. product.Batch.Fixed == 1 ? [] : new[] { new TargetArgument("nint", "batch", product.Batch.Expression) },
    ];

    public override string Split => "ProductSplit";

    public override void WriteThreads(CodeWriter writer, Target target)
    {
        string batch = product.Batch.Fixed == 1 ? "1" : "batch";
        bool within = threads!.WithinProduct;
        string Whole(string name, Dimension dimension) => dimension.Fixed is { } value ? Text(value) : name;
        string m = Whole("m", piece.M), n = Whole("n", piece.N), k = Whole("k", piece.K);
        // A few rows wait for b to come from memory, which takes as long as four rows of multiply-adds.
        string work = $"{(IsGated ? "4.0" : "2.0")} * Math.Max({m}, 4) * {n} * {k}{(batch == "1" ? "" : " * batch")}";
        string tile = within ? $"{Text(TileRows(target))}, {Text(TileColumns(target))}" : $"{m}, {n}";
        ThreadsWriter.Write(
            writer, target, EntryArguments!, work, threads.LeastFlops,
            (Split, $"{batch}, {m}, {n}, {tile}"),
            () =>
            {
                writer.Line("var piece = call->split.Part(part);");
                string Of(string name, Dimension? dimension) => dimension?.Fixed is { } value ? Text(value) : "call->" + name;
                string wholeM = Of("m", piece.M), wholeN = Of("n", piece.N), wholeK = Of("k", piece.K);
                string lda = Of("lda", piece.Lda), ldb = Of("ldb", piece.Ldb), ldc = Of("ldc", piece.Ldc);

                string Product(string rows, string leading) => batch == "1" ? "" : $" + product * {rows} * {leading}";
                string Call(TargetArgument argument) => argument.Name switch
                {
                    "a" => $"call->a{Product(product.TransposeA ? wholeK : wholeM, lda)}" + (!within ? "" : product.TransposeA ? " + piece.Row" : $" + piece.Row * {lda}"),
                    "b" when product.PackedB => "call->b" + (within ? $" + piece.Column * {(plan.Adjacent ? $"(({wholeK} + 1) / 2)" : wholeK)}" : ""), // its columns begin with a strip
                    "b" => $"call->b{Product(product.TransposeB ? wholeN : wholeK, ldb)}" + (!within ? "" : product.TransposeB ? $" + piece.Column * {ldb}" : " + piece.Column"),
                    QuadsOfB when within => $"call->{QuadsOfB} == null ? null : call->{QuadsOfB} + piece.Column * (({wholeK} + 3) / 4)",
                    "c" or "residual" => $"call->{argument.Name}{Product(wholeM, ldc)}" + (!within ? "" : $" + piece.Row * {ldc} + piece.Column"),
                    _ when IsPerColumn(argument.Name) => $"call->{argument.Name}" + (within ? " + piece.Column" : ""),
                    "m" when within => "piece.Rows",
                    "n" when within => "piece.Columns",
                    _ => "call->" + argument.Name,
                };
                string call = $"{target.Method}({string.Join(", ", Arguments.Select(Call))});";
                if (batch == "1")
                {
                    writer.Line(call);
                    return;
                }

                using (writer.Block("for (nint product = piece.First; product < piece.End; product++)"))
                    writer.Line(call);
            });
    }

    public override IEnumerable<(TileSet Set, ChainPlan Plan, Target Target)> SharedTiles(Target target)
    {
        if (target.Machine is not { } machine)
            return [];
        MatrixSchedule schedule = Scheduler.Matrix(piece, plan, machine);
        return schedule.Inline ? [] : new[] { schedule, schedule.InRange }.OfType<MatrixSchedule>()
            .Select(way => (SetOf(target, plan, way), plan with { Sum = way.SumOf(plan) }, target));
    }

    /// <summary>The tiles of a schedule.</summary>
    public static TileSet SetOf(Target target, ChainPlan plan, MatrixSchedule schedule) =>
        new(target.Name, plan.Accumulator, schedule.TakesPacked ? PackTexts.StripType(plan) : plan.Accumulator, KindOfSteps(plan, schedule), schedule.PackA && !schedule.CopiesRows, schedule.PrefetchB, schedule.Tile)
        { FiniteB = schedule.FiniteB, RowsApart = schedule.TurnsResult };

    private const string Quads = "Quads";

    private static string KindOfSteps(ChainPlan plan, MatrixSchedule schedule) =>
        schedule.Together != 4 ? KindOfSum(plan)
        : Quads + (schedule.DotsQuads ? plan.Element.ShortName + (plan.SecondElement ?? plan.Element).ShortName : "") + (schedule.IsTurned ? "Turned" : "");

    /// <summary>The name by which a target's code calls the tiles of a set.</summary>
    public static string Alias(TileSet set) => set.Target + (set.Sum.StartsWith(Quads, StringComparison.Ordinal) ? Quads : set.FiniteB ? "Finite" : "") + "Tiles";

    /// <summary>What tells the steps of a plan's sum from others on the same types.</summary>
    public static string KindOfSum(ChainPlan plan) => plan.Sum.State.Count > 1 ? "Compensated" : plan.AccumulatorGrid?.Name ?? "";

    public override void WriteTarget(CodeWriter writer, Target target)
    {
        WriteDimensions(writer);
        if (target.Machine is not { } machine)
        {
            WriteBatch(writer, () => WriteScalar(writer));
            return;
        }

        MatrixSchedule schedule = Scheduler.Matrix(piece, plan, machine);
        if (schedule.InRange is not { } inRange)
        {
            WriteWay(writer, target, schedule);
            return;
        }

        using (writer.Block($"if ({(inRange.FiniteB ? FiniteB : string.Join(" && ", InRangeTests()))})"))
        {
            if (HasQuads)
                writer.Line($"b = {QuadsOfB};");
            WriteWay(writer, target, inRange);
        }

        using (writer.Block("else"))
            WriteWay(writer, target, schedule);
    }

    /// <summary>What asks whether the factors hold what is declared of them; that of a factor which can hold nothing else is left out.</summary>
    private List<string> InRangeTests()
    {
        var tests = new List<string>();
        foreach ((string role, string name, string rows, string columns, string leading) in new[]
        {
            (roleA, "a", product.TransposeA ? "k" : "m", product.TransposeA ? "m" : "k", "lda"), (roleB, "b", product.TransposeB ? "n" : "k", product.TransposeB ? "k" : "n", "ldb"),
        })
        {
            Operand operand = Spec[role];
            if (operand.Kind == OperandKind.Packed)
                tests.Insert(0, $"{QuadsOfB} != null");
            else if (ValueRange.Of(operand) is { } range && range != ValueRange.OfType(operand))
                tests.Add($"IntegerRange.Holds({name}, {rows}, {columns}, {leading}, {Text((long)Math.Ceiling(range.Low))}, {Text((long)Math.Floor(range.High))})");
        }

        return tests.Count == 0 ? ["true"] : tests;
    }

    private void WriteWay(CodeWriter writer, Target target, MatrixSchedule schedule)
    {
        var body = new MatrixBody(writer, piece, plan, (VectorDialect)target.Dialect, schedule, Outputs, target.Name + "Finish", FinishArguments(Spec, plan));
        if (schedule.Inline)
        {
            body.WriteInlineSetup();
            WriteBatch(writer, body.WriteInline);
        }
        else
        {
            string tiles = Alias(SetOf(target, plan, schedule));
            if (schedule.RowsInPlace > 0 && WriteRowsInPlace(writer, body))
                return;
            body.WriteBlockedSetup(tiles);
            WriteBatch(writer, () => body.WriteBlocked(tiles));
        }
    }

    /// <summary>Says whether all calls go this way.</summary>
    private bool WriteRowsInPlace(CodeWriter writer, MatrixBody body)
    {
        string condition = body.FewRows();
        if (condition.Length == 0)
        {
            body.WriteFewRowsSetup();
            WriteBatch(writer, body.WriteFewRows);
            return true;
        }

        using (writer.Block($"if ({condition})"))
        {
            body.WriteFewRowsSetup();
            WriteBatch(writer, body.WriteFewRows);
            writer.Line("return;");
        }

        return false;
    }

    /// <summary>Fixed dimensions become constants; the run-time ones are parameters. Rows without a stated leading dimension follow each other.</summary>
    private void WriteDimensions(CodeWriter writer)
    {
        foreach ((string name, Dimension? dimension) in LocalDimensions)
        {
            if (dimension?.Fixed is { } value && (name != "batch" || HasBatchLoop))
                writer.Line($"const int {name} = {Text(value)};");
        }

        Follow("lda", piece.Lda, piece.TransposeA ? piece.M : piece.K, piece.TransposeA ? "m" : "k", 1);
        if (!piece.PackedB)
            Follow("ldb", piece.Ldb, piece.TransposeB ? piece.K : piece.N, piece.TransposeB ? "k" : "n", !piece.TransposeB && IsGated ? 2 : 1);
        Follow("ldc", piece.Ldc, piece.N, "n", 1);

        void Follow(string name, Dimension? leading, Dimension row, string local, int factor)
        {
            if (leading is not null)
                return;
            string value = factor == 1 ? local : $"{Text(factor)} * {local}";
            writer.Line(row.IsFixed ? $"const int {name} = {value};" : $"nint {name} = {value};");
        }
    }

    private void WriteBatch(CodeWriter writer, Action body)
    {
        if (!HasBatchLoop)
        {
            body();
            return;
        }

        using (writer.Block("for (nint product = 0; product < batch; product++)"))
        {
            body();
            writer.Line($"a += (nint){(product.TransposeA ? "k" : "m")} * lda;");
            writer.Line($"b += (nint){(product.TransposeB ? "n" : "k")} * ldb;");
            writer.Line("c += (nint)m * ldc;");
        }
    }

    private void WriteScalar(CodeWriter writer)
    {
        using (writer.Block("for (nint i = 0; i < m; i++)"))
        {
            using (writer.Block("for (nint j = 0; j < n; j++)"))
            {
                if (IsGated)
                    WriteChain("gate", "j");
                WriteChain("sum", IsGated ? $"(j + {Outputs})" : "j");
                new EpilogueWriter(writer, plan, piece).WriteScalar(
                    name => name switch
                    {
                        "gate" => name,
                        "sum" => plan.Epilogue.Type == plan.Accumulator ? name : $"({plan.Epilogue.Type}){name}",
                        "gateBias" => Widen(Spec["bias"].Type, "bias[j]"),
                        "bias" or "residual" when plan.Epilogue.Type != plan.Accumulator => name == "bias" ? "bias[j]" : "residual[i * ldc + j]",
                        "bias" => Widen(Spec["bias"].Type, IsGated ? $"bias[{Outputs} + j]" : "bias[j]"),
                        "residual" => Widen(Spec["residual"].Type, "residual[i * ldc + j]"),
                        "alpha" or "beta" => Widen(Spec[name].Type, name),
                        _ when name.EndsWith("Scales", StringComparison.Ordinal) => name + "[j]",
                        _ when name.EndsWith("Scale", StringComparison.Ordinal) || name.EndsWith("ZeroPoint", StringComparison.Ordinal) => name,
                        _ => Widen(plan.Output, "c[i * ldc + j]"),
                    },
                    "c[i * ldc + j]");
            }
        }

        void WriteChain(string name, string column)
        {
            var printer = new ProgramPrinter(writer, Scalar.Target.Dialect);
            string[] state = plan.Sum.State.Select(part => name + (part == "s" ? "State" : "Error")).ToArray();
            foreach (string part in state)
                writer.Line($"{plan.Accumulator} {part} = 0;");
            using (writer.Block("for (nint p = 0; p < k; p++)"))
            {
                string a = Factor(roleA, plan.Element, product.TransposeA ? "a[p * lda + i]" : "a[i * lda + p]");
                // A strip of one column is k numbers, one behind the other; of 8-bit integers two share one.
                string b = !product.PackedB ? Factor(roleB, plan.SecondElement ?? plan.Element, product.TransposeB ? $"b[{column} * ldb + p]" : $"b[p * ldb + {column}]")
                    : plan.Adjacent ? $"unchecked((ushort)(b[{column} * ((k + 1) / 2) + p / 2] >> (int)(p % 2 * 16)))"
                    : Widen(PackTexts.StripType(plan), $"b[{column} * k + p]");
                printer.Assign(plan.Sum.Step, [a, b, .. state], state, name + "T");
            }

            string collapsed = printer.Print(plan.Sum.Collapse, state, name + "C")[0];
            writer.Line($"{plan.Accumulator} {name} = {collapsed};");
        }
    }

    /// <summary>An element of a factor, less its zero point.</summary>
    private string Factor(string role, NumericType type, string element)
    {
        string zeroPoint = Requantization.RoleOf(role, "ZeroPoint"), zeroPoints = zeroPoint + "s";
        string moved = Spec.Find(zeroPoint) is not null ? $"({element} - {zeroPoint})" : Spec.Find(zeroPoints) is not null ? $"({element} - {zeroPoints}[j])" : element;
        return WidenElement(type, moved);
    }

    /// <summary>What the epilogue of a tile takes beside the sums, in the order of its parameters.</summary>
    public static List<(string Type, string Name)> FinishArguments(KernelSpec spec, ChainPlan plan)
    {
        var list = new List<(string, string)>();
        if (spec.Find("bias") is { } bias)
        {
            list.Add((Pointers(bias.Type), "bias"));
            if (plan.Gated)
                list.Add((Pointers(bias.Type), "gateBias"));
        }

        if (spec.Find("residual") is { } residual)
            list.Add((Pointers(residual.Type), "residual"));
        foreach (string name in plan.Epilogue.Inputs.Items.Concat(plan.EpilogueWithoutRead?.Inputs.Items ?? []).Distinct())
        {
            if (spec.Find(name) is { } operand && list.All(argument => argument.Item2 != name) && name is not ("c" or "y"))
                list.Add((operand.Kind == OperandKind.Scalar ? operand.Type.Keyword : Pointers(operand.Type), name));
        }

        return list;
    }

    public override void WriteHelpers(CodeWriter writer, Target target)
    {
        if (target.Machine is not { } machine || Scheduler.Matrix(piece, plan, machine) is not { Staged: true } schedule)
            return;
        writer.Line();
        string type = Pointers(plan.Accumulator);
        string gate = IsGated ? $"{type} gate, " : "";
        string extra = string.Concat(FinishArguments(Spec, plan).Select(argument => $", {argument.Type} {argument.Name}"));
        writer.Line("// The epilogue of a tile: from its sums to the result.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {target.Name}Finish(nint rows, nint columns, {gate}{type} sum, nint lds, {Pointers(plan.Output)} c, nint ldc{extra})"))
            new EpilogueWriter(writer, plan, product, vectors: schedule.Tile.Vectors).WriteTile((VectorDialect)target.Dialect);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
