using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>How numbers in memory come to those that are computed with. Implemented by structs, so that the JIT inlines it.</summary>
internal unsafe interface ISource<TSource, T, TVector>
    where TSource : unmanaged
    where TVector : struct
{
    static abstract TVector Load(TSource* source);

    static abstract T Number(TSource number);
}

/// <summary>They are those.</summary>
internal readonly unsafe struct SameSource<TLanes, T, TVector> : ISource<T, T, TVector>
    where TLanes : struct, ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(T* source) => TLanes.Load(source);

    public static T Number(T number) => number;
}

/// <summary>Numbers that <see cref="Widening"/> takes, as floats.</summary>
internal readonly unsafe struct NarrowSource512<T> : ISource<T, float, Vector512<float>>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(T* source) => Widening.Load512(source);

    public static float Number(T number) => Widening.Number(number);
}

/// <inheritdoc cref="NarrowSource512{T}"/>
internal readonly unsafe struct NarrowSource256<T> : ISource<T, float, Vector256<float>>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(T* source) => Widening.Load256(source);

    public static float Number(T number) => Widening.Number(number);
}

/// <inheritdoc cref="NarrowSource512{T}"/>
internal readonly unsafe struct NarrowSource128<T> : ISource<T, float, Vector128<float>>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(T* source) => Widening.Load128(source);

    public static float Number(T number) => Widening.Number(number);
}
