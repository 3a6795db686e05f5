using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>What a kernel says of operands that do not fit, before it writes anything. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Check
{
    /// <summary>Whether two ranges of bytes share one; empty ranges share none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Overlaps(void* a, long aBytes, void* b, long bBytes) =>
        (ulong)((byte*)b - (byte*)a) < (ulong)aBytes && bBytes != 0 || (ulong)((byte*)a - (byte*)b) < (ulong)bBytes && aBytes != 0;

    /// <summary>
    /// Elements from the first of a batch of row-major matrices to the last; the last row is not padded. Saturates where 64 bits do not hold it.
    /// </summary>
    public static long MatrixLength(long batch, long rows, long columns, long leading)
    {
        long all = batch * rows; // each below 2^32
        if (all == 0 || columns == 0)
            return 0;
        long high = Math.BigMul(all - 1, leading, out long low);
        return high != 0 || low < 0 || low + columns < 0 ? long.MaxValue : low + columns;
    }

    /// <summary>Numbers of so many images. Saturates where 64 bits do not hold it.</summary>
    public static long ImageLength(long batch, long channels, long height, long width)
    {
        UInt128 length = (UInt128)(ulong)(batch * channels) * (ulong)height; // the first two are below 2^31 each
        return length == 0 || width == 0 ? 0 : length > (ulong)(long.MaxValue / width) ? long.MaxValue : (long)length * width;
    }

    /// <summary>Positions of a filter along one side of a padded image; at least one. The filter must fit.</summary>
    public static long Positions(long image, long before, long after, long kernel, long dilation, long stride, string parameter, string name)
    {
        long covered = ((kernel - 1) * dilation) + 1, padded = image + before + after;
        if (covered > padded)
            ThrowFilter(covered, padded, parameter, name);
        return ((padded - covered) / stride) + 1;
    }

    /// <summary>Numbers of the result along one side of a transposed convolution, which its padding may not take more of than there are.</summary>
    public static long TransposedPositions(long image, long before, long after, long kernel, long dilation, long stride, long outputPadding, string parameter, string name)
    {
        long all = ((image - 1) * stride) + ((kernel - 1) * dilation) + outputPadding + 1, padding = before + after;
        if (padding > all)
            ThrowTransposed(all, padding, parameter, name);
        return all - padding;
    }

    /// <summary>Whether groups divide the channels is known only now.</summary>
    public static void Groups(long channels, long groups, string parameter, string name)
    {
        if (channels % groups != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is {channels}, which {groups} groups do not divide; each group has as many channels as every other."), parameter);
        }
    }

    /// <summary>What is turned is pairs, of the elements of a head.</summary>
    public static void RotaryDim(int rotaryDim, int headDim, string parameter)
    {
        if (rotaryDim % 2 != 0 || rotaryDim > headDim)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"'{parameter}' makes {rotaryDim} elements of a head of {headDim} turn; it must be an even number, at most {headDim}."), parameter);
        }
    }

    /// <summary>A table has whole rows, and one for each position.</summary>
    public static void TablePositions(ReadOnlySpan<int> positions, long length, long row, string parameter, string table)
    {
        if (row == 0)
        {
            if (length != 0)
                ThrowLength(length, 0, table, "no pair turns");
            return;
        }

        if (length % row != 0)
            ThrowRows(length, row, table);
        for (int i = 0; i < positions.Length; i++)
        {
            if ((uint)positions[i] >= (ulong)(length / row))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {positions[i]} at {i}; a position is the number of a row of '{table}', which has {length / row}."), parameter);
            }
        }
    }

    /// <summary>A filter that is larger than the image with its padding.</summary>
    [DoesNotReturn]
    private static void ThrowFilter(long covered, long padded, string parameter, string name) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"The kernel covers {covered} numbers of {name}, dilation included, but the image has {padded} with its padding; it must fit at least once."),
        parameter);

    /// <summary>Padding that takes away more than a result has.</summary>
    [DoesNotReturn]
    private static void ThrowTransposed(long all, long padding, string parameter, string name) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"The result's {name} is {all}, of which the padding takes {padding} away; it must take no more than there are."),
        parameter);

    /// <summary>A step, a distance or a number of groups that must be one at least.</summary>
    [DoesNotReturn]
    public static void ThrowLessThanOne(long actual, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; it must be 1 or more."), parameter);

    /// <summary>Refuses heads of keys and values that are not shared by as many query heads each.</summary>
    public static void Heads(long heads, long kvHeads, string parameter)
    {
        if (kvHeads == 0 ? heads != 0 : heads % kvHeads != 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {kvHeads} heads of keys and values for {heads} of queries; their number must divide the queries', so that each is shared by as many heads as every other."), parameter);
        }
    }

    /// <summary>
    /// From one sequence's mask to the next one's, and from one head's to the next one's: 0 where they share it. By its length a mask is [batch, heads, queries, keys], [queries, keys],
    /// [heads, queries, keys] or [batch, queries, keys]; another length is refused, and where there are as many sequences as heads one that could be either of the last two.
    /// </summary>
    public static (long Sequence, long Head) Mask(long actual, long batch, long heads, long queries, long keys, string parameter)
    {
        long one = queries * keys;
        Int128 ofHeads = (Int128)one * heads, ofBatch = (Int128)one * batch;
        if (actual == ofHeads * batch)
            return (heads * one, one);
        if (actual == one)
            return (0, 0);
        if (actual == ofHeads && actual == ofBatch)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} elements, which is a mask for each of {heads} heads or for each of {batch} sequences; pass all {ofHeads * batch} (batch × heads × queries × keys), or a sequence at a time."), parameter);
        }

        return actual == ofHeads ? (0, one) : actual == ofBatch ? (one, 0) : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} elements, but needs {one} (queries × keys), {ofHeads} (heads × queries × keys), {ofBatch} (batch × queries × keys) or {ofHeads * batch} (batch × heads × queries × keys)."), parameter);
    }

    /// <summary>A vector of another length than the kernel's.</summary>
    [DoesNotReturn]
    public static void ThrowLength(long actual, long required, string parameter, string meaning) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} elements, but needs exactly {required} ({meaning})."), parameter);

    /// <summary>A matrix whose last row is not whole.</summary>
    [DoesNotReturn]
    public static void ThrowRows(long actual, long length, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} elements, but needs whole rows of {length} (Length)."), parameter);

    /// <summary>A matrix shorter than its shape.</summary>
    [DoesNotReturn]
    public static void ThrowTooShort(long actual, long required, string parameter, string meaning) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} elements, but needs at least {required} ({meaning})."), parameter);

    /// <summary>A negative dimension.</summary>
    [DoesNotReturn]
    public static void ThrowNegative(long actual, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; a dimension must be 0 or more."), parameter);

    /// <summary>A leading dimension shorter than the rows that it is to hold.</summary>
    [DoesNotReturn]
    public static void ThrowLeadingDimension(long actual, long row, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"The leading dimension '{parameter}' is {actual}, but must be at least {row}, the length of a row."), parameter);

    /// <summary>A sum of 8-bit products that may pass what an <c>int</c> holds.</summary>
    [DoesNotReturn]
    public static void ThrowSumTooLong(long actual, long most, string parameter, string meaning) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"{meaning} is {actual}: sums of more than {most} such products can pass what an int holds. Declare the kernel with [Precision(Accumulate = Accumulate.Int64)]."),
        parameter);

    /// <summary>A scale that no quantised number has.</summary>
    [DoesNotReturn]
    public static void ThrowScale(float actual, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; a scale is a finite number above 0."), parameter);

    /// <summary>Refuses scales of which one is none.</summary>
    public static void Scales(ReadOnlySpan<float> scales, string parameter)
    {
        for (int i = 0; i < scales.Length; i++)
        {
            if (!(scales[i] > 0 && scales[i] <= float.MaxValue))
                ThrowScales(scales[i], i, parameter);
        }
    }

    [DoesNotReturn]
    private static void ThrowScales(float actual, int index, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' has {actual} at {index}; a scale is a finite number above 0."), parameter);

    /// <summary>A group without elements.</summary>
    [DoesNotReturn]
    public static void ThrowGroupSize(int actual, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; a group has 1 element or more."), parameter);

    /// <summary>A zero point that is none of the quantised numbers.</summary>
    [DoesNotReturn]
    public static void ThrowZeroPoint(int actual, int least, int most, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; a zero point is one of the quantised numbers, {least} to {most}."), parameter);

    /// <summary>No thread at all.</summary>
    [DoesNotReturn]
    public static void ThrowThreads(int actual, string parameter) => throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"'{parameter}' is {actual}; a call has 1 thread at least, the caller's own."), parameter);

    /// <summary>An output that overlaps another operand.</summary>
    [DoesNotReturn]
    public static void ThrowOverlap(string output, string input, bool mayBeIdentical) => throw new ArgumentException(
        mayBeIdentical
            ? $"'{output}' overlaps '{input}' without being the identical span; give the same span for both, or memory of its own."
            : $"'{output}' overlaps '{input}'; give it memory of its own.",
        output);
}
