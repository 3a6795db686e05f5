namespace KernelGen.Benchmarks.Works;

/// <summary>A row of the table.</summary>
/// <param name="Group">Rows whose geometric mean means something.</param>
/// <param name="Name">The operation and its shape.</param>
/// <param name="Flops">Floating-point operations as everybody counts them: two for each product that is summed.</param>
/// <param name="Bytes">Those of its operands, each once.</param>
/// <param name="ElementBytes">4 for float, 8 for double: of the peak that it is beside. Integers are beside that of float, which they are to pass.</param>
/// <param name="Prepare">Makes the operands, only when the row's turn has come: some are hundreds of megabytes.</param>
internal sealed record Work(string Group, string Name, double Flops, double Bytes, int ElementBytes, Func<Trial> Prepare)
{
    public string Path => Group + "/" + Name;
}
