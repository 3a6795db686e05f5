using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>Prints one row of a <see cref="RowPlan"/>; a target with vectors and the scalar one walk differently.</summary>
internal abstract class RowWalk(CodeWriter writer, RowPlan plan, Func<string, NumericType> typeOf)
{
    /// <summary>The elements of a row, in a target's method.</summary>
    public const string Length = "n";

    protected CodeWriter Writer { get; } = writer;
    protected RowPlan Plan { get; } = plan;
    protected NumericType Type => Plan.Accumulator;
    protected NumericType TypeOf(string operand) => typeOf(operand);

    protected RowPass Last => Plan.Passes[Plan.Passes.Count - 1];

    protected bool IsNumber(string input) => Plan.Passes.Items.Any(pass => pass.Name == input);

    /// <summary>What is on the stack for all rows.</summary>
    public virtual void WriteBuffers()
    {
    }

    public void WriteRow()
    {
        foreach (RowPass pass in Plan.Passes)
        {
            string[] states = WritePass(pass);
            var single = new ProgramPrinter(Writer, Scalar.Target.Dialect);
            string all = single.Print(pass.Reduction.Collapse, states, pass.Name + "_c")[0];
            Writer.Line($"{Type} {pass.Name}_all = {all};");
            string number = single.Print(pass.Finish, [.. pass.Finish.Inputs.Items.Select(input => input switch
            {
                "all" => pass.Name + "_all",
                "count" => $"({Type}){Length}",
                _ => input,
            })], pass.Name + "_f")[0];
            Writer.Line($"{Type} {pass.Name} = {number};");
            NumberFound(pass.Name);
        }

        WriteMap();
    }

    /// <summary>Prints a pass; returns an expression for each state over all elements.</summary>
    protected abstract string[] WritePass(RowPass pass);

    protected abstract void WriteMap();

    protected virtual void NumberFound(string name)
    {
    }

    protected static string State(RowPass pass, int state) => pass.Name + "_" + pass.Reduction.State[state];

    /// <summary>What a state starts at, as bits.</summary>
    protected ulong Start(RowPass pass, int state) => state > 0 || pass.Start == 0 ? 0 : new ProgramBuilder(Type) is var p ? p.Build(p.Constant(pass.Start)).Body[0].Bits : 0;
}
