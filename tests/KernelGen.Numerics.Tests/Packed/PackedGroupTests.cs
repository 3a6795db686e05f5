using System.Runtime.InteropServices;
using KernelGen.Generated;
using KernelGen.Numerics.Tests.Harness;
using Xunit;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>Codes, scales and zero points in one pack, for every kernel over the same weights in groups and for no other; to a file and back.</summary>
public sealed class PackedGroupTests
{
    private const int Inputs = 100, Outputs = 11, Groups = 4, Most = 1000;

    /// <summary>Scales that a Half holds, so that both ways of packing have the same.</summary>
    private static readonly float[] X = PackTrip.Numbers(Most * Inputs, 1), Scales = [.. PackTrip.Numbers(Outputs * Groups, 2).Select(scale => (float)(Half)scale)];

    private static readonly byte[] Weights = Bytes(Outputs * Groups * 16, 3), ZeroPoints = Bytes(Outputs * Groups / 2, 4);

    [Fact]
    public void OneRowOrAThousandAndEitherKindOfSumTakeTheSamePack()
    {
        PackedWeights<byte> packed = PackedGroups.Pack(Weights, Scales, ZeroPoints);
        float[] expected = new float[Most * Outputs], got = new float[Most * Outputs], row = new float[Outputs];
        PackedGroups.Plain(X, Weights, expected, Scales, ZeroPoints, Inputs, Outputs, Most);
        PackedGroups.Open(X, packed, got, Inputs, Outputs, Most);
        Assert.Equal(expected, got);
        for (int i = 0; i < Most; i += 111)
        {
            PackedGroups.OneRow(X.AsSpan(i * Inputs, Inputs), packed, row);
            Assert.Equal(expected.AsSpan(i * Outputs, Outputs).ToArray(), row);
        }

        PackedGroups.PlainCodes(X, Weights, expected, Scales, ZeroPoints, Inputs, Outputs, Most);
        PackedGroups.Codes(X, packed, got, Inputs, Outputs, Most);
        Assert.Equal(expected, got);
    }

    [Fact]
    public void APackWithoutZeroPointsIsTakenByTheSameKernels()
    {
        PackedWeights<byte> packed = PackedGroups.PackWithout(Weights, [.. Scales.Select(scale => (Half)scale)], Inputs, Outputs);
        float[] expected = new float[3 * Outputs], got = new float[3 * Outputs];
        PackedGroups.PlainWithout(X, Weights, expected, Scales, Inputs, Outputs, 3);
        PackedGroups.Open(X, packed, got, Inputs, Outputs, 3);
        Assert.Equal(expected, got);
    }

    public static TheoryData<string> Others => ["shape", "bits", "group", "plain"];

    [Theory]
    [MemberData(nameof(Others))]
    public void APackOfSomethingElseIsRefused(string what)
    {
        PackedWeights<byte> packed = what switch
        {
            "shape" => PackedGroups.PackOpen(Weights, Scales, ZeroPoints, Inputs, Outputs - 1),
            "bits" => PackedGroups.PackBytes(new byte[Outputs * 128], Scales, Bytes(Outputs * 2, 5), Inputs, Outputs),
            "group" => PackedGroups.PackWideGroups(Weights, Scales, Inputs, Outputs),
            _ => PackedGroups.PackInNoGroups(new byte[Inputs * Outputs], Inputs, Outputs),
        };
        float[] y = new float[Outputs];
        Array.Fill(y, 7);
        var refusal = Assert.Throws<ArgumentException>(() => PackedGroups.OneRow(X.AsSpan(0, Inputs), packed, y));
        Assert.Equal("weights", refusal.ParamName);
        string strips = KernelCatalog.RunningTarget == "Scalar" ? "1" : "4";
        Assert.StartsWith(
            $"'weights' holds {packed}; the kernel needs Dense weights [Outputs = 11, Inputs = 100] of 4 bits in groups of 32, packed in strips of {strips} columns of codes for {KernelCatalog.RunningTarget}.",
            refusal.Message, StringComparison.Ordinal);
        Assert.All(y, number => Assert.Equal(7, number));
    }

