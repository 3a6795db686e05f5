using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Runtime;

/// <summary>What code that is written once does with vectors of any width.</summary>
internal unsafe interface ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Numbers of a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(TVector vector, T* target);

    /// <summary>One number in every lane.</summary>
    static abstract TVector All(T number);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}

/// <summary>The same of more than one lane.</summary>
internal unsafe interface IPartingLanes<T, TVector> : ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>The even lanes of two vectors, in an order of their own.</summary>
    static abstract TVector Evens(TVector a, TVector b);

    /// <summary>The odd ones, in the same.</summary>
    static abstract TVector Odds(TVector a, TVector b);

    /// <summary>Such lanes in the order that they had.</summary>
    static abstract TVector InOrder(TVector parted);
}

/// <summary>The same where some lanes can be left in memory.</summary>
internal unsafe interface IMaskedLanes<T, TVector> : ILanes<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>The lanes from one to before another, each of which may be beside the vector.</summary>
    static abstract TVector Mask(nint first, nint end);

    /// <summary>The lanes of a mask, zeros elsewhere; no other memory is touched.</summary>
    static abstract TVector Load(T* source, TVector mask);
}

/// <summary>A number by itself.</summary>
internal readonly unsafe struct SingleLane<T> : ILanes<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => 1;
    public static T Load(T* source) => *source;
    public static void Store(T vector, T* target) => *target = vector;
    public static T All(T number) => number;
    public static T Add(T a, T b) => a + b;
    public static T Subtract(T a, T b) => a - b;
    public static T Multiply(T a, T b) => a * b;
    public static T Divide(T a, T b) => a / b;
    public static T MultiplyAdd(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);
}

/// <summary>Vectors of 512 bits, of float or double.</summary>
internal readonly unsafe struct Lanes512<T> : IPartingLanes<T, Vector512<T>>, IMaskedLanes<T, Vector512<T>>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => *(Vector512<T>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, T* target) => *(Vector512<T>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> All(T number) => Vector512.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Evens(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(float)
        ? Avx512F.Shuffle(a.AsSingle(), b.AsSingle(), 0b10_00_10_00).As<float, T>()
        : Avx512F.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Odds(Vector512<T> a, Vector512<T> b) => typeof(T) == typeof(float)
        ? Avx512F.Shuffle(a.AsSingle(), b.AsSingle(), 0b11_01_11_01).As<float, T>()
        : Avx512F.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> InOrder(Vector512<T> parted) => Avx512F.PermuteVar8x64(parted.AsInt64(), Vector512.Create(0L, 2, 4, 6, 1, 3, 5, 7)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(nint first, nint end)
    {
        (int low, int high) = ((int)Math.Clamp(first, 0, Count), (int)Math.Clamp(end, 0, Count));
        return typeof(T) == typeof(float)
            ? (Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(low)) & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(high))).As<int, T>()
            : (Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)low)) & Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)high))).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source, Vector512<T> mask) => typeof(T) == typeof(float)
        ? Avx512F.MaskLoad((float*)source, mask.AsSingle(), Vector512<float>.Zero).As<float, T>()
        : Avx512F.MaskLoad((double*)source, mask.AsDouble(), Vector512<double>.Zero).As<double, T>();
}

/// <summary>Vectors of 256 bits, of float or double.</summary>
internal readonly unsafe struct Lanes256<T> : IPartingLanes<T, Vector256<T>>, IMaskedLanes<T, Vector256<T>>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => *(Vector256<T>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, T* target) => *(Vector256<T>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> All(T number) => Vector256.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Evens(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(float)
        ? Avx.Shuffle(a.AsSingle(), b.AsSingle(), 0b10_00_10_00).As<float, T>()
        : Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Odds(Vector256<T> a, Vector256<T> b) => typeof(T) == typeof(float)
        ? Avx.Shuffle(a.AsSingle(), b.AsSingle(), 0b11_01_11_01).As<float, T>()
        : Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> InOrder(Vector256<T> parted) => Avx2.Permute4x64(parted.AsDouble(), 0b11_01_10_00).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask(nint first, nint end)
    {
        (int low, int high) = ((int)Math.Clamp(first, 0, Count), (int)Math.Clamp(end, 0, Count));
        return typeof(T) == typeof(float)
            ? (Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create(low)) & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(high))).As<int, T>()
            : (Vector256.GreaterThanOrEqual(Vector256<long>.Indices, Vector256.Create((long)low)) & Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)high))).As<long, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source, Vector256<T> mask) => typeof(T) == typeof(float)
        ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
        : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
}

/// <summary>Vectors of 128 bits, of float or double.</summary>
internal readonly unsafe struct Lanes128<T> : IPartingLanes<T, Vector128<T>>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => *(Vector128<T>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, T* target) => *(Vector128<T>*)target = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> All(T number) => Vector128.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Evens(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(float)
        ? (Sse.IsSupported ? Sse.Shuffle(a.AsSingle(), b.AsSingle(), 0b10_00_10_00) : AdvSimd.Arm64.UnzipEven(a.AsSingle(), b.AsSingle())).As<float, T>()
        : (Sse2.IsSupported ? Sse2.UnpackLow(a.AsDouble(), b.AsDouble()) : AdvSimd.Arm64.UnzipEven(a.AsDouble(), b.AsDouble())).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Odds(Vector128<T> a, Vector128<T> b) => typeof(T) == typeof(float)
        ? (Sse.IsSupported ? Sse.Shuffle(a.AsSingle(), b.AsSingle(), 0b11_01_11_01) : AdvSimd.Arm64.UnzipOdd(a.AsSingle(), b.AsSingle())).As<float, T>()
        : (Sse2.IsSupported ? Sse2.UnpackHigh(a.AsDouble(), b.AsDouble()) : AdvSimd.Arm64.UnzipOdd(a.AsDouble(), b.AsDouble())).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> InOrder(Vector128<T> parted) => parted;
}
