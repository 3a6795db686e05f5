using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Rules;

/// <summary>Every rule, in the order of its id. A page in generator/rules explains each.</summary>
internal static class Descriptors
{
    private const string Usage = "KernelGen.Usage";
    private const string Precision = "KernelGen.Precision";
    private const string Deployment = "KernelGen.Deployment";
    private const string Speed = "KernelGen.Speed";

    public static readonly DiagnosticDescriptor NotPartial = Rule(
        "KG0001", Usage, DiagnosticSeverity.Error,
        "A kernel is a partial method",
        "'{0}' must be a partial method of a type, for its body is generated");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Rule(
        "KG0002", Usage, DiagnosticSeverity.Error,
        "A kernel's containing types are partial",
        "'{0}' must be partial, for it contains a kernel");

    public static readonly DiagnosticDescriptor NoAccessModifier = Rule(
        "KG0003", Usage, DiagnosticSeverity.Error,
        "A kernel has an access modifier",
        "'{0}' must have an access modifier: without one, calls to a partial method can vanish silently");

    public static readonly DiagnosticDescriptor Generic = Rule(
        "KG0004", Usage, DiagnosticSeverity.Error,
        "A kernel is not generic",
        "'{0}' is generic, but a kernel's types are known when it is compiled");

    public static readonly DiagnosticDescriptor FileLocal = Rule(
        "KG0005", Usage, DiagnosticSeverity.Error,
        "A kernel is not in a file-local type",
        "'{0}' is local to its file, so a kernel's body can't be generated in another");

    public static readonly DiagnosticDescriptor HasBody = Rule(
        "KG0006", Usage, DiagnosticSeverity.Error,
        "A kernel's body is generated",
        "'{0}' already has a body, so none is generated: take away the body or the attribute");

    public static readonly DiagnosticDescriptor TwoKernels = Rule(
        "KG0007", Usage, DiagnosticSeverity.Error,
        "A method has one kernel attribute",
        "'{0}' is already a {1} kernel; a method can't be a {2} kernel too");

    public static readonly DiagnosticDescriptor WrongSignature = Rule(
        "KG0008", Usage, DiagnosticSeverity.Error,
        "A kernel's parameters are those of its operation",
        "{0} The signature of {1} is {2}.");

    public static readonly DiagnosticDescriptor ElementType = Rule(
        "KG0009", Usage, DiagnosticSeverity.Error,
        "A kernel's element type is one that its operation takes",
        "{0} does not take elements of type '{1}'; it takes {2}");

    public static readonly DiagnosticDescriptor MixedElementTypes = Rule(
        "KG0010", Usage, DiagnosticSeverity.Error,
        "A kernel's operands have one element type",
        "'{0}' has elements of type '{1}', but '{2}' has '{3}': then '{0}' is a '{4}'");

    public static readonly DiagnosticDescriptor WrongResult = Rule(
        "KG0011", Usage, DiagnosticSeverity.Error,
        "A kernel returns what its operation gives",
        "{0} returns '{1}', not '{2}'");

    public static readonly DiagnosticDescriptor UnknownParameter = Rule(
        "KG0012", Usage, DiagnosticSeverity.Error,
        "Every parameter of a kernel has a meaning",
        "{0} has no operand or dimension '{1}'{2}");

    public static readonly DiagnosticDescriptor MissingDimension = Rule(
        "KG0013", Usage, DiagnosticSeverity.Error,
        "Every dimension of a kernel is stated",
        "{0} needs {1}: set it in the attribute, or add the parameter 'int {2}'");

    public static readonly DiagnosticDescriptor StatedTwice = Rule(
        "KG0014", Usage, DiagnosticSeverity.Error,
        "A dimension is stated once",
        "{0} is {1}, but {2} here");

    public static readonly DiagnosticDescriptor ImpossibleShape = Rule(
        "KG0015", Usage, DiagnosticSeverity.Error,
        "A kernel's shape is possible",
        "{0}");

    public static readonly DiagnosticDescriptor UnknownValue = Rule(
        "KG0016", Usage, DiagnosticSeverity.Error,
        "An option has a value that exists",
        "{0} can't be {1}: {2}");

