using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KernelGen.Runtime;

/// <summary>
/// Checks that operands hold what is declared of them, for projects with KernelGenChecked. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Declared
{
    /// <summary>Throws unless every number of a matrix, whose rows are <paramref name="leading"/> apart, is in a declared range; what lies between rows is not looked at.</summary>
    public static void Range<T>(T* matrix, nint rows, nint columns, nint leading, double least, double most, string parameter)
        where T : unmanaged
    {
        if (columns == leading)
            (rows, columns) = (rows == 0 ? 0 : 1, rows * columns); // one run, as most matrices are
        for (nint row = 0; row < rows; row++)
        {
            T* run = matrix + (row * leading);
            nint outside = RangeScan.Outside(run, columns, least, most);
            if (outside < columns)
                ThrowRange(RangeScan.ToDouble(run[outside]), (row * leading) + outside, least, most, parameter);
        }
    }

    /// <summary>Throws unless a scalar is in its declared range.</summary>
    public static void Range<T>(T value, double least, double most, string parameter)
        where T : unmanaged
    {
        if (RangeScan.Outside(&value, 1, least, most) == 0)
            ThrowRange(RangeScan.ToDouble(value), -1, least, most, parameter);
    }

    /// <summary>The same of packed weights, by their places in the plain ones; they never change, so each pack is looked at once.</summary>
    public static void Range<T>(PackedWeights<T> weights, double least, double most, string parameter)
        where T : unmanaged
    {
        if (weights.Held is { } held && held.Least >= least && held.Most <= most)
            return;
        T[] plain = PackFile.Plain(weights);
        fixed (T* first = plain)
            Range(first, 1, plain.Length, plain.Length, least, most, parameter);
        weights.Held = new(least, most);
    }

    /// <summary>Throws unless each row of a matrix has length 1, as far as rounding allows: <see cref="UnitNorms.Tolerance{T}"/>.</summary>
    public static void UnitRows<T>(T* matrix, nint rows, nint columns, nint leading, string parameter)
        where T : unmanaged
    {
        double tolerance = UnitNorms.Tolerance<T>(columns);
        for (nint row = 0; row < rows && columns > 0; row++)
        {
            double norm = UnitNorms.OfRun(matrix + (row * leading), columns);
            if (!(Math.Abs(norm - 1) <= tolerance))
                ThrowNorm(norm, row * leading, "vector", tolerance, parameter);
        }
    }

    /// <summary>The same of each column of some matrices, one behind the other.</summary>
    public static void UnitColumns<T>(T* matrices, nint count, nint rows, nint columns, nint leading, string parameter)
        where T : unmanaged
    {
        double tolerance = UnitNorms.Tolerance<T>(rows);
        double* norms = stackalloc double[UnitNorms.Block];
        for (nint matrix = 0; matrix < count && rows > 0; matrix++)
        {
            for (nint first = 0; first < columns; first += UnitNorms.Block)
            {
                nint start = (matrix * rows * leading) + first, width = Math.Min(UnitNorms.Block, columns - first);
                UnitNorms.OfColumns(matrices + start, rows, width, leading, norms);
                for (nint column = 0; column < width; column++)
                {
                    if (!(Math.Abs(norms[column] - 1) <= tolerance))
                        ThrowNorm(norms[column], start + column, "column", tolerance, parameter);
                }
            }
        }
    }

    /// <summary>The same of each vector of packed weights that sums run along; each pack is looked at once.</summary>
    public static void UnitNorm<T>(PackedWeights<T> weights, string parameter)
        where T : unmanaged
    {
        if (weights.HasUnitNorms)
            return;
        nint k = weights.Shape.K, vectors = (nint)weights.Shape.Matrices * weights.Shape.N;
        fixed (T* plain = PackFile.Plain(weights))
        {
            if (weights.Shape.IsTransposed)
                UnitRows(plain, vectors, k, k, parameter);
            else
                UnitColumns(plain, 1, k, vectors, vectors, parameter);
        }

        weights.HasUnitNorms = true;
    }

    [DoesNotReturn]
    private static void ThrowRange(double value, nint index, double least, double most, string parameter)
    {
        string place = index < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" at index {index}");
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {value:R}{place}, but is declared [ValueRange({least:R}, {most:R})]: declare the values that it really holds, or keep to these."), parameter);
    }

    [DoesNotReturn]
    private static void ThrowNorm(double norm, nint index, string what, double tolerance, string parameter) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"'{parameter}' is declared [UnitNorm], but the {what} that begins at index {index} has length {norm:R}, and rounding explains no more than {tolerance:0.0e+0} from 1: normalise it first, or leave [UnitNorm] out."),
        parameter);
}
