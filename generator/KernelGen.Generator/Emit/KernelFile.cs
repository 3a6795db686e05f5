using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>The whole emitted file of one kernel: header, the user's method, and a file class with one method a target.</summary>
internal static class KernelFile
{
    public static string Write(KernelText kernel)
    {
        var writer = new CodeWriter();
        KernelSpec spec = kernel.Spec;
        ImmutableArray<Target> targets = kernel.Targets;
        string implementation = "Kernel_" + new string(spec.Method.HintName.Select(c => char.IsLetterOrDigit(c) && c < 128 ? c : '_').ToArray());

        Header.Write(writer, kernel, targets);
        WriteUserMethod(writer, kernel, targets, implementation);
        writer.Line();
        WriteTargets(writer, kernel, targets, implementation);
        return writer.ToString();
    }

    /// <summary>A kernel that cannot be generated: a body that says why, so that only the rule's error shows.</summary>
    public static string WriteRefusal(MethodShape method, string reason)
    {
        var writer = new CodeWriter();
        Header.WritePreamble(writer);
        using (InUserType(writer, method))
        {
            using (writer.Block($"{method.Modifiers} {method.ReturnType} {method.Name}({method.Parameters})"))
                writer.Line($"throw new global::System.NotSupportedException({Quote(reason)});");
        }

        return writer.ToString();
    }

    private static void WriteUserMethod(CodeWriter writer, KernelText kernel, ImmutableArray<Target> targets, string implementation)
    {
        KernelSpec spec = kernel.Spec;
        MethodShape method = spec.Method;
        using (InUserType(writer, method))
        {
            HoverText.Write(writer, kernel);
            using (writer.Block($"{method.Modifiers} {method.ReturnType} {method.Name}({method.Parameters})"))
            {
                kernel.WriteChecks(writer);
                WriteSafeLength(writer, kernel);
                if (spec.Threads is { Parameter: { } maxThreads })
                    Checks.AtLeastOne(writer, maxThreads);
                using (writer.Block("unsafe"))
                {
                    foreach (Operand operand in kernel.Spans)
                        writer.Line($"fixed ({PointerType(operand)} {kernel.Pointer(operand)} = {operand.Parameter})");
                    using (writer.Block())
                    {
                        WriteOverlapChecks(writer, kernel);
                        DeclaredChecks.Write(writer, kernel);
                        WriteNorm(writer, kernel, targets, implementation);
                        kernel.WriteCall(writer, (inner, result) => WriteDispatch(inner, kernel, targets, implementation, result));
                    }
                }
            }
        }
    }

    /// <summary>A length of run time is one whose sums an int holds.</summary>
    private static void WriteSafeLength(CodeWriter writer, KernelText kernel)
    {
        if (kernel.Plan is { Accumulator: var type, Length.IsFixed: false } && type == NumericType.Int32)
            kernel.WriteSumFits(writer, IntegerSums.SafeLength(kernel.Spec));
    }

    private static string PointerType(Operand operand) => operand.IsIndex ? "int*" : operand.Type.Keyword + "*";

    private static void WriteOverlapChecks(CodeWriter writer, KernelText kernel)
    {
        Operand[] spans = kernel.Spans.ToArray();
        for (int o = 0; o < spans.Length; o++)
        {
            if (spans[o].Kind != OperandKind.Output)
                continue;
            for (int i = 0; i < spans.Length; i++)
            {
                // Two outputs are compared once; packed weights have memory that nobody else has.
                if (i == o || spans[i].Kind == OperandKind.Packed || (spans[i].Kind == OperandKind.Output && i > o))
                    continue;
                Checks.NoOverlap(
                    writer,
                    kernel.Pointer(spans[i]), Long(kernel.TouchedLength(spans[i])), spans[i],
                    kernel.Pointer(spans[o]), Long(kernel.TouchedLength(spans[o])), spans[o],
                    spans[i].Kind == OperandKind.Input && spans[i].Type == spans[o].Type && kernel.MayBeIdentical(spans[i], spans[o]));
            }
        }
    }

    private static string Long(string length) => length.All(char.IsDigit) ? length + "L" : length.EndsWith(".Length", StringComparison.Ordinal) ? "(long)" + length : $"(long)({length})";