    public static readonly DiagnosticDescriptor Accumulator = Rule(
        "KG0017", Usage, DiagnosticSeverity.Error,
        "An accumulator is no narrower than the elements",
        "'{0}' has elements of type '{1}', which a {2} accumulator would round");

    public static readonly DiagnosticDescriptor OperandWithoutUse = Rule(
        "KG0018", Usage, DiagnosticSeverity.Error,
        "An optional operand goes with its option",
        "'{0}' is of use only with {1}");

    public static readonly DiagnosticDescriptor ParallelWithoutUse = Rule(
        "KG0019", Usage, DiagnosticSeverity.Warning,
        "Threads share only kernels that have work for them",
        "'{0}' runs on the caller's thread whatever [Parallel] says: {1} has too little work to share");

    public static readonly DiagnosticDescriptor UnknownKernel = Rule(
        "KG0020", Usage, DiagnosticSeverity.Error,
        "A [Pack] names kernels that take weights",
        "'{0}' is no Dense, Gemm, Conv2D or Conv1D kernel of {1}{2}");

    public static readonly DiagnosticDescriptor PackedUnlike = Rule(
        "KG0021", Usage, DiagnosticSeverity.Error,
        "The kernels of a [Pack] read its matrix alike",
        "{0} has {1}, but {2} has {3}: a pack is one matrix, for kernels that read it alike");

    public static readonly DiagnosticDescriptor ImpossibleRange = Rule(
        "KG0022", Usage, DiagnosticSeverity.Error,
        "A value range has values in it",
        "[ValueRange({0}, {1})] {2}");

    public static readonly DiagnosticDescriptor ValuesWithoutUse = Rule(
        "KG0023", Usage, DiagnosticSeverity.Error,
        "Values are declared of operands that are read",
        "[{0}] says nothing of '{1}', which is {2}");

    public static readonly DiagnosticDescriptor BoundExceedsTolerance = Rule(
        "KG1001", Precision, DiagnosticSeverity.Warning,
        "An error bound is within the tolerance",
        "'{0}' guarantees an error of {1}, {2}, and {3}: {4}");

    public static readonly DiagnosticDescriptor AccumulatorOverflows = Rule(
        "KG1002", Precision, DiagnosticSeverity.Warning,
        "An accumulator holds every sum",
        "The sums of '{0}' add {1} terms of up to {2} and can reach {3}, but an accumulator of {4} ends at {5}: {6}; {7}");

    public static readonly DiagnosticDescriptor SumStagnates = Rule(
        "KG1003", Precision, DiagnosticSeverity.Warning,
        "A sum keeps its digits",
        "The sums of '{0}' take {1} roundings in a row in {2}: from {3} on no digit is guaranteed, and a sum of equal terms stops growing at {4}; {5} keeps it");

    public static readonly DiagnosticDescriptor ResultOverflows = Rule(
        "KG1004", Precision, DiagnosticSeverity.Warning,
        "A result fits its type",
        "The results of '{0}', with {1} terms a sum, can reach {2}, but {3} ends at {4}: use {5}");

    public static readonly DiagnosticDescriptor OutputDropsDigits = Rule(
        "KG1005", Precision, DiagnosticSeverity.Info,
        "A result keeps what its accumulator kept",
        "'{0}' sums in {1} and then rounds to {2}, by up to {3}; summed in {4} it would be off by no more than {5} before that: leave Accumulate out");

    public static readonly DiagnosticDescriptor WeightsSaturate = Rule(
        "KG1006", Precision, DiagnosticSeverity.Warning,
        "Weights are as large as their number asks",
        "{0} in '{1}' takes sums of {2} terms: with weights spread evenly over [{3}, {4}] and {5}, they have a standard deviation of {6}, and {7} of them lie {8}; weights within ±{9} keep the deviation at 1");

    public static readonly DiagnosticDescriptor CodesWasted = Rule(
        "KG1007", Precision, DiagnosticSeverity.Warning,
        "8-bit weights and activations use their codes",
        "'{0}' of '{1}' holds [{2}, {3}], which is {4} of the 256 codes of {5}: {6} of its 8 bits say nothing; {7}");