    [Fact]
    public void WhatIsTooShortIsNotPacked()
    {
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => PackedGroups.Pack(Weights.AsSpan(1), Scales, ZeroPoints)).ParamName);
        Assert.Equal("weightScales", Assert.Throws<ArgumentException>(() => PackedGroups.Pack(Weights, Scales.AsSpan(1), ZeroPoints)).ParamName);
        Assert.Equal("weightZeroPoints", Assert.Throws<ArgumentException>(() => PackedGroups.Pack(Weights, Scales, ZeroPoints.AsSpan(1))).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => PackedGroups.PackOpen(Weights, Scales, ZeroPoints, -1, 3)).ParamName);
    }

    /// <summary>The file has the plain order: codes, scales as floats, zero points. So a pack of other strips gives the same.</summary>
    [Fact]
    public void ALoadedPackIsThePackOnAnyTarget()
    {
        foreach ((int inputs, int outputs) in new[] { (0, 5), (5, 0), (1, 1), (33, 4), (100, 11), (300, 9) })
        {
            int groups = (inputs + 31) / 32, wide = (inputs + 63) / 64;
            RoundTrip(PackedGroups.PackOpen(Bytes(outputs * groups * 16, 6), Numbers(groups), Nibbles(groups), inputs, outputs), Bytes(outputs * groups * 16, 6), Numbers(groups), Nibbles(groups));
            RoundTrip(PackedGroups.PackWideGroups(Bytes(outputs * wide * 32, 7), Numbers(wide), inputs, outputs), Bytes(outputs * wide * 32, 7), Numbers(wide), []);
            RoundTrip(PackedGroups.PackBytes(Bytes(outputs * wide * 64, 8), Numbers(wide), Bytes(outputs * wide, 9), inputs, outputs), Bytes(outputs * wide * 64, 8), Numbers(wide), Bytes(outputs * wide, 9));

            float[] Numbers(int ofRow) => PackTrip.Numbers(outputs * ofRow, 10);

            // What lies behind the last zero point of a row is nobody's.
            byte[] Nibbles(int ofRow) => [.. Enumerable.Range(0, outputs * ((ofRow + 1) / 2)).Select(i => (byte)(ofRow % 2 == 1 && (i + 1) % ((ofRow + 1) / 2) == 0 ? i & 15 : i * 37))];
        }

        static void RoundTrip(PackedWeights<byte> packed, byte[] codes, float[] scales, byte[] zeroPoints)
        {
            byte[] file = Saved(packed), plain = [.. codes, .. MemoryMarshal.AsBytes<float>(scales), .. zeroPoints];
            Assert.Equal(plain, file[^plain.Length..]);
            PackedWeights<byte> loaded = PackedWeights<byte>.Load(new MemoryStream(file));
            Assert.Equal(packed.ToString(), loaded.ToString());
            Assert.Equal(file, Saved(loaded));

            // Every target but the last, which is the scalar one, goes by another name: none of those runs here.
            byte[] foreign = (byte[])file.Clone();
            int at = 24 + 12;
            for (int target = 0; target < file[15] - 1; target++, at += 1 + file[at] + 12)
                foreign[at + 1] = (byte)'X';
            PackedWeights<byte> other = PackedWeights<byte>.Load(new MemoryStream(foreign));
            Assert.EndsWith("for Scalar", other.ToString(), StringComparison.Ordinal);
            Assert.Equal(plain, Saved(other)[^plain.Length..]);
        }
    }

    private static byte[] Bytes(int count, int seed)
    {
        var numbers = new Numbers(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (byte)numbers.Below(256))];
    }

    private static byte[] Saved(PackedWeights<byte> packed)
    {
        using var stream = new MemoryStream();
        packed.Save(stream);
        return stream.ToArray();
    }
}
