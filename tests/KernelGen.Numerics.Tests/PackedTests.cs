using KernelGen.Generator.Specs;
using KernelGen.Numerics.Tests.Harness;
using KernelGen.Tests;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>Packed weights change the speed and nothing else: every product has its bits with them too, for all shapes.</summary>
public sealed class PackedTests
{
    private static readonly Lazy<Dictionary<string, Kernel>> Compiled =
        new(() => KernelLibrary.CompilePacked().ToDictionary(kernel => kernel.Name, StringComparer.Ordinal));

    public static TheoryData<string> Kernels =>
        [.. KernelLibrary.Names.Where(name => KernelLibrary.Get(name).Spec is MatrixProductSpec product && (product.Operation == "Dense" || product.Batch is not { IsFixed: true, Fixed: not 1 }))];

    /// <summary>One of each way that the loops take: layouts, types, accumulators, gates, epilogues.</summary>
    public static TheoryData<string> Ways =>
    [
        "GemmNNF32", "GemmNTF32", "GemmTNF64", "GemmTTF64", "GemmNNAllF32", "GemmTTAllF32", "GemmNNAllF32Float64", "GemmTTAllF32Compensated",
        "DenseAllF32", "DenseIoAllF32", "DenseIoAllF64", "DenseGatedSiluF32", "DenseIoGatedSiluF64", "DenseSiluF32Float64", "DenseSiluF64Compensated",
    ];

    /// <summary>Plain kernels have the bits of their plans, which other tests interpret. Weights that have zero points are packed without them: those are interpreted here.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void EqualsThePlainOne(string name)
    {
        Kernel kernel = Compiled.Value[name], plain = KernelLibrary.Get(name);
        bool isSame = plain.Spec.Operands.Items.All(operand => kernel.Spec.Find(operand.Role) is not null);
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            KernelCall call = shape.Clone().Fill(Inputs.Kinds[++seed % Inputs.Kinds.Length], seed);
            kernel.AssertBits(call, Expected(call), Placement.Off(seed, 5));
            call = shape.Clone().Fill(Kind.Even, seed);
            KernelResult expected = Expected(call);
            kernel.AssertBits(call, expected, Placement.AtStart);
            kernel.AssertBits(call, expected, Placement.AtEnd);
        }

        KernelResult Expected(KernelCall call) => isSame ? plain.Run(call) : kernel.Interpret(call);
    }

    public static TheoryData<string> Layers => [.. KernelLibrary.Names.Where(name => KernelLibrary.Get(name).Spec is GroupedDenseSpec)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void WeightsInGroupsHaveTheBitsOfPlainOnes(string name)
    {
        Kernel kernel = Compiled.Value[name];
        int seed = 0;
        foreach (KernelCall shape in Calls.For(kernel.Spec))
        {
            KernelCall call = shape.Clone().Fill(Inputs.Kinds[++seed % Inputs.Kinds.Length], seed);
            kernel.AssertBits(call, KernelLibrary.Get(name).Run(call), Placement.Off(seed, 5));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryWidthAroundStripsAndVectors(string name)
    {
        Kernel kernel = Compiled.Value[name];
        for (int n = 0; n <= 132; n++)
        {
            Check(1 + (n % 3 * 8), n, 1 + (n % 7));
            Check(n % 2, n, n % 2 * 3);
        }

        void Check(int m, int n, int k) => kernel.AssertBits(Product(kernel, m, n, k), Placement.Off(n, 1));
    }

    /// <summary>More than a block of K, of M and of N: interpreting so much takes minutes, and the plain kernel has the plan's bits too.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void BlocksOfEveryDimension(string name)
    {
        Kernel kernel = Compiled.Value[name];
        Check(17, 66, 3001);
        Check(3, 20, 4099);
        Check(2500, 9, 7);
        Check(18, 5000, 29);
        Check(2500, 101, 19);

        void Check(int m, int n, int k)
        {
            KernelCall call = Product(kernel, m, n, k);
            kernel.AssertBits(call, KernelLibrary.Get(name).Run(call), Placement.Off(n, 1));
        }
    }

    private static KernelCall Product(Kernel kernel, int m, int n, int k)
    {
        KernelCall call = Calls.Product((MatrixProductSpec)kernel.Spec, m, n, k, gap: 1);
        call.Scalars["alpha"] = -0.75;
        call.Scalars["beta"] = 0.5;
        return call.Fill(Kind.Even, m + n + k);
    }
}
