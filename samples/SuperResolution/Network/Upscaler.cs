using SuperResolution.Pictures;

namespace SuperResolution.Network;

/// <summary>
/// A whole picture, in tiles if it is large. A tile sees as much around it as its results look at, so that they have the same bits as if the picture had
/// been done at once; what it computes of its surroundings is thrown away.
/// </summary>
internal sealed class Upscaler(Esrgan network)
{
    /// <summary>Rows and columns of a tile: with what it sees around, 276 × 276 pixels, whose features need 150 MB. A seventh of the work is for what is seen.</summary>
    public const int TileSize = 256;

    /// <summary>Tells how many tiles are done, of how many.</summary>
    public Action<int, int> Progress { get; init; } = (_, _) => { };

    public Picture Run(Picture picture, int tileSize = TileSize)
    {
        Picture result = Picture.Of(Esrgan.Scale * picture.Width, Esrgan.Scale * picture.Height);
        int across = (picture.Width + tileSize - 1) / tileSize, down = (picture.Height + tileSize - 1) / tileSize;
        for (int tile = 0; tile < across * down; tile++)
        {
            Run(picture, new(tile / across * tileSize, tile % across * tileSize, tileSize, picture), result);
            Progress(tile + 1, across * down);
        }

        return result;
    }

    private void Run(Picture picture, Tile tile, Picture result)
    {
        float[] numbers = new float[tile.SeenHeight * tile.SeenWidth * Picture.Channels];
        for (int r = 0; r < tile.SeenHeight; r++)
        {
            ReadOnlySpan<byte> row = picture.Levels.AsSpan((((tile.SeenTop + r) * picture.Width) + tile.SeenLeft) * Picture.Channels, tile.SeenWidth * Picture.Channels);
            for (int i = 0; i < row.Length; i++)
                numbers[(r * row.Length) + i] = row[i];
        }

        ReadOnlySpan<float> found = network.Run(numbers, tile.SeenHeight, tile.SeenWidth);
        int from = Esrgan.Scale * tile.SeenWidth * Picture.Channels, to = result.Width * Picture.Channels;
        for (int r = 0; r < Esrgan.Scale * tile.Height; r++)
        {
            ReadOnlySpan<float> source = found.Slice(
                (((Esrgan.Scale * (tile.Top - tile.SeenTop)) + r) * from) + (Esrgan.Scale * (tile.Left - tile.SeenLeft) * Picture.Channels), Esrgan.Scale * tile.Width * Picture.Channels);
            Span<byte> target = result.Levels.AsSpan((((Esrgan.Scale * tile.Top) + r) * to) + (Esrgan.Scale * tile.Left * Picture.Channels), source.Length);
            for (int i = 0; i < source.Length; i++)
                target[i] = (byte)Math.Clamp(MathF.Round(source[i]), 0, 255);
        }
    }

    /// <summary>A part of a picture, and what is seen of it around that.</summary>
    private readonly struct Tile
    {
        public Tile(int top, int left, int size, Picture picture)
        {
            (Top, Left) = (top, left);
            (Height, Width) = (Math.Min(size, picture.Height - top), Math.Min(size, picture.Width - left));
            (SeenTop, SeenLeft) = (Math.Max(0, top - Esrgan.Reach), Math.Max(0, left - Esrgan.Reach));
            SeenHeight = Math.Min(picture.Height, top + Height + Esrgan.Reach) - SeenTop;
            SeenWidth = Math.Min(picture.Width, left + Width + Esrgan.Reach) - SeenLeft;
        }

        public int Top { get; }
        public int Left { get; }
        public int Height { get; }
        public int Width { get; }
        public int SeenTop { get; }
        public int SeenLeft { get; }
        public int SeenHeight { get; }
        public int SeenWidth { get; }
    }
}
