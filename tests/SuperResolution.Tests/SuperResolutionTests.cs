using System.Buffers.Binary;
using SuperResolution.Pictures;
using Xunit;

namespace SuperResolution.Tests;

/// <summary>The sample as a user runs it: its own check, a picture from file to file, and what cannot be done, which ends with a sentence.</summary>
public sealed class SuperResolutionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("SuperResolution");

    private static string Data => Path.Combine(AppContext.BaseDirectory, "data");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_fixture_is_as_published()
    {
        (int code, string text, string errors) = Run(null, null, Data);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.DoesNotContain("FAILED", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("checked:").Length - 1);
    }

    [Fact]
    public void Another_network_fails_the_check()
    {
        CopyData();
        string file = In("group1-shard1of1.bin");
        byte[] weights = File.ReadAllBytes(file);
        // The last layer's bias of blue, which is the middle of a level: 8 levels more.
        BinaryPrimitives.WriteSingleLittleEndian(weights.AsSpan(LastBias(weights)), BinaryPrimitives.ReadSingleLittleEndian(weights.AsSpan(LastBias(weights))) + 8);
        File.WriteAllBytes(file, weights);
        (int code, string text, _) = Run(null, null, folder.FullName);
        Assert.Equal(2, code);
        Assert.Contains("FAILED", text, StringComparison.Ordinal);
    }

    /// <summary>Of weights in the order of their names the bias of SR comes behind the kernels of it, before those of UPN1, UPN2 and UPN3.</summary>
    private static int LastBias(byte[] weights) =>
        weights.Length - (sizeof(float) * ((25 * 64 * 64) + 64 + (9 * 64 * 32) + 32 + (9 * 32 * 12) + 12)) - sizeof(float);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(300, 7)]
    public void A_picture_of_any_size(int width, int height)
    {
        Picture picture = Picture.Of(width, height);
        for (int i = 0; i < picture.Levels.Length; i++)
            picture.Levels[i] = (byte)(i * 37);
        PictureFile.Write(In("small.png"), picture);
        (int code, string text, string errors) = Run(In("small.png"), In("large.png"), Data);
        Assert.Equal(0, code);
        Assert.Equal(width > 256 ? $"tile 1 of 2{Environment.NewLine}tile 2 of 2{Environment.NewLine}" : "", errors);
        Assert.Contains($"{width} × {height} pixels became {2 * width} × {2 * height}.", text, StringComparison.Ordinal);
        Picture large = PictureFile.Read(In("large.png"));
        Assert.Equal((2 * width, 2 * height), (large.Width, large.Height));
    }

    [Fact]
    public void A_picture_that_is_not_there() => AssertRefused(In("none.png"), "is not there.");

    [Fact]
    public void A_file_that_is_no_picture()
    {
        File.WriteAllText(In("text.png"), "No picture.");
        AssertRefused(In("text.png"), "is no picture that can be read here");
    }

    [Fact]
    public void A_picture_that_is_cut_off()
    {
        File.WriteAllBytes(In("cut.png"), File.ReadAllBytes(Path.Combine(Data, "fixture.png"))[..3000]);
        AssertRefused(In("cut.png"), "is broken");
    }

    [Theory]
    [InlineData(12_000, 12_000, "has 12,000 × 12,000 pixels; 100,000,000 are the most.")]
    [InlineData(int.MaxValue, int.MaxValue, "is no picture that can be read here")]
    [InlineData(0, 7, "is no picture that can be read here")]
    public void A_picture_of_an_absurd_size(int width, int height, string sentence)
    {
        File.WriteAllBytes(In("absurd.png"), HeaderOfPng(width, height));
        AssertRefused(In("absurd.png"), sentence);
    }

    [Fact]
    public void Nowhere_to_write_to()
    {
        AssertRefused(Path.Combine(Data, "fixture.png"), "is not there.", Path.Combine(folder.FullName, "no", "such.png"));
        (int code, _, string errors) = Run(Path.Combine(Data, "fixture.png"), null, Data);
        Assert.Equal((1, "There is no file to write to: give one with -o." + Environment.NewLine), (code, errors));
    }

    [Theory]
    [InlineData("model.json", "is no model of TensorFlow.js")]
    [InlineData("group1-shard1of1.bin", "it is truncated.")]
    public void A_network_that_is_cut_off(string name, string sentence)
    {
        CopyData();
        using (FileStream file = File.OpenWrite(In(name)))
            file.SetLength(file.Length / 2);
        (int code, _, string errors) = Run(null, null, folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"shape\": [2147483647, 2147483647, 2147483647]", "it is truncated.")]
    [InlineData("\"shape\": [-3, -3]", "it is truncated.")]
    public void A_network_of_an_absurd_shape(string shape, string sentence)
    {
        CopyData();
        File.WriteAllText(In("model.json"), $$"""{"weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": [{"name": "w", "dtype": "float32", {{shape}}}]}]}""");
        (int code, _, string errors) = Run(null, null, folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_nameless_files()
    {
        CopyData();
        File.WriteAllText(In("model.json"), """{"weightsManifest": [{"paths": [null], "weights": []}]}""");
        (int code, _, string errors) = Run(null, null, folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("is no model of TensorFlow.js", errors, StringComparison.Ordinal);
    }

    private void AssertRefused(string picture, string sentence, string? output = null)
    {
        output ??= In("never.png");
        (int code, string text, string errors) = Run(picture, output, Data);
        Assert.Equal((1, ""), (code, text));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    private static (int Code, string Text, string Errors) Run(string? picture, string? output, string data)
    {
        using StringWriter text = new(), errors = new();
        int code = Application.Run(picture, output, data, timing: false, text, errors);
        return (code, text.ToString(), errors.ToString());
    }

    private void CopyData()
    {
        foreach (string file in Directory.GetFiles(Data))
            File.Copy(file, In(Path.GetFileName(file)));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    /// <summary>A PNG that ends where its numbers begin, behind what it says of its size.</summary>
    private static byte[] HeaderOfPng(int width, int height)
    {
        byte[] header = [0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), height);
        return [0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n', .. header, 0, 0, 0, 0, .. "IDAT"u8, 0, 0, 0, 0];
    }
}
