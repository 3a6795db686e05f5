namespace PrecisionTour;

/// <summary>Numbers to compute with, the same in every run.</summary>
internal static class Data
{
    /// <summary>Evenly spread between two ends.</summary>
    public static float[] Spread(int count, double from, double to, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(from + ((to - from) * random.NextDouble()));
        return values;
    }

    public static T[] Repeat<T>(T value, int count)
    {
        T[] values = new T[count];
        Array.Fill(values, value);
        return values;
    }

    public static Half[] ToHalf(float[] values) => Array.ConvertAll(values, value => (Half)value);

    /// <summary>Each rounded to the nearest.</summary>
    public static sbyte[] ToSByte(float[] values) => Array.ConvertAll(values, value => (sbyte)MathF.Round(value));

    public static float[] ToFloat(Half[] values) => Array.ConvertAll(values, value => (float)value);
}
