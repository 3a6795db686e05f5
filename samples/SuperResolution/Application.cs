using System.Diagnostics;
using KernelGen.Generated;
using SuperResolution.Loading;
using SuperResolution.Network;
using SuperResolution.Pictures;

namespace SuperResolution;

/// <summary>Loads, upscales, compares or writes, and says what it did.</summary>
internal static class Application
{
    private const int BadInput = 1, CheckFailed = 2;

    /// <summary>What may be between two runs of a network in float, each rounded to a whole level: their roundings fall to either side of a half.</summary>
    private const int MostLevels = 1;

    public static int Run(string? input, string? output, string data, bool timing, TextWriter text, TextWriter errors)
    {
        try
        {
            if (input is null && output is null)
                return Compare(data, timing, text);
            if (input is null || output is null)
                throw new DataFileException(input is null ? "There is no picture to write: give one before -o." : "There is no file to write to: give one with -o.");

            Picture picture = PictureFile.Read(input);
            var upscaler = new Upscaler(new Esrgan(Weights.Load(data)))
            {
                Progress = (done, of) =>
                {
                    if (of > 1)
                        errors.WriteLine($"tile {done} of {of}");
                },
            };
            (Picture result, TimeSpan time) = Timed(upscaler, picture);
            PictureFile.Write(output, result);
            text.WriteLine($"{output}: {picture.Width} × {picture.Height} pixels became {result.Width} × {result.Height}.");
            if (timing)
                Tell(text, picture, time);
            return 0;
        }
        catch (DataFileException e)
        {
            errors.WriteLine(e.Message);
            return BadInput;
        }
    }

    /// <summary>The fixture, beside the picture that the model's authors made of it; and in tiles, which must make no difference at all.</summary>
    private static int Compare(string data, bool timing, TextWriter text)
    {
        Picture picture = PictureFile.Read(Path.Combine(data, "fixture.png")), published = PictureFile.Read(Path.Combine(data, "published.png"));
        var upscaler = new Upscaler(new Esrgan(Weights.Load(data)));
        (Picture result, TimeSpan time) = Timed(upscaler, picture);
        if ((result.Width, result.Height) != (published.Width, published.Height))
            throw new DataFileException($"The published picture has {published.Width} × {published.Height} pixels, not {result.Width} × {result.Height}.");

        int[] differences = [.. result.Differences(published)];
        bool isNear = differences.Max() <= MostLevels, isSame = upscaler.Run(picture, tileSize: 50).Levels.AsSpan().SequenceEqual(result.Levels);
        text.WriteLine($"fixture.png: {picture.Width} × {picture.Height} pixels became {result.Width} × {result.Height}.");
        text.WriteLine($"{(isNear ? "checked" : "FAILED")}: levels that differ from the published picture's: {differences.Count(levels => levels != 0):N0} of {differences.Length:N0}, by {differences.Max()} at most");
        text.WriteLine($"{(isSame ? "checked" : "FAILED")}: in tiles of 50 × 50 pixels it is the same picture, to the bit");
        if (timing)
            Tell(text, picture, TimeSpan.FromTicks(Math.Min(time.Ticks, Enumerable.Range(0, 5).Min(_ => Timed(upscaler, picture).Time.Ticks))));
        return isNear && isSame ? 0 : CheckFailed;
    }

    private static (Picture Result, TimeSpan Time) Timed(Upscaler upscaler, Picture picture)
    {
        long start = Stopwatch.GetTimestamp();
        Picture result = upscaler.Run(picture);
        return (result, Stopwatch.GetElapsedTime(start));
    }

    private static void Tell(TextWriter text, Picture picture, TimeSpan time)
    {
        double flops = (double)picture.Width * picture.Height * Esrgan.FlopsOfPixel;
        text.WriteLine(FormattableString.Invariant($"{time.TotalMilliseconds:N1} ms on {KernelCatalog.RunningTarget}: {flops / time.TotalSeconds / 1e9:N1} GFLOP/s of the picture's own {flops / 1e9:N2} GFLOP"));
    }
}
