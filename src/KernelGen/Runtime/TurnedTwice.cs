using System.Runtime.CompilerServices;

namespace KernelGen.Runtime;

/// <summary>Two vectors side by side.</summary>
internal struct VectorPair<TVector>
    where TVector : struct
{
    public TVector Low;
    public TVector High;
}

/// <summary>Blocks of twice the side, by the turns of <typeparamref name="TTurned"/>.</summary>
internal readonly unsafe struct TurnedTwice<TTurned, TSource, T, TVector> : ITurned<TSource, T, VectorPair<TVector>>
    where TTurned : struct, ITurned<TSource, T, TVector>
    where TSource : unmanaged
    where T : unmanaged
    where TVector : struct
{
    public static int Side => 2 * TTurned.Side;

    public static int Depth => 2 * TTurned.Depth;

    /// <summary>Both halves of a row's line, before the next rows that may share its set of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(TSource* source, nint leading, T* turned, nint width, ref VectorPair<TVector> seen)
    {
        int half = TTurned.Side, deep = TTurned.Depth;
        TSource* below = source + (half * leading);
        TTurned.Turn(source, leading, turned, width, ref seen.Low);
        TTurned.Turn(source + deep, leading, turned + (deep * width), width, ref seen.Low);
        TTurned.Turn(below, leading, turned + half, width, ref seen.High);
        TTurned.Turn(below + deep, leading, turned + (deep * width) + half, width, ref seen.High);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWrong(VectorPair<TVector> seen) => TTurned.IsWrong(seen.Low) || TTurned.IsWrong(seen.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorPair<TVector> Load(T* source) => new() { Low = TTurned.Load(source), High = TTurned.Load(source + TTurned.Side) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(VectorPair<TVector> vector, T* target)
    {
        TTurned.Store(vector.Low, target);
        TTurned.Store(vector.High, target + TTurned.Side);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorPair<TVector> MultiplyAdd(T* x, VectorPair<TVector> vector, VectorPair<TVector> sum) =>
        new() { Low = TTurned.MultiplyAdd(x, vector.Low, sum.Low), High = TTurned.MultiplyAdd(x, vector.High, sum.High) };
}
