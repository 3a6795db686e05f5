using System.Collections.Immutable;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;
using KernelGen.Generator.Targets;

namespace KernelGen.Generator.Emit;

/// <summary>A parameter of a target's method and what the user's method passes for it.</summary>
internal readonly record struct TargetArgument(string Type, string Name, string Value);

/// <summary>
/// One kernel about to be printed: what its user's method checks and pins, what each target's method takes, and the bodies.
/// A family of kernels derives from it; <see cref="KernelFile"/> does what all have in common.
/// </summary>
internal abstract class KernelText(KernelSpec spec, ArithmeticPlan plan, Scheduler scheduler)
{
    public KernelSpec Spec { get; } = spec;
    public ArithmeticPlan Plan { get; } = plan;
    protected Scheduler Scheduler { get; } = scheduler;

    /// <summary>The rows that targets read in the place of x's; null: they read x.</summary>
    public NormedRows? Norm { get; } = NormedRows.Of(spec, plan, scheduler);

    /// <summary>The targets that it is printed for, in the order in which the processor is asked.</summary>
    public ImmutableArray<Target> Targets { get; } =
        Target.Of(spec.Targets, machine => ByteDots.Serve(machine, spec, plan), machine => ByteDots.TakeQuads(machine, spec, plan));

    /// <summary>What a target's method returns: the result's type, or void.</summary>
    public virtual string ReturnType => "void";

    /// <summary>Parameters of a target's method.</summary>
    public abstract IReadOnlyList<TargetArgument> Arguments { get; }

    /// <summary>The operands that are pinned for the targets, in the order of <see cref="KernelSpec.Operands"/>.</summary>
    public IEnumerable<Operand> Spans => Spec.Operands.Items.Where(operand => operand.Kind != OperandKind.Scalar);

    /// <summary>Those that a target's method reads and writes: a norm's own are behind it then.</summary>
    protected IEnumerable<Operand> TargetSpans => Norm is null ? Spans : Spans.Where(operand => operand.Role != FusedNorm.Gamma);

    /// <summary>What the user's method passes for one of them.</summary>
    protected string Passed(Operand operand) => Norm is not null && operand.Role == "x" ? Norm.Pointer : Pointer(operand);

    /// <summary>The name of the pointer to a span operand, in the user's method and in the targets': its role.</summary>
    public string Pointer(Operand operand) => Names.Local(Spec.Method, operand.Role + "Pointer");

    /// <summary>Writes the checks of dimensions and lengths; nothing is pinned yet.</summary>
    public abstract void WriteChecks(CodeWriter writer);

    /// <summary>How many elements of an operand the kernel touches, as an expression of the user's method (of type long or int).</summary>
    public abstract string TouchedLength(Operand operand);

    /// <summary>Where the numbers of a span operand lie; most are one run.</summary>
    public virtual OperandLayout Layout(Operand operand) => OperandLayout.Vector(operand.Parameter + ".Length");

    /// <summary>Pairs of an input and an output that may be the identical span.</summary>
    public virtual bool MayBeIdentical(Operand input, Operand output) => false;

    /// <summary>What stands around the choice of target: one call, unless the kernel does more.</summary>
    public virtual void WriteCall(CodeWriter writer, Action<CodeWriter, string> dispatch) =>
        dispatch(writer, ReturnType == "void" ? "" : "return ");

    /// <summary>Refuses sums that are longer than an int is sure to hold, of a length that is known only now.</summary>
    public virtual void WriteSumFits(CodeWriter writer, long most) => Checks.SumFits(writer, Plan.Length, most);

    /// <summary>The body of a target's method.</summary>
    public abstract void WriteTarget(CodeWriter writer, Target target);

    /// <summary>Private methods beside the target's own.</summary>
    public virtual void WriteHelpers(CodeWriter writer, Target target)
    {
    }

    /// <summary>The tiles that this kernel shares with others of the assembly.</summary>
    public virtual IEnumerable<(TileSet Set, ChainPlan Plan, Target Target)> SharedTiles(Target target) => [];

    /// <summary>Other classes that this kernel shares with others of the assembly, and their files.</summary>
    public virtual IEnumerable<(string Class, Func<string> Write)> SharedClasses(Target target) => [];

    /// <summary>The target's tile and registers, for the header and the catalog.</summary>
    public abstract string DescribeSchedule(Target target);

    /// <summary>The part of the FMA peak that the target's model expects of one thread, with the operands in cache; NaN where it has no say.</summary>
    public virtual double PredictedShare(Target target) => double.NaN;

    /// <summary>How threads share the work on a target, for the header and the catalog; null where one does it all.</summary>
    public virtual string? DescribeThreads(Target target) => null;

    /// <summary>What the user's method passes where threads share a call, before <c>maxThreads</c>; null where they don't.</summary>
    public virtual IReadOnlyList<TargetArgument>? EntryArguments => null;

    /// <summary>The library's struct that cuts a call into parts.</summary>
    public virtual string Split => "RowSplit";

    /// <summary>The methods of a target that share a call among threads.</summary>
    public virtual void WriteThreads(CodeWriter writer, Target target)
    {
    }

    /// <summary>Floating-point operations and bytes that the kernel moves at least; null where a dimension is known at run time only.</summary>
    public abstract (double Flops, double Bytes)? Work { get; }

    /// <summary>An expression of a type as a number of the accumulator's, exactly.</summary>
    protected string Widen(NumericType from, string expression) => from == Plan.Accumulator ? expression : $"(({Plan.Accumulator}){expression})";

    /// <summary>An element as an operand of a sum's step: an 8-bit integer in int is the lower of two numbers, beside a zero.</summary>
    protected string WidenElement(NumericType from, string expression) =>
        from.IsByte && Plan.Accumulator == NumericType.Int32 ? $"unchecked((ushort){expression})" : Widen(from, expression);

    /// <summary>A result as a number of the output's type: rounded, or if it is whole and does not fit, refused.</summary>
    public static string Convert(NumericType from, NumericType to, string expression) =>
        from == to ? expression
        : from == NumericType.Float64 && to == NumericType.Int32 ? $"checked((int)({expression}))"
        : $"({to})({expression})";

    protected static string Pointers(NumericType type) => type.Keyword + "*";
}
