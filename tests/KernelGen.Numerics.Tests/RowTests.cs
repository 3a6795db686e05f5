using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>A row of a result has the same bits alone as among any number of others.</summary>
public sealed class RowTests
{
    private const int Most = 200;

    public static TheoryData<string> Kernels => [.. KernelLibrary.Names.Where(name => HasRows(KernelLibrary.Get(name).Spec))];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void IsTheSameAloneAsInAnyBatch(string name)
    {
        Kernel kernel = KernelLibrary.Get(name);
        KernelCall all = Call(kernel.Spec, Most).Fill(Kind.Even, 42);
        string output = Output(kernel.Spec);
        double[] expected = kernel.Run(all).Outputs[output];

        // Every count around the rows of a tile; of larger ones, whose time is the harness's, one in seven.
        for (int rows = 1; rows < Most; rows += rows < 50 ? 1 : 7)
            Compare(0, rows);
        for (int row = 0; row < Most; row++)
            Compare(row, 1);

        void Compare(int first, int rows)
        {
            KernelCall some = Rows(all, first, rows);
            double[] got = kernel.Run(some, Placement.Off(first)).Outputs[output];
            int width = expected.Length / Most;
            for (int i = 0; i < got.Length; i++)
            {
                if (!Rounding.SameBits(got[i], expected[(first * width) + i]))
                    Assert.Fail($"{some}: row {first + (i / width)} of {Most} differs at column {i % width}: {got[i]:R}, expected {expected[(first * width) + i]:R}");
            }
        }
    }

    private static bool HasRows(KernelSpec spec) => spec switch
    {
        OneToManySpec { K: null } => true,
        GemvSpec gemv => !gemv.M.IsFixed,
        MatrixProductSpec product => !product.M.IsFixed,
        GroupedDenseSpec grouped => !grouped.M.IsFixed,
        _ => false,
    };

    private static string Output(KernelSpec spec) => spec.Operands.Items.Single(operand => operand.Kind == OperandKind.Output).Role;

    /// <summary>A call with so many rows; other dimensions of run time are ragged.</summary>
    private static KernelCall Call(KernelSpec spec, int rows)
    {
        KernelCall call = spec switch
        {
            OneToManySpec many => Calls.Sized(spec, ("Length", many.Length.Fixed ?? 37), ("Rows", rows)),
            GemvSpec gemv => Calls.Sized(spec, ("M", rows), ("K", gemv.K.Fixed ?? 37)),
            MatrixProductSpec product => Calls.Product(product, rows, product.N.Fixed ?? 21, product.K.Fixed ?? 19),
            GroupedDenseSpec grouped => Calls.Grouped(grouped, rows, 21, 45),
            _ => throw new ArgumentException($"{spec.Operation} has no rows."),
        };
        if (spec.Find("alpha") is not null)
            call.Scalars["alpha"] = -0.75;
        if (spec.Find("beta") is not null)
            call.Scalars["beta"] = 0.5;
        return call;
    }

    /// <summary>The call for some of the rows alone.</summary>
    private static KernelCall Rows(KernelCall all, int first, int rows)
    {
        KernelCall some = Call(all.Spec, rows);
        foreach ((string role, double value) in all.Scalars)
            some.Scalars[role] = value;
        foreach ((string role, double[] elements) in all.Vectors)
        {
            some.Vectors[role] = (all.Spec, role) switch
            {
                (_, "query" or "b" or "weights" or FusedNorm.Gamma) or (GemvSpec, "x") or (MatrixProductSpec or GroupedDenseSpec, "bias" or "weightScales" or "bScales" or "weightZeroPoints" or "bZeroPoints") => elements,
                (GemvSpec { Transpose: true } or MatrixProductSpec { TransposeA: true }, "a") => Columns(elements, first, rows),
                _ => elements[(first * (elements.Length / Most))..((first + rows) * (elements.Length / Most))],
            };
        }

        return some;
    }

    private static double[] Columns(double[] matrix, int first, int count)
    {
        double[] columns = new double[matrix.Length / Most * count];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = matrix[(i / count * Most) + first + (i % count)];
        return columns;
    }
}
