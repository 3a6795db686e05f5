using System.Globalization;
using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>A call that can't be is refused before anything is written, and the message says what is wrong with which parameter.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string> Kernels => KernelLibrary.NamesOf();

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ShortOperands(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (KernelCall call in Ordinary(kernel))
        {
            for (int i = 0; i < kernel.Parameters.Count; i++)
            {
                if (kernel.OperandOf(kernel.Parameters[i]) is not { Kind: not OperandKind.Scalar } operand || call.Vectors[operand.Role].Length == 0 || IsFree(kernel, operand))
                    continue;
                int parameter = i, length = call.Vectors[operand.Role].Length;
                ArgumentException refusal = Refusal(kernel, call, arguments => arguments.Integers[parameter]--);
                if (Measures(kernel, operand))
                {
                    // The other vectors are measured by this one, so one of them may be the wrong one.
                    Assert.Contains(kernel.Parameters, p => p.Name == refusal.ParamName && kernel.OperandOf(p) is not null);
                    continue;
                }

                Assert.Equal(kernel.Parameters[i].Name, refusal.ParamName);
                Says(refusal, length);
                Says(refusal, length - 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void LongVectors(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (KernelCall call in Ordinary(kernel))
        {
            for (int i = 0; i < kernel.Parameters.Count; i++)
            {
                if (kernel.OperandOf(kernel.Parameters[i]) is not { Kind: not OperandKind.Scalar } operand || !IsVector(kernel.Spec, operand.Role) || IsFree(kernel, operand))
                    continue;
                int parameter = i;
                ArgumentException refusal = Refusal(kernel, call, arguments => arguments.Integers[parameter]++);
                if (!Measures(kernel, operand))
                    Assert.Equal(kernel.Parameters[i].Name, refusal.ParamName);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void NegativeAndHugeDimensions(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        int[] integers = [.. Enumerable.Range(0, kernel.Parameters.Count).Where(i => kernel.Parameters[i].ParameterType == typeof(int) && kernel.OperandOf(kernel.Parameters[i]) is null)];
        if (integers.Length == 0)
            return;
        KernelCall call = Ordinary(kernel).First();
        foreach (int parameter in integers)
        {
            ArgumentException refusal = Refusal(kernel, call, arguments => arguments.Integers[parameter] = -1);
            Assert.Equal(kernel.Parameters[parameter].Name, refusal.ParamName);
            Says(refusal, -1);
            Refusal(kernel, call, arguments => arguments.Integers[parameter] = int.MinValue);
        }

        // In 32 bits 65536 · 65536 is 0, and every operand would be long enough.
        Refusal(kernel, call, arguments =>
        {
            foreach (int parameter in integers)
                arguments.Integers[parameter] = 65536;
        });
        Refusal(kernel, call, arguments =>
        {
            foreach (int parameter in integers)
                arguments.Integers[parameter] = int.MaxValue;
        });
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void LeadingDimensionsThatAreTooSmall(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        if (kernel.Spec is not MatrixProductSpec spec)
            return;
        foreach ((string parameter, int columns) in new[] { ("lda", spec.TransposeA ? 5 : 7), ("ldb", spec.TransposeB ? 7 : 6), ("ldc", 6) })
        {
            int at = Enumerable.Range(0, kernel.Parameters.Count).FirstOrDefault(i => kernel.Parameters[i].Name == parameter, -1);
            if (at < 0)
                continue;
            KernelCall call = Calls.Product(spec, 5, 6, 7).Fill(Kind.Even, 1);
            ArgumentException refusal = Refusal(kernel, call, arguments => arguments.Integers[at] = columns - 1);
            Assert.Equal(parameter, refusal.ParamName);
            Says(refusal, columns);
            Says(refusal, columns - 1);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void OverlapOfOutputWithInput(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        foreach (KernelCall call in Ordinary(kernel))
        {
            foreach (Operand output in Spans(kernel.Spec).Where(operand => operand.Kind == OperandKind.Output))
            {
                foreach (Operand other in Spans(kernel.Spec).Where(operand => operand.Role != output.Role))
                {
                    if (call.Vectors[output.Role].Length == 0 || call.Vectors[other.Role].Length == 0)
                        continue;
                    (int at, int with) = (kernel.IndexOf(output.Role), kernel.IndexOf(other.Role));
                    int last = call.Vectors[output.Role].Length - 1;
                    int size = output.IsIndex ? sizeof(int) : output.Type.Bytes;
                    Refused(output, other, arguments => arguments.Starts[with] = arguments.Starts[at] + (last * size));
                    Refused(output, other, arguments => arguments.Starts[with] = arguments.Starts[at] - ((call.Vectors[other.Role].Length - 1) * (other.IsIndex ? sizeof(int) : other.Type.Bytes)));
                    if (!MayBeSame(kernel.Spec, output.Role, other.Role))
                        Refused(output, other, arguments => arguments.Starts[with] = arguments.Starts[at]);
                    else if (last > 0)
                        Refused(output, other, arguments => arguments.Starts[with] = arguments.Starts[at] + size);
                }
            }

            void Refused(Operand output, Operand other, Action<KernelArguments> overlap)
            {
                // One element alone in both is the identical span, which may be in place.
                if (MayBeSame(kernel.Spec, output.Role, other.Role) && call.Vectors[output.Role].Length == 1)
                    return;
                // What is moved may come to lie over another output as well: spans lie where there was room.
                ArgumentException refusal = Refusal(kernel, call, overlap);
                Assert.Contains(refusal.ParamName, Spans(kernel.Spec).Where(operand => operand.Kind == OperandKind.Output || operand.Role == other.Role).Select(operand => operand.Parameter.TrimStart('@')));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void IdenticalSpansInPlace(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        (string Output, string Input)? pair = kernel.Spec switch
        {
            RowwiseSpec => ("y", "x"),
            RotarySpec => ("y", "x"),
            RowsSpec => ("y", kernel.Spec.Find("residual") is null ? "x" : "residual"),
            MatrixProductSpec or GroupedDenseSpec or ConvolutionSpec when kernel.Spec.Find("residual") is not null => ("y", "residual"),
            _ => null,
        };
        if (pair is not { } same || kernel.Spec[same.Output].Type != kernel.Spec[same.Input].Type)
            return;
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            KernelCall call = shape.Clone().Fill(Kind.Even, ++seed);
            call.SameAs.Add(same.Output, same.Input);
            kernel.AssertBits(call, Placement.Off(seed));
            kernel.AssertBits(call, Placement.AtEnd);
        }
    }

    /// <summary>Calls with every operand there.</summary>
    private static IEnumerable<KernelCall> Ordinary(Kernel kernel) =>
        Calls.For(kernel.Spec, few: true).Select(call => call.Fill(Kind.Even, 3)).Where((call, i) => i == 0 || call.Vectors.All(vector => vector.Value.Length > 0)).TakeLast(2);

    private static ArgumentException Refusal(Kernel kernel, KernelCall call, Action<KernelArguments> spoil)
    {
        KernelArguments arguments = KernelArguments.Place(kernel, call, Placement.Aligned);
        spoil(arguments);
        var refusal = Assert.ThrowsAny<ArgumentException>(() => { kernel.Invoke(arguments); });
        Assert.True(arguments.NothingWritten(), $"{call} threw, and had written before.");
        Assert.Contains(kernel.Parameters, parameter => parameter.Name == refusal.ParamName);
        return refusal;
    }

    private static void Says(ArgumentException refusal, long number) =>
        Assert.Contains(number.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);

    private static IEnumerable<Operand> Spans(KernelSpec spec) => spec.Operands.Items.Where(operand => operand.Kind != OperandKind.Scalar);

    /// <summary>Whether a dimension of run time is this operand's length.</summary>
    private static bool Measures(Kernel kernel, Operand operand) =>
        (kernel.Spec is OneToManySpec { K: not null } && operand.Role is "rows" or "norms")
        || (kernel.Spec is QuantizeSpec or RowsSpec && operand.Role == "x")
        || (kernel.Spec is RotarySpec && operand.Role is "positions" or "cos")
        || kernel.Spec.Dimensions.Items.Any(dimension => dimension.LengthOf == operand.Parameter);

    /// <summary>
    /// Whether another length of this operand is another problem, and no mistake: the scores say how many rows there are, and
    /// a query or a gamma how long they are; heads of no elements have any number of positions; the matrix has at least so many elements.
    /// </summary>
    private static bool IsFree(Kernel kernel, Operand operand) =>
        (kernel.Spec is OneToManySpec { K: null } && operand.Role == "scores")
        || (kernel.Spec is RowsSpec && operand.Role == "gamma" && Measures(kernel, operand))
        || (kernel.Spec is OneToManySpec && operand.Role == "query" && Measures(kernel, operand))
        || (kernel.Spec is RotarySpec { HeadDim.Fixed: 0 } && operand.Role == "positions")
        || (Measures(kernel, operand) && Spans(kernel.Spec).Count() == 1);

    /// <summary>Vectors have exactly the stated length; matrices at least what their shape needs.</summary>
    private static bool IsVector(KernelSpec spec, string role) => spec switch
    {
        DotSpec or RowwiseSpec or RowsSpec or RotarySpec or QuantizeSpec => true,
        OneToManySpec => role is "query" or "norms" or "indices" or "scores",
        GemvSpec => role is "x" or "y" or "bias",
        GroupedDenseSpec => role is "bias" or FusedNorm.Gamma,
        _ => role is "bias" or FusedNorm.Gamma or "weightScales" or "bScales" or "weightZeroPoints" or "bZeroPoints",
    };

    private static bool MayBeSame(KernelSpec spec, string output, string input) =>
        (spec, output, input) is (RowwiseSpec or RowsSpec or RotarySpec, "y", "x") or (RowsSpec, "y", "residual") or (MatrixProductSpec or GroupedDenseSpec or ConvolutionSpec, "y", "residual");
}
