using System.Runtime.Intrinsics;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>What the measurements of the machine need of a vector, so that each is written once for all widths.</summary>
internal interface IVectorOperations<TVector>
{
    static abstract TVector Create(double value);
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
    static abstract TVector Add(TVector a, TVector b);
    static abstract TVector Or(TVector a, TVector b);
    static abstract TVector Load(ref byte source, nuint offset);
    static abstract double First(TVector vector);
}

internal readonly struct Float512 : IVectorOperations<Vector512<float>>
{
    public static Vector512<float> Create(double value) => Vector512.Create((float)value);
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;
    public static Vector512<float> Or(Vector512<float> a, Vector512<float> b) => a | b;
    public static Vector512<float> Load(ref byte source, nuint offset) => Vector512.LoadUnsafe(ref source, offset).AsSingle();
    public static double First(Vector512<float> vector) => vector.ToScalar();
}

internal readonly struct Float256 : IVectorOperations<Vector256<float>>
{
    public static Vector256<float> Create(double value) => Vector256.Create((float)value);
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;
    public static Vector256<float> Or(Vector256<float> a, Vector256<float> b) => a | b;
    public static Vector256<float> Load(ref byte source, nuint offset) => Vector256.LoadUnsafe(ref source, offset).AsSingle();
    public static double First(Vector256<float> vector) => vector.ToScalar();
}

internal readonly struct Float128 : IVectorOperations<Vector128<float>>
{
    public static Vector128<float> Create(double value) => Vector128.Create((float)value);
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.FusedMultiplyAdd(a, b, c);
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;
    public static Vector128<float> Or(Vector128<float> a, Vector128<float> b) => a | b;
    public static Vector128<float> Load(ref byte source, nuint offset) => Vector128.LoadUnsafe(ref source, offset).AsSingle();
    public static double First(Vector128<float> vector) => vector.ToScalar();
}
