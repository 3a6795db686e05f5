namespace KernelGen.Runtime;

/// <summary>
/// Blocks of a matrix, turned: how numbers of one type lie in vectors of one width, and what they are made of. Implemented by structs, so that the JIT
/// inlines all of it.
/// </summary>
internal unsafe interface ITurned<TSource, T, TVector>
    where TSource : unmanaged
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Numbers of a vector: rows of a block of the source.</summary>
    static abstract int Side { get; }

    /// <summary>Columns of a block of the source, the numbers of its rows that lie as wide as a vector.</summary>
    static abstract int Depth { get; }

    /// <summary>
    /// turned[p, j] = source[j, p], for a block; rows of <paramref name="turned"/> are <paramref name="width"/> numbers apart. What was seen is told of
    /// numbers that this is not true of.
    /// </summary>
    static abstract void Turn(TSource* source, nint leading, T* turned, nint width, ref TVector seen);

    /// <summary>Whether there were numbers that were turned into others.</summary>
    static abstract bool IsWrong(TVector seen);

    static abstract TVector Load(T* source);

    static abstract void Store(TVector vector, T* target);

    /// <summary>sum + x·vector, rounded once.</summary>
    static abstract TVector MultiplyAdd(T* x, TVector vector, TVector sum);
}
