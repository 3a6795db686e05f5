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
internal readonly unsafe struct TurnedTwice<TTurned, T, TVector> : ITurned<T, VectorPair<TVector>>
    where TTurned : struct, ITurned<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    public static int Side => 2 * TTurned.Side;

    /// <summary>Both halves of a row's line, before the next rows that may share its set of the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(T* source, nint leading, T* turned, nint width)
    {
        int half = TTurned.Side;
        T* below = source + (half * leading);
        TTurned.Turn(source, leading, turned, width);
        TTurned.Turn(source + half, leading, turned + (half * width), width);
        TTurned.Turn(below, leading, turned + half, width);
        TTurned.Turn(below + half, leading, turned + (half * width) + half, width);
    }

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
