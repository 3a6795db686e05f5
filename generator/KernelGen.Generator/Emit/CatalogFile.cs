using System.Collections.Immutable;
using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>KernelGen.Generated.KernelCatalog: what the assembly's kernels are, for whoever asks; it costs nothing unless it is read.</summary>
internal static class CatalogFile
{
    public static string Write(EquatableArray<KernelSpec> specs)
    {
        var writer = new CodeWriter();
        Header.WritePreamble(writer);
        using (writer.Block("namespace KernelGen.Generated"))
        {
            writer.Line("/// <summary>The kernels of this assembly.</summary>");
            using (writer.Block("internal static class KernelCatalog"))
            {
                writer.Line("/// <summary>The version of the plans, which fix the bits: equal versions give equal results.</summary>");
                writer.Line($"public const int PlanVersion = {PlanConstants.PlanVersion.ToString(CultureInfo.InvariantCulture)};");
                writer.Line();
                writer.Line("/// <summary>The target that runs on this processor, where a kernel was emitted for it: Avx512, Avx512VL (256-bit vectors), Avx2, Neon or Scalar.</summary>");
                writer.Line("public static string RunningTarget => global::KernelGen.Runtime.Processor.Name;");
                writer.Line();
                writer.Line("/// <summary>Every kernel, in the order of its file's name.</summary>");
                writer.Line("public static global::System.Collections.Generic.IReadOnlyList<global::KernelGen.KernelInfo> All { get; } =");
                writer.Line("[");
                using (writer.Indent())
                {
                    foreach (KernelSpec spec in specs.Items.OrderBy(spec => spec.Method.HintName, StringComparer.Ordinal))
                        WriteKernel(writer, spec);
                }

                writer.Line("];");
            }
        }

        return writer.ToString();
    }

    private static void WriteKernel(CodeWriter writer, KernelSpec spec)
    {
        if (KernelTexts.TryOf(spec, Scheduler.Model) is not { } kernel)
            return;

        ImmutableArray<Target> targets = kernel.Targets;
        Dimension length = kernel.Plan.Length;
        writer.Line("new global::KernelGen.KernelInfo");
        writer.Line("{");
        using (writer.Indent())
        {
            writer.Line($"Name = {Quote(spec.Method.DisplayName)},");
            writer.Line($"Operation = {Quote(spec.Operation)},");
            writer.Line($"Shape = {Quote(string.Join(", ", spec.Dimensions))},");
            writer.Line($"ElementType = {Quote(spec.Element.Name)},");
            writer.Line($"AccumulatorType = {Quote(kernel.Plan.AccumulatorName + (spec.Accumulate == Accumulation.Compensated ? ", compensated" : ""))},");
            string list = string.Join(", ", targets.Select(target => Quote($"{target.Name}: {Facts.Schedule(kernel, target)}")));
            writer.Line($"Targets = [{list}],");
            writer.Line($"PredictedShares = [{string.Join(", ", targets.Select(target => Share(Facts.PredictedShare(kernel, target))))}],");
            if (kernel.Work is { } work)
            {
                writer.Line($"FloatingPointOperations = {work.Flops.ToString("R", CultureInfo.InvariantCulture)}d,");
                writer.Line($"Bytes = {work.Bytes.ToString("R", CultureInfo.InvariantCulture)}d,");
            }

            // What quantising x costs is no part of the sum's terms.
            if (length.Fixed is { } fixedLength && kernel.Plan.Bound.Quantisation == 0)
            {
                writer.Line($"ErrorCoefficient = {Text(kernel.Plan.Bound.Coefficient(fixedLength))},");
                writer.Line($"ErrorTerm = {Text(kernel.Plan.Bound.AbsoluteTerm(fixedLength))},");
            }

            writer.Line($"ErrorBound = {Quote(kernel.Plan.Bound.Describe())},");
            writer.Line($"Work = {Quote(Facts.Work(kernel))},");
        }

        writer.Line("},");
    }

    private static string Share(double share) => double.IsNaN(share) ? "double.NaN" : share.ToString("0.##", CultureInfo.InvariantCulture) + "d";

    private static string Text(double value) =>
        double.IsInfinity(value) ? "double.PositiveInfinity" : value.ToString("G17", CultureInfo.InvariantCulture) + "d";

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
