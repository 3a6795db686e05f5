namespace KernelGen.Runtime;

/// <summary>Square blocks of a matrix, turned: how numbers of one type lie in vectors of one width. Implemented by structs, so that the JIT inlines all of it.</summary>
internal unsafe interface ITurned<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Numbers of a vector: rows and columns of a block.</summary>
    static abstract int Side { get; }

    /// <summary>turned[p, j] = source[j, p], for a block; rows of <paramref name="turned"/> are <paramref name="width"/> numbers apart.</summary>
    static abstract void Turn(T* source, nint leading, T* turned, nint width);

    static abstract TVector Load(T* source);

    static abstract void Store(TVector vector, T* target);

    /// <summary>sum + x·vector, rounded once.</summary>
    static abstract TVector MultiplyAdd(T* x, TVector vector, TVector sum);
}
