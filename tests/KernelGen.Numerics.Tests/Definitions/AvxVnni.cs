using System.Runtime.Intrinsics;

namespace KernelGen.Numerics.Tests.Definitions;

/// <summary>
/// What Intel's manual says of VPDPWSSD and VPDPBUSD, under the names that .NET has for them: it stands in their place in code that a test compiles
/// for a processor without them, for which all of this folder is embedded as text too.
/// </summary>
internal static class AvxVnni
{
    /// <summary>Whoever asks the library gets on without them.</summary>
    public static bool IsSupported => false;

    public static Vector256<int> MultiplyWideningAndAdd(Vector256<int> sum, Vector256<short> a, Vector256<short> b) =>
        V512.MultiplyWideningAndAdd(sum.ToVector512(), a.ToVector512(), b.ToVector512()).GetLower();

    public static Vector256<int> MultiplyWideningAndAdd(Vector256<int> sum, Vector256<byte> a, Vector256<sbyte> b) =>
        V512.MultiplyWideningAndAdd(sum.ToVector512(), a.ToVector512(), b.ToVector512()).GetLower();

    public static class V512
    {
        public static Vector512<int> MultiplyWideningAndAdd(Vector512<int> sum, Vector512<short> a, Vector512<short> b)
        {
            for (int i = 0; i < 16; i++)
                sum = sum.WithElement(i, unchecked(sum[i] + (a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1])));
            return sum;
        }

        public static Vector512<int> MultiplyWideningAndAdd(Vector512<int> sum, Vector512<byte> a, Vector512<sbyte> b)
        {
            for (int i = 0; i < 64; i++)
                sum = sum.WithElement(i / 4, unchecked(sum[i / 4] + (a[i] * b[i])));
            return sum;
        }
    }
}
