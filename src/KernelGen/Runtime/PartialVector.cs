using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// The first lanes of a 128-bit vector, for processors without masked loads. Inlined: around a call the JIT keeps vectors in the frame, and in
/// the loop before it too. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PartialVector
{
    /// <summary>The first <paramref name="count"/> of four numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* source, int count)
    {
        if (count >= 4)
            return *(Vector128<float>*)source;
        if (count <= 0)
            return Vector128<float>.Zero;
        if (count == 1)
            return Vector128.CreateScalar(*source);
        Vector128<float> pair = Vector128.CreateScalar(*(double*)source).AsSingle();
        return count == 2 ? pair : pair.WithElement(2, source[2]);
    }

    /// <summary>The first <paramref name="count"/> of two numbers, zeros behind them; memory past them is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* source, int count) =>
        count >= 2 ? *(Vector128<double>*)source : count == 1 ? Vector128.CreateScalar(source[0]) : Vector128<double>.Zero;

    /// <summary>Writes the first <paramref name="count"/> of four numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, int count, Vector128<float> value)
    {
        if (count >= 4)
        {
            *(Vector128<float>*)target = value;
        }
        else if (count == 1)
        {
            *target = value.ToScalar();
        }
        else if (count > 1)
        {
            *(double*)target = value.AsDouble().ToScalar();
            if (count == 3)
                target[2] = value.GetElement(2);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of two numbers and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* target, int count, Vector128<double> value)
    {
        if (count >= 2)
            *(Vector128<double>*)target = value;
        else if (count == 1)
            target[0] = value.ToScalar();
    }
}