    public static readonly DiagnosticDescriptor SoftmaxSaturates = Rule(
        "KG1008", Precision, DiagnosticSeverity.Warning,
        "A softmax has something to weigh",
        "{0}, for {1}, have a standard deviation of {2}: a softmax {3} is all but one-hot; {4}");

    public static readonly DiagnosticDescriptor WinogradExceedsTolerance = Rule(
        "KG1009", Precision, DiagnosticSeverity.Warning,
        "Winograd's algorithm keeps to the tolerance",
        "'{0}' by Winograd's {1} {2}: {3}");

    public static readonly DiagnosticDescriptor RawDotAsCosine = Rule(
        "KG1011", Precision, DiagnosticSeverity.Warning,
        "A dot product is no cosine",
        "'{0}' is a dot product of vectors of any length, which grows with them, and {1} is a threshold for cosines: use Cosine, or declare both operands [UnitNorm] if they are");

    public static readonly DiagnosticDescriptor ThresholdInNoise = Rule(
        "KG1012", Precision, DiagnosticSeverity.Warning,
        "A threshold is above the noise",
        "A threshold of {0} is inside the noise of {1} dimensions: cosines of random vectors have a standard deviation of 1/√n = {2}, and {3} of them lie beyond; {4} lets one in a thousand pass");

    public static readonly DiagnosticDescriptor ThresholdTooFine = Rule(
        "KG1013", Precision, DiagnosticSeverity.Warning,
        "A threshold is coarser than what it is compared with",
        "A threshold of {0} is too fine: '{1}' is {2}; {3}");

    public static readonly DiagnosticDescriptor RoundedResultsEqual = Rule(
        "KG1014", Precision, DiagnosticSeverity.Warning,
        "Rounded results are not asked for equality",
        "'{0}' and '{1}' are rounded, by up to {2} of their terms' magnitudes: whether {3} holds is chance; compare their difference with that bound");

    public static readonly DiagnosticDescriptor CosineDistanceCancels = Rule(
        "KG1015", Precision, DiagnosticSeverity.Info,
        "One minus a cosine loses the digits of near vectors",
        "'{0}' is within {1} of the exact cosine, so this distance is wrong by more than {3} of itself where it is below {2}; half the SquaredDistance of the normalised vectors is the same number, with all its digits");

    public static readonly DiagnosticDescriptor DistanceByNorms = Rule(
        "KG1016", Precision, DiagnosticSeverity.Warning,
        "A distance is no difference of norms",
        "‖a‖² + ‖b‖² − 2a·b cancels: for vectors {0} apart it may be wrong by {1} of itself; {2}, which subtracts first, is within {3} at any distance");

    public static readonly DiagnosticDescriptor LayersWithoutActivation = Rule(
        "KG1017", Precision, DiagnosticSeverity.Info,
        "Between two dense layers there is an activation",
        "'{0}' and '{1}' with no activation between them are one linear map: a layer of {2} inputs and {3} outputs does the same with {4} products a row instead of {5}");

    public static readonly DiagnosticDescriptor ScaleMisses = Rule(
        "KG1018", Precision, DiagnosticSeverity.Warning,
        "A scale spreads its numbers over the codes",
        "'{0}' writes {1} as {2} with a scale of {3}: {4}; {5}");

    public static readonly DiagnosticDescriptor TensorSumNarrow = Rule(
        "KG1021", Precision, DiagnosticSeverity.Warning,
        "TensorPrimitives adds in the elements' type",
        "TensorPrimitives.{0} over {1} adds in {1}, which {2}: {3}");

    public static readonly DiagnosticDescriptor LoopSumNarrow = Rule(
        "KG1022", Precision, DiagnosticSeverity.Warning,
        "Products of narrow numbers are added by a kernel",
        "'{0}' adds products {1}: {2}");

