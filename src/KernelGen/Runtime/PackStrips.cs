using System.ComponentModel;
using System.Globalization;

namespace KernelGen.Runtime;

/// <summary>
/// How a target's tiles read a packed matrix [k, n]: in strips of <paramref name="width"/> columns, each [k][width], one behind the other; the last
/// strip is as wide as its columns rounded up to whole vectors, and zeros fill it up. For emitted code; its shape may change with any version.
/// </summary>
/// <param name="target">The target's name.</param>
/// <param name="width">Columns of a strip: those of the target's tile.</param>
/// <param name="vector">Numbers in one of its registers.</param>
/// <param name="bytes">Bytes of a number: those of the type in which the kernels sum.</param>
/// <param name="together">Neighbours along k that are one number: two or four 8-bit integers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PackStrips(string target, int width, int vector, int bytes, int together = 1)
{
    internal string Target { get; } = target;
    internal int Width { get; } = width;
    internal int Vector { get; } = vector;
    internal int Bytes { get; } = bytes;
    internal int Together { get; } = together;

    /// <summary>Packs are interchangeable where their strips are, whichever target they were made for.</summary>
    internal bool Equals(in PackStrips other) => Width == other.Width && Vector == other.Vector && Bytes == other.Bytes && Together == other.Together;

    /// <summary>Columns of the strip that begins at column <paramref name="j"/> of <paramref name="n"/>.</summary>
    internal nint WidthAt(nint j, nint n) => Math.Min(Width, (n - j + Vector - 1) / Vector * Vector);

    /// <summary>Numbers that k elements one below the other are.</summary>
    internal long Steps(long k) => (k + Together - 1) / Together;

    /// <summary>Numbers of a packed matrix [k, n].</summary>
    internal long Length(long k, long n) => Steps(k) * ((n + Vector - 1) / Vector * Vector);

    /// <summary><c>strips of 32 columns of float for Avx512</c></summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"strips of {Width} columns of {(Together > 1 ? "pairs of 16 bits" : Bytes == sizeof(float) ? "float" : Bytes == sizeof(double) ? "double" : Bytes == 1 ? "codes" : "16 bits")} for {Target}");
}
