using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Benchmarks.Measuring;

/// <summary>
/// Reading every byte of an operand once, from its beginning to its end: what no kernel that needs all of it can undercut.
/// It is measured on the operand itself, so that the share is of what that operand's place (a cache or memory) gives.
/// </summary>
internal static class PlainRead
{
    private static double sink;

    public static Contender Of<T>(Buffer<T> buffer)
        where T : unmanaged, INumber<T>
    {
        return new("plain read", count =>
        {
            for (int i = 0; i < count; i++)
                sink += Read(MemoryMarshal.AsBytes(buffer.Span));
        });
    }

    private static double Read(ReadOnlySpan<byte> bytes) => FmaPeak.Lanes switch
    {
        16 => Run<Vector512<float>, Float512>(ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length),
        8 => Run<Vector256<float>, Float256>(ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length),
        _ => Run<Vector128<float>, Float128>(ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length),
    };

    /// <summary>A rest of less than eight vectors is left unread: it is nothing beside the megabytes of the operands that this is for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double Run<TVector, TOperations>(ref byte source, nuint length)
        where TVector : struct
        where TOperations : struct, IVectorOperations<TVector>
    {
        nuint width = (nuint)Unsafe.SizeOf<TVector>();
        TVector x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
        for (nuint i = 0; i + (8 * width) <= length; i += 8 * width)
        {
            x0 = TOperations.Or(x0, TOperations.Load(ref source, i));
            x1 = TOperations.Or(x1, TOperations.Load(ref source, i + width));
            x2 = TOperations.Or(x2, TOperations.Load(ref source, i + (2 * width)));
            x3 = TOperations.Or(x3, TOperations.Load(ref source, i + (3 * width)));
            x4 = TOperations.Or(x4, TOperations.Load(ref source, i + (4 * width)));
            x5 = TOperations.Or(x5, TOperations.Load(ref source, i + (5 * width)));
            x6 = TOperations.Or(x6, TOperations.Load(ref source, i + (6 * width)));
            x7 = TOperations.Or(x7, TOperations.Load(ref source, i + (7 * width)));
        }

        TVector low = TOperations.Or(TOperations.Or(x0, x1), TOperations.Or(x2, x3));
        TVector high = TOperations.Or(TOperations.Or(x4, x5), TOperations.Or(x6, x7));
        return TOperations.First(TOperations.Or(low, high));
    }
}
