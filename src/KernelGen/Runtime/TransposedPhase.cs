using System.ComponentModel;

namespace KernelGen.Runtime;

/// <summary>
/// Some output pixels of a transposed convolution that meet the same taps, in some rows of the result. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct TransposedPhase
{
    private readonly TransposedTaps down, across;
    private readonly nint first, outWidth;

    internal TransposedPhase(in Window window, in TransposedTaps down, in TransposedTaps across, nint first, nint outWidth)
    {
        (Window, this.down, this.across, this.first, this.outWidth) = (window, down, across, first, outWidth);
    }

    /// <summary>What they see of the image, as an ordinary convolution.</summary>
    public Window Window { get; }

    /// <summary>The first row of the result that has some.</summary>
    public nint Row => down.Start;

    /// <summary>The first column.</summary>
    public nint Column => across.Start;

    /// <summary>Rows that have some.</summary>
    public nint Rows => down.Count;

    /// <summary>How many each of them has.</summary>
    public nint Columns => across.Count;

    /// <summary>The place in a filter of the tap that comes at <paramref name="row"/> and <paramref name="column"/> of those that they meet.</summary>
    public nint TapAt(nint row, nint column, nint kernelWidth) =>
        ((down.FirstTap + (row * down.Period)) * kernelWidth) + across.FirstTap + (column * across.Period);

    /// <summary>How many taps of a filter of so many columns come before its own in a pack.</summary>
    public nint TapsBefore(nint kernelWidth) => (down.TapsBefore * kernelWidth) + (down.Taps * across.TapsBefore);

    /// <summary>Puts sums [filters][rows · columns] where they belong in rows [filters][rows of the result · its width] whose first is that of the phases.</summary>
    public void Spread(float* sums, nint filters, float* rows, nint step) => Spread<float>(sums, filters, rows, step);

    /// <inheritdoc cref="Spread(float*, nint, float*, nint)"/>
    public void Spread(double* sums, nint filters, double* rows, nint step) => Spread<double>(sums, filters, rows, step);

    /// <inheritdoc cref="Spread(float*, nint, float*, nint)"/>
    public void Spread(int* sums, nint filters, int* rows, nint step) => Spread<int>(sums, filters, rows, step);

    private void Spread<T>(T* sums, nint filters, T* rows, nint step)
        where T : unmanaged
    {
        nint apart = across.Step, columns = Columns;
        for (nint i = 0; i < filters; i++, rows += step)
        {
            T* row = rows + ((Row - first) * outWidth) + Column;
            for (nint y = 0; y < Rows; y++, row += down.Step * outWidth, sums += columns)
            {
                for (nint x = 0; x < columns; x++)
                    row[x * apart] = sums[x];
            }
        }
    }
}
