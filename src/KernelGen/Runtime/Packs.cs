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
        fixed (T* source = weights)
        fixed (T* strips = packed)
        {
            if (shape.Winograd != 0)
            {
                Transform(source, shape, packed.Strips, strips);
            }
            else if (sizeof(T) == 1)
            {
                StripLayout.Fill(source, (nint)leading, shape, packed.Strips, (void*)strips);
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

        if (shape is { ChannelsLast: true, Channels: > 1, Taps: > 1, Winograd: 0 })
            FilterStrips.SortTaps(packed);
        if (typeof(T) == typeof(Half))
            packed.IsFinite = FiniteScan.Holds(packed);
        return packed;
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
        string needed = $"the kernel needs {shape} of {PackFormat.NameOf<T>()}, packed in {shape.StripsOf(strips)}";
        if (weights is null)
            throw new ArgumentNullException(parameter, $"'{parameter}' is null; {needed}.");
        throw new ArgumentException($"'{parameter}' holds {weights}; {needed}.", parameter);
    }
}
