using System.Globalization;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints what shares a call among threads: the method that cuts it and the one that computes a part, through the same target's method as
/// one thread would. The arguments lie on the caller's stack meanwhile, and the operands are pinned for as long.
/// </summary>
internal static class ThreadsWriter
{
    /// <summary>The method that the user's calls, beside that of the target alone.</summary>
    public static string Entry(Target target) => target.Name + "Threads";

    /// <summary>The arguments of a call, for its parts.</summary>
    public static void WriteCall(CodeWriter writer, IReadOnlyList<TargetArgument> arguments, string split)
    {
        writer.Line("// The arguments of a call, which its parts share.");
        using (writer.Block("private struct Call"))
        {
            foreach (TargetArgument argument in arguments)
                writer.Line($"internal {argument.Type} {argument.Name};");
            writer.Line($"internal {split} split;");
        }
    }

    /// <param name="arguments">Of the whole call.</param>
    /// <param name="work">How much it is, as an expression of them.</param>
    /// <param name="least">How much of it one thread is worth.</param>
    /// <param name="split">The library's struct that cuts it, and what its constructor takes after the number of threads.</param>
    /// <param name="writePart">Prints the body that computes part <c>part</c> of <c>call</c>.</param>
    public static void Write(
        CodeWriter writer, Target target, IReadOnlyList<TargetArgument> arguments, string work, double least, (string Type, string Arguments) split, Action writePart)
    {
        using (writer.Block($"internal static void {Entry(target)}({Parameters(arguments)}int maxThreads)"))
        {
            WriteSetup(writer, arguments, work, least, split);
            writer.Line(Run(target));
        }

        WritePart(writer, target, writePart);
    }

    /// <summary>The parameters of the entry before <c>maxThreads</c>.</summary>
    public static string Parameters(IReadOnlyList<TargetArgument> arguments) =>
        string.Concat(arguments.Select(argument => $"{argument.Type} {argument.Name}, "));

    /// <summary>How many threads, and the call that they share.</summary>
    public static void WriteSetup(
        CodeWriter writer, IReadOnlyList<TargetArgument> arguments, string work, double least, (string Type, string Arguments) split)
    {
        writer.Line($"int threads = ParallelLoop.Threads({work}, {least.ToString("R", CultureInfo.InvariantCulture)}, maxThreads);");
        writer.Line("var call = new Call");
        writer.Line("{");
        using (writer.Indent())
        {
            foreach (TargetArgument argument in arguments)
                writer.Line($"{argument.Name} = {argument.Name},");
            writer.Line($"split = new {split.Type}(threads, {split.Arguments}),");
        }

        writer.Line("};");
    }

    /// <summary>The statement that runs the parts of a call.</summary>
    public static string Run(Target target) => $"ParallelLoop.Run(&{target.Name}Part, &call, call.split.Parts, threads);";

    /// <summary>The method that computes a part.</summary>
    public static void WritePart(CodeWriter writer, Target target, Action writePart)
    {
        writer.Line();
        using (writer.Block($"private static void {target.Name}Part(void* state, int part)"))
        {
            writer.Line("var call = (Call*)state;");
            writePart();
        }
    }
}
