using StbImageSharp;
using StbImageWriteSharp;
using SuperResolution.Loading;

namespace SuperResolution.Pictures;

/// <summary>Pictures from files and to PNG. A picture's transparency is left out.</summary>
internal static class PictureFile
{
    /// <summary>The result has four times as many pixels, of three bytes each, in one array: 2³¹ of them are more than it can have.</summary>
    public const long MostPixels = 100_000_000;

    public static Picture Read(string path)
    {
        byte[] bytes = Files.Read(path);
        try
        {
            // What the file says of itself, before anything of that size is asked for.
            using var stream = new MemoryStream(bytes);
            if (ImageInfo.FromStream(stream) is not { } info || info.Width < 1 || info.Height < 1)
                throw new DataFileException($"{path} is no picture that can be read here (PNG, JPEG, BMP, GIF, TGA and PSD can), or says that it is larger than any.");
            if ((long)info.Width * info.Height > MostPixels)
                throw new DataFileException($"{path} has {info.Width:N0} × {info.Height:N0} pixels; {MostPixels:N0} are the most.");
            ImageResult image = ImageResult.FromMemory(bytes, StbImageSharp.ColorComponents.RedGreenBlue);
            return new(image.Width, image.Height, image.Data);
        }
        catch (Exception e) when (e is not DataFileException and not OutOfMemoryException)
        {
            // The decoder throws whatever a broken file makes it stumble over.
            throw new DataFileException($"{path} is broken: it begins as a picture, and what follows cannot be read.");
        }
    }

    public static void Write(string path, Picture picture)
    {
        using var stream = new MemoryStream();
        new ImageWriter().WritePng(picture.Levels, picture.Width, picture.Height, StbImageWriteSharp.ColorComponents.RedGreenBlue, stream);
        Files.Write(path, stream.ToArray());
    }
}
