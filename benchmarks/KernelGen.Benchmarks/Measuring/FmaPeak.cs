using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>
/// The fused multiply-adds that one core can do: chains of them in registers, nothing else.
/// Twelve chains hide the latency of every processor that we know (at most 5 cycles × 2 a cycle) and leave four of AVX2's sixteen registers for the rest.
/// A vector of doubles has half the lanes at the same rate, so that one loop of floats gives both peaks.
/// </summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int StepsPerIteration = 1000;
    private static double sink;

    /// <summary>Lanes of float in the widest vector that the runtime uses. 512 bits are not always preferred where they exist.</summary>
    public static int Lanes { get; } =
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? Vector512<float>.Count :
        Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count;

    /// <summary>Floating-point operations of one iteration of <see cref="Contender"/>.</summary>
    public static double FlopsPerIteration => 2.0 * Lanes * Chains * StepsPerIteration;

    public static Contender Contender { get; } = new("FMA peak", Repeat);

    private static void Repeat(int count)
    {
        int steps = checked(count * StepsPerIteration);
        sink += Lanes switch
        {
            16 => Run<Vector512<float>, Float512>(steps),
            8 => Run<Vector256<float>, Float256>(steps),
            _ => Run<Vector128<float>, Float128>(steps),
        };
    }

    /// <summary>x ← x·½ + 1 stays at 2: no overflow, no denormal number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Run<TVector, TOperations>(int steps)
        where TVector : struct
        where TOperations : struct, IVectorOperations<TVector>
    {
        TVector half = TOperations.Create(0.5), one = TOperations.Create(1);
        TVector x0 = one, x1 = one, x2 = one, x3 = one, x4 = one, x5 = one, x6 = one, x7 = one, x8 = one, x9 = one, x10 = one, x11 = one;
        for (int step = 0; step < steps; step++)
        {
            x0 = TOperations.MultiplyAdd(x0, half, one);
            x1 = TOperations.MultiplyAdd(x1, half, one);
            x2 = TOperations.MultiplyAdd(x2, half, one);
            x3 = TOperations.MultiplyAdd(x3, half, one);
            x4 = TOperations.MultiplyAdd(x4, half, one);
            x5 = TOperations.MultiplyAdd(x5, half, one);
            x6 = TOperations.MultiplyAdd(x6, half, one);
            x7 = TOperations.MultiplyAdd(x7, half, one);
            x8 = TOperations.MultiplyAdd(x8, half, one);
            x9 = TOperations.MultiplyAdd(x9, half, one);
            x10 = TOperations.MultiplyAdd(x10, half, one);
            x11 = TOperations.MultiplyAdd(x11, half, one);
        }

        TVector low = TOperations.Add(TOperations.Add(TOperations.Add(x0, x1), TOperations.Add(x2, x3)), TOperations.Add(x4, x5));
        TVector high = TOperations.Add(TOperations.Add(TOperations.Add(x6, x7), TOperations.Add(x8, x9)), TOperations.Add(x10, x11));
        return TOperations.First(TOperations.Add(low, high));
    }
}