    public static readonly DiagnosticDescriptor UnknownTarget = Rule(
        "KG2001", Deployment, DiagnosticSeverity.Error,
        "A target is one that exists",
        "TargetIsa has the bits {0}, which are no target; the targets are None, Avx512, Avx2, Neon and All");

    public static readonly DiagnosticDescriptor TargetUnreachable = Rule(
        "KG2002", Deployment, DiagnosticSeverity.Warning,
        "A target is one that the framework reaches",
        "The target {0} needs '{1}', which the referenced framework does not have; it is left out");

    public static readonly DiagnosticDescriptor NativeAotWithoutInstructionSet = Rule(
        "KG2003", Deployment, DiagnosticSeverity.Warning,
        "NativeAOT for x64 needs an instruction set",
        "NativeAOT compiles for x64 without AVX, so kernels would silently run scalar: put <IlcInstructionSet>x86-64-v3</IlcInstructionSet> (x86-64-v4 for AVX-512) into the project file",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor TargetsMissTheProcessor = Rule(
        "KG2004", Deployment, DiagnosticSeverity.Warning,
        "A kernel has a target for the processor that the project is built for",
        "'{0}' is emitted for {1}, and the project is built for {2}, where it would run scalar");

    public static readonly DiagnosticDescriptor UnsafeNotAllowed = Rule(
        "KG2006", Deployment, DiagnosticSeverity.Error,
        "Kernels need unsafe blocks to be allowed",
        "Kernels pin their operands: put <AllowUnsafeBlocks>true</AllowUnsafeBlocks> into the project file",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnknownTargetProperty = Rule(
        "KG2007", Deployment, DiagnosticSeverity.Error,
        "KernelGenTargets names targets that exist",
        "The MSBuild property KernelGenTargets names '{0}', which is no target; the targets are None, Avx512, Avx2, Neon and All, with '|' or ',' between",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor LanguageTooOld = Rule(
        "KG2008", Deployment, DiagnosticSeverity.Error,
        "Kernels need C# 12",
        "The bodies of kernels are written in C# 12, and the project sets an older language: take LangVersion out of the project file",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor DebugBuild = Rule(
        "KG3001", Speed, DiagnosticSeverity.Info,
        "Kernels are slow in a Debug build",
        "Kernels in a Debug build run several times slower than in Release: measure with -c Release",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Rules about how a kernel is declared.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> UsageRules =
    [
        NotPartial, ContainingTypeNotPartial, NoAccessModifier, Generic, FileLocal, HasBody, TwoKernels, WrongSignature,
        ElementType, MixedElementTypes, WrongResult, UnknownParameter, MissingDimension, StatedTwice, ImpossibleShape,
        UnknownValue, Accumulator, OperandWithoutUse, ParallelWithoutUse, UnknownKernel, PackedUnlike,
        ImpossibleRange, ValuesWithoutUse,
    ];

    /// <summary>Rules about what a kernel's precision costs.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> PrecisionRules =
    [
        BoundExceedsTolerance, AccumulatorOverflows, SumStagnates, ResultOverflows, OutputDropsDigits, WeightsSaturate, CodesWasted, SoftmaxSaturates, WinogradExceedsTolerance,
    ];

    /// <summary>Rules about what is done with a kernel's results.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> CallRules =
    [
        RawDotAsCosine, ThresholdInNoise, ThresholdTooFine, RoundedResultsEqual, CosineDistanceCancels, DistanceByNorms, LayersWithoutActivation,
        ScaleMisses,
    ];

    /// <summary>Rules about sums that are no kernel's.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> SumRules = [TensorSumNarrow, LoopSumNarrow];

    /// <summary>Rules about where a kernel runs, and how fast it can there.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> DeploymentRules =
    [
        UnknownTarget, TargetUnreachable, NativeAotWithoutInstructionSet, TargetsMissTheProcessor, UnsafeNotAllowed,
        UnknownTargetProperty, LanguageTooOld, DebugBuild,
    ];

    private static DiagnosticDescriptor Rule(
        string id, string category, DiagnosticSeverity severity, string title, string message, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/kernelgen/kernelgen/blob/main/generator/rules/{id}.md",
            customTags: tags);
}