    /// <summary>What the rows go through before the kernel's own work.</summary>
    private static void WriteNorm(CodeWriter writer, KernelText kernel, ImmutableArray<Target> targets, string implementation)
    {
        if (kernel.Norm is not { } norm)
            return;
        norm.WriteRoom(writer);
        WriteChain(writer, targets, target => $"global::KernelGen.Generated.{implementation}.{NormedRows.Method(target)}({norm.Values});");
    }

    private static void WriteDispatch(CodeWriter writer, KernelText kernel, ImmutableArray<Target> targets, string implementation, string result)
    {
        string arguments = string.Join(", ", (kernel.EntryArguments ?? kernel.Arguments).Select(argument => argument.Value));
        if (kernel.EntryArguments is not null)
            arguments += ", " + kernel.Spec.Threads!.Expression;
        WriteChain(writer, targets, target => $"{result}global::KernelGen.Generated.{implementation}.{(kernel.EntryArguments is null ? target.Method : ThreadsWriter.Entry(target))}({arguments});");
    }

    /// <summary>The chain of targets; the tests are constants to the JIT, so one call is left.</summary>
    private static void WriteChain(CodeWriter writer, ImmutableArray<Target> targets, Func<Target, string> call)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            Target target = targets[i];
            if (target.Machine is not null)
                writer.Line($"{(i > 0 ? "else " : "")}if ({target.Runs})");
            else if (i > 0)
                writer.Line("else");
            if (i == 0 && target.Machine is null)
            {
                writer.Line(call(target));
            }
            else
            {
                using (writer.Indent())
                    writer.Line(call(target));
            }
        }
    }

    private static void WriteTargets(CodeWriter writer, KernelText kernel, ImmutableArray<Target> targets, string implementation)
    {
        using (writer.Block("namespace KernelGen.Generated"))
        {
            WriteUsings(writer);
            foreach (Target target in targets)
            {
                foreach (var shared in kernel.SharedTiles(target))
                    writer.Line($"using {MatrixText.Alias(shared.Set)} = global::KernelGen.Generated.{shared.Set.Class};");
            }

            if (targets.Any(target => kernel.SharedTiles(target).Any()))
                writer.Line();
            using (writer.Block($"file static unsafe class {implementation}"))
            {
                string parameters = string.Join(", ", kernel.Arguments.Select(argument => $"{argument.Type} {argument.Name}"));
                for (int i = 0; i < targets.Length; i++)
                {
                    if (i > 0)
                        writer.Line();
                    writer.Line($"// {targets[i].Name}: {kernel.DescribeSchedule(targets[i])}.");
                    writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
                    using (writer.Block($"internal static {kernel.ReturnType} {targets[i].Method}({parameters})"))
                        kernel.WriteTarget(writer, targets[i]);
                    kernel.WriteHelpers(writer, targets[i]);
                    kernel.Norm?.WriteTarget(writer, targets[i]);
                    if (kernel.EntryArguments is null)
                        continue;
                    writer.Line();
                    writer.Line($"// {targets[i].Name}, {kernel.DescribeThreads(targets[i])}.");
                    kernel.WriteThreads(writer, targets[i]);
                }

                if (kernel.EntryArguments is { } shared)
                {
                    writer.Line();
                    ThreadsWriter.WriteCall(writer, shared, kernel.Split);
                }
            }
        }
    }

    /// <summary>What the targets' code names without its namespace.</summary>
    public static void WriteUsings(CodeWriter writer)
    {
        foreach (string name in new[]
        {
            "System", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "System.Runtime.Intrinsics.Arm",
            "System.Runtime.Intrinsics.X86", "KernelGen.Runtime",
        })
            writer.Line($"using global::{name};");
        writer.Line();
    }

    /// <summary>The namespace and the nest of types around the user's method.</summary>
    internal static Nest InUserType(CodeWriter writer, MethodShape method)
    {
        var blocks = new Stack<CodeWriter.Closing>();
        if (method.Namespace.Length > 0)
            blocks.Push(writer.Block("namespace " + method.Namespace));
        foreach (string header in method.ContainingTypes)
            blocks.Push(writer.Block(header));
        return new Nest(blocks);
    }

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", " ").Replace("\n", " ") + "\"";

    internal readonly struct Nest(Stack<CodeWriter.Closing> blocks) : IDisposable
    {
        public void Dispose()
        {
            while (blocks.Count > 0)
                blocks.Pop().Dispose();
        }
    }
}
