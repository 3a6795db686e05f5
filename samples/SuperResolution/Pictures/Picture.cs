namespace SuperResolution.Pictures;

/// <summary>Red, green and blue of every pixel, 0 to 255, row by row.</summary>
internal sealed record Picture(int Width, int Height, byte[] Levels)
{
    public const int Channels = 3;

    /// <summary>An empty one.</summary>
    public static Picture Of(int width, int height) => new(width, height, new byte[(long)width * height * Channels]);

    /// <summary>By how many levels two pictures of one size differ, channel by channel.</summary>
    public IEnumerable<int> Differences(Picture other) => Levels.Zip(other.Levels, (a, b) => Math.Abs(a - b));
}
