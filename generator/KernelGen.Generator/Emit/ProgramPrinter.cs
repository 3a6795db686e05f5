using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>
/// Prints a program in a dialect: a value that is used once becomes part of the expression that uses it (two levels deep at
/// most, so that lines stay short), one that is used often becomes a local.
/// </summary>
internal sealed class ProgramPrinter(CodeWriter writer, Dialect dialect)
{
    private const int DeepestExpression = 2;
    private int locals;

    /// <summary>
    /// The locals are declared already and each assignment starts with the first again: C# gives every local a place of its own, and
    /// a step that is written out a hundred times would pass what the JIT optimises.
    /// </summary>
    public bool ReusesLocals { get; init; }

    /// <summary>How many locals <see cref="Assign"/> takes for a program.</summary>
    public static int LocalsOf(Program program, Dialect dialect)
    {
        var trial = new ProgramPrinter(new CodeWriter(), dialect);
        trial.Assign(program, [.. program.Inputs.Select(name => name + "_")], [.. program.Results.Select((_, i) => "result" + i.ToString(CultureInfo.InvariantCulture))]);
        return trial.locals;
    }

    /// <summary>Writes the locals that the program needs and returns an expression for each result.</summary>
    /// <param name="program">What to print.</param>
    /// <param name="inputs">An expression for each input: a name, or an access that may be repeated.</param>
    /// <param name="prefix">How its locals are named: <c>t</c> gives t0, t1, …</param>
    public string[] Print(Program program, IReadOnlyList<string> inputs, string prefix = "t")
    {
        int[] uses = CountUses(program);
        string[] texts = new string[program.Body.Count];
        int[] depths = new int[program.Body.Count];
        for (int i = 0; i < program.Body.Count; i++)
        {
            Instruction step = program.Body[i];
            if (step.Op == Op.Input)
            {
                texts[i] = inputs[step.A];
                continue;
            }

            if (step.Op == Op.Constant)
            {
                texts[i] = dialect.Constant(program.Type, step.Bits);
                continue;
            }

            bool call = IsCall(step.Op);
            int depth = 1 + Math.Max(Depth(step.A), Math.Max(Depth(step.B), Depth(step.C)));
            if (uses[i] == 0)
                continue;
            string text = dialect.Operation(program.Type, step, Argument(step.A, call), Argument(step.B, call), Argument(step.C, call));
            bool isResult = program.Results.Items.Contains(i);
            if ((uses[i] > 1 || depth >= DeepestExpression) && !(isResult && uses[i] == 1))
            {
                texts[i] = Keep(text, prefix);
            }
            else
            {
                texts[i] = text;
                depths[i] = depth;
            }
        }

        return program.Results.Items.Select(result => texts[result]).ToArray();

        int Depth(int source) => source < 0 ? 0 : depths[source];

        string Argument(int source, bool insideCall) =>
            source < 0 ? "" : !insideCall && (NeedsParentheses(source) || texts[source].StartsWith("-", StringComparison.Ordinal)) ? $"({texts[source]})" : texts[source];

        bool NeedsParentheses(int source) => depths[source] > 0 && !IsCall(program.Body[source].Op);
    }

    /// <summary>Prints into existing variables; all results are computed before the first is assigned.</summary>
    public void Assign(Program program, IReadOnlyList<string> inputs, IReadOnlyList<string> targets, string prefix = "t")
    {
        if (ReusesLocals)
            locals = 0;
        string[] results = Print(program, inputs, prefix);
        for (int i = 0; i < results.Length && results.Length > 1; i++)
        {
            if (results[i].All(char.IsLetterOrDigit))
                continue;
            results[i] = Keep(results[i], prefix);
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (targets[i] != results[i])
                writer.Line($"{targets[i]} = {results[i]};");
        }
    }

    private string Keep(string text, string prefix)
    {
        string local = prefix + locals++;
        writer.Line($"{(ReusesLocals ? "" : "var ")}{local} = {text};");
        return local;
    }

    private bool IsCall(Op op) => op switch
    {
        Op.FusedMultiplyAdd or Op.Absolute or Op.SquareRoot or Op.MultiplyAddBytes or Op.SubtractHalves => true,
        Op.DotPairs or Op.DotQuads => true,
        Op.LessThan or Op.EqualTo or Op.Select or Op.AddBits or Op.ShiftBitsLeft or Op.ShiftBitsRight or Op.ShiftBitsRightSigned => dialect is VectorDialect,
        Op.AndBits or Op.OrBits or Op.XorBits => dialect is not VectorDialect,
        _ => false,
    };

    private static int[] CountUses(Program program)
    {
        int[] uses = new int[program.Body.Count];
        foreach (int result in program.Results)
            uses[result]++;
        for (int i = program.Body.Count - 1; i >= 0; i--)
        {
            Instruction step = program.Body[i];
            if (step.Op is Op.Input or Op.Constant || uses[i] == 0)
                continue;
            foreach (int source in new[] { step.A, step.B, step.C })
            {
                if (source >= 0)
                    uses[source]++;
            }
        }

        return uses;
    }
}
