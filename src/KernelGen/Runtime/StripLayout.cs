namespace KernelGen.Runtime;

/// <summary>Fills the strips of a pack from the plain matrix, and reads single numbers back.</summary>
internal static unsafe class StripLayout
{
    public static void Fill(float* source, nint leading, in PackShape shape, in PackStrips strips, float* target)
    {
        foreach ((nint column, nint start, nint columns, nint width) in Of(shape, strips))
        {
            if (shape.IsTransposed)
                Packing.Transposed(source + (column * leading), leading, shape.K, columns, width, target + start);
            else
                Packing.Columns(source + column, leading, shape.K, columns, width, target + start);
        }
    }

    public static void Fill(double* source, nint leading, in PackShape shape, in PackStrips strips, double* target)
    {
        foreach ((nint column, nint start, nint columns, nint width) in Of(shape, strips))
        {
            if (shape.IsTransposed)
                Packing.Transposed(source + (column * leading), leading, shape.K, columns, width, target + start);
            else
                Packing.Columns(source + column, leading, shape.K, columns, width, target + start);
        }
    }

    public static void Fill(float* source, nint leading, in PackShape shape, in PackStrips strips, double* target)
    {
        foreach ((nint column, nint start, nint columns, nint width) in Of(shape, strips))
        {
            if (shape.IsTransposed)
                Packing.Transposed(source + (column * leading), leading, shape.K, columns, width, target + start);
            else
                Packing.Columns(source + column, leading, shape.K, columns, width, target + start);
        }
    }

    /// <summary>16-bit numbers, whatever they stand for.</summary>
    public static void Fill(ushort* source, nint leading, in PackShape shape, in PackStrips strips, ushort* target)
    {
        foreach ((nint column, nint start, nint columns, nint width) in Of(shape, strips))
        {
            (nint row, nint next) = shape.IsTransposed ? (1, leading) : (leading, (nint)1);
            for (nint p = 0; p < shape.K; p++)
            {
                for (nint j = 0; j < width; j++)
                    target[start + (p * width) + j] = j < columns ? source[(p * row) + ((column + j) * next)] : default;
            }
        }
    }

    /// <summary>8-bit integers, as pairs of 16 bits, four as they are, or as doubles.</summary>
    public static void Fill<T>(T* source, nint leading, in PackShape shape, in PackStrips strips, void* target)
        where T : unmanaged
    {
        foreach ((nint column, nint start, nint columns, nint width) in Of(shape, strips))
        {
            T* from = source + (shape.IsTransposed ? column * leading : column);
            if (strips.Together == 4 && shape.IsTransposed)
                QuadPacking.Transposed(from, leading, shape.K, columns, width, (int*)target + start);
            else if (strips.Together == 4)
                QuadPacking.Columns(from, leading, shape.K, columns, width, (int*)target + start);
            else if (strips.Together == 1 && shape.IsTransposed)
                IntegerPacking.Transposed(from, leading, shape.K, columns, width, (double*)target + start, 0);
            else if (strips.Together == 1)
                IntegerPacking.Columns(from, leading, shape.K, columns, width, (double*)target + start, 0);
            else if (shape.IsTransposed)
                IntegerPacking.Transposed(from, leading, shape.K, columns, width, (int*)target + start, 0);
            else
                IntegerPacking.Columns(from, leading, shape.K, columns, width, (int*)target + start, 0);
        }
    }

    /// <summary>Where a row of the plain matrix comes in a sum.</summary>
    public static long PlaceOf(in PackShape shape, long p)
    {
        if (!shape.ChannelsLast || shape.Winograd != 0)
            return p;
        (long channel, long tap) = Math.DivRem(p, shape.Taps);
        return (tap * shape.Channels) + channel;
    }

    /// <summary>Where the number in place <paramref name="p"/> of the sums of a column of the plain matrix (both matrices side by side) is.</summary>
    public static long IndexOf(in PackShape shape, in PackStrips strips, long p, long column)
    {
        if (shape.IsGrouped)
            return GroupedPacks.IndexOf(shape, strips, column, p);
        if (shape.Winograd != 0)
            return shape.Packed(strips) - shape.Elements + (column * shape.K) + p;
        long matrix = column / shape.N, j = column % shape.N;
        long start = j / strips.Width * strips.Width;
        return (matrix * strips.Length(shape.K, shape.N)) + (start * strips.Steps(shape.K)) + (p / strips.Together * strips.WidthAt((nint)start, shape.N)) + (j - start);
    }

    /// <summary>Each strip: its first column in the plain matrix, its place in the pack, how many columns it has, and how wide it is.</summary>
    private static List<(nint Column, nint Start, nint Columns, nint Width)> Of(in PackShape shape, in PackStrips strips)
    {
        var list = new List<(nint, nint, nint, nint)>();
        for (int matrix = 0; matrix < shape.Matrices; matrix++)
        {
            nint first = (nint)(matrix * strips.Length(shape.K, shape.N));
            for (nint j = 0; j < shape.N; j += strips.Width)
                list.Add((((nint)matrix * shape.N) + j, first + (j * (nint)strips.Steps(shape.K)), Math.Min(strips.Width, shape.N - j), strips.WidthAt(j, shape.N)));
        }

        return list;
    }
}
