using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>Makes packs, and checks them at the door of a kernel. For emitted code; its shape may change with any version.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Packs
{
    /// <summary>The same for a matrix whose rows follow each other without a gap.</summary>
    public static PackedWeights<T> Make<T>(ReadOnlySpan<T> weights, in PackShape shape, params PackStrips[] targets)
        where T : unmanaged => Make(weights, shape.Row, shape, targets);

    /// <summary>Packs a matrix whose length the caller has checked.</summary>
    /// <param name="weights">The plain matrix.</param>
    /// <param name="leading">Elements from the start of a row of it to the next.</param>
    /// <param name="shape">What it is.</param>
    /// <param name="targets">The strips of each target, in the order in which the processor is asked.</param>
    public static PackedWeights<T> Make<T>(ReadOnlySpan<T> weights, long leading, in PackShape shape, params PackStrips[] targets)
        where T : unmanaged
    {
        var packed = new PackedWeights<T>(shape, targets);
        // The rows of strips are in the order in which they are read.
        if (shape is { ChannelsLast: true, Channels: > 1, Taps: > 1, Winograd: 0, HasPhases: false })
            weights = FilterStrips.ByTaps(weights, shape);
        fixed (T* source = weights)
        fixed (T* strips = packed)
        {
            if (shape.Winograd != 0)
            {
                Transform(source, shape, packed.Strips, strips);
            }
            else if (shape.HasPhases)
            {
                SortByPhases(source, shape, packed.Strips, strips);
            }
            else if (sizeof(T) == 1)
            {
                StripLayout.Fill(source, (nint)leading, shape, packed.Strips, (void*)strips);
                if (shape.QuadsAt(packed.Strips) is > 0 and var quads)
                {
                    StripLayout.Fill(source, (nint)leading, shape, PackShape.QuadsOf(packed.Strips), (int*)strips + quads);
                    packed.Held = RangeOf(source, leading, shape);
                }
            }
            else if (sizeof(T) == packed.Strips.Bytes)
            {
                if (typeof(T) == typeof(float))
                    StripLayout.Fill((float*)source, (nint)leading, shape, packed.Strips, (float*)strips);
                else if (typeof(T) == typeof(double))
                    StripLayout.Fill((double*)source, (nint)leading, shape, packed.Strips, (double*)strips);
                else
                    StripLayout.Fill((ushort*)source, (nint)leading, shape, packed.Strips, (ushort*)strips);
            }
            else
            {
                StripLayout.Fill((float*)source, (nint)leading, shape, packed.Strips, (double*)strips);
            }
        }

        if (typeof(T) == typeof(Half))
            packed.IsFinite = FiniteScan.Holds(packed);
        return packed;
    }

    /// <summary>
    /// The same of 8-bit integers for kernels that take four neighbours at once where every number is one of <paramref name="least"/> to
    /// <paramref name="most"/>: then they lie by fours too.
    /// </summary>
    public static PackedWeights<T> MakeInQuads<T>(ReadOnlySpan<T> weights, long leading, int least, int most, in PackShape shape, params PackStrips[] targets)
        where T : unmanaged
    {
        fixed (T* source = weights)
        {
            HeldRange range = RangeOf(source, leading, shape);
            return Make(weights, leading, shape with { HasQuads = range.Least >= least && range.Most <= most }, targets);
        }
    }

    /// <summary>The same for a matrix whose rows follow each other without a gap.</summary>
    public static PackedWeights<T> MakeInQuads<T>(ReadOnlySpan<T> weights, int least, int most, in PackShape shape, params PackStrips[] targets)
        where T : unmanaged => MakeInQuads(weights, shape.Row, least, most, shape, targets);

    /// <summary>The least and the greatest number of a matrix.</summary>
    private static HeldRange RangeOf<T>(T* matrix, long leading, in PackShape shape)
        where T : unmanaged
    {
        (double least, double most) = (0, 0);
        for (long row = 0; row < (shape.IsTransposed ? (long)shape.Matrices * shape.N : shape.K); row++)
        {
            for (long i = 0; i < shape.Row; i++)
            {
                double number = RangeScan.ToDouble(matrix[(row * leading) + i]);
                (least, most) = (Math.Min(least, number), Math.Max(most, number));
            }
        }

        return new(least, most);
    }

    /// <summary>The strips of four neighbours in a pack, or null where it has none, or a number that is not one of <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static int* QuadsOf<T>(PackedWeights<T> weights, int least, int most)
        where T : unmanaged
    {
        fixed (T* first = weights) // it never moves
        {
            return weights.Shape.QuadsAt(weights.Strips) is > 0 and var quads && weights.Held is { } held && held.Least >= least && held.Most <= most
                ? (int*)first + quads : null;
        }
    }

    private static void SortByPhases<T>(T* source, in PackShape shape, in PackStrips strips, T* target)
        where T : unmanaged
    {
        if (sizeof(T) == strips.Bytes)
            TransposedFilters.Fill(source, shape, strips, target);
        else
            TransposedFilters.Fill((float*)source, shape, strips, (double*)target);
    }

    /// <summary>Winograd's filters, and the plain ones behind them.</summary>
    private static void Transform<T>(T* source, in PackShape shape, in PackStrips strips, T* target)
        where T : unmanaged
    {
        var room = new T[WinogradFilters.Length(shape.N, shape.Channels, shape.Winograd, strips.Width, strips.Vector)];
        long transformed = shape.Packed(strips) - shape.Elements;
        fixed (T* all = room)
        {
            if (typeof(T) == typeof(float))
                WinogradFilters.Fill((float*)source, shape.N, shape.Channels, shape.Winograd, strips.Width, strips.Vector, (float*)all);
            else
                WinogradFilters.Fill((double*)source, shape.N, shape.Channels, shape.Winograd, strips.Width, strips.Vector, (double*)all);
            Buffer.MemoryCopy(all, target, transformed * sizeof(T), transformed * sizeof(T));
        }

        Buffer.MemoryCopy(source, target + transformed, shape.Elements * sizeof(T), shape.Elements * sizeof(T));
    }

    /// <summary>Packs weights in groups, whose lengths the caller has checked. Scales are kept as floats.</summary>
    /// <typeparam name="TScale"><c>float</c> or <c>Half</c>.</typeparam>
    /// <param name="codes">The plain codes.</param>
    /// <param name="scales">A scale a group.</param>
    /// <param name="zeroPoints">A zero point a group; empty where they have none.</param>
    /// <param name="shape">What it is.</param>
    /// <param name="targets">The strips of each target, in the order in which the processor is asked.</param>
    public static PackedWeights<byte> MakeGrouped<TScale>(ReadOnlySpan<byte> codes, ReadOnlySpan<TScale> scales, ReadOnlySpan<byte> zeroPoints, in PackShape shape, params PackStrips[] targets)
        where TScale : unmanaged
    {
        var packed = new PackedWeights<byte>(shape with { HasZeroPoints = !zeroPoints.IsEmpty }, targets);
        fixed (byte* from = codes, zeros = zeroPoints, target = packed)
        fixed (TScale* scale = scales)
            GroupedPacks.Fill(from, scale, zeros, packed.Shape, packed.Strips, target);
        return packed;
    }

    /// <summary>The scales beside packed codes, in their order.</summary>
    public static float* ScalesOf(PackedWeights<byte> weights)
    {
        fixed (byte* first = weights) // it never moves
            return (float*)(first + GroupedPacks.ScalesAt(weights.Shape));
    }

    /// <summary>The zero points beside packed codes, in their order; null where they have none.</summary>
    public static byte* ZeroPointsOf(PackedWeights<byte> weights)
    {
        fixed (byte* first = weights)
            return weights.Shape.HasZeroPoints ? first + GroupedPacks.ZeroPointsAt(weights.Shape) : null;
    }

    /// <summary>Whether halves were seen to be finite when they were packed, all of them: kernels convert them at less cost then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(PackedWeights<Half> weights) => weights.IsFinite;

    /// <summary>Throws unless the weights are packed as a kernel reads them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require<T>([NotNull] PackedWeights<T>? weights, string parameter, in PackShape shape, in PackStrips strips)
        where T : unmanaged
    {
        if (weights is null || !weights.Shape.Equals(shape) || !weights.Strips.Equals(shape.StripsOf(strips)))
            Refuse(weights, parameter, shape, strips);
    }

    [DoesNotReturn]
    private static void Refuse<T>(PackedWeights<T>? weights, string parameter, in PackShape shape, in PackStrips strips)
        where T : unmanaged
    {
        string needed = $"the kernel needs {shape.Of(PackFormat.NameOf<T>())}, packed in {shape.StripsOf(strips)}";
        if (weights is null)
            throw new ArgumentNullException(parameter, $"'{parameter}' is null; {needed}.");
        throw new ArgumentException($"'{parameter}' holds {weights}; {needed}.", parameter);
    }
}
