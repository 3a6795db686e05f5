using System.Buffers.Binary;
using System.Globalization;
using KernelGen.Numerics.Tests.Harness;
using Xunit;

namespace KernelGen.Numerics.Tests.Packed;

/// <summary>What is saved is loaded, on any processor; anything else is refused with a sentence.</summary>
public sealed class PackFileTests
{
    /// <summary>The header's places, as its writer's comment has them.</summary>
    private const int VersionAt = 8, BytesAt = 12, OperandAt = 13, FlagsAt = 14, TargetsAt = 15, KAt = 16, NAt = 20, NameAt = 24;

    private static readonly (int Inputs, int Outputs)[] Shapes = [(0, 0), (0, 5), (5, 0), (1, 1), (37, 70), (3, 97), (129, 300)];

    [Fact]
    public void ALoadedPackIsThePackAndGivesTheSameFile()
    {
        foreach ((int inputs, int outputs) in Shapes)
        {
            float[] weights = Numbers(2 * inputs * outputs), x = Numbers(inputs), expected = new float[outputs], got = new float[outputs];
            RoundTrip(PackedKernels.PackOpen(weights, inputs, outputs), p => PackedKernels.Open(x, p, expected, new float[outputs], inputs, outputs, 1));
            RoundTrip(PackedKernels.PackInputsOutputs(weights, inputs, outputs), p => PackedKernels.InputsOutputs(x, p, expected, inputs, outputs));
            RoundTrip(PackedKernels.PackGated(weights, inputs, outputs), p => PackedKernels.Gated(x, p, expected, inputs, outputs));
            RoundTrip(PackedKernels.PackWide(weights, inputs, outputs), p => PackedKernels.Wide(x, p, expected, inputs, outputs));
            RoundTrip(PackedKernels.PackScalar(weights, inputs, outputs), p => PackedKernels.ScalarOnly(x, p, expected, inputs, outputs));
            RoundTrip(PackedKernels.PackB(weights, outputs, inputs, inputs), p => PackedKernels.Multiply(x, p, expected, 1, outputs, inputs));

            void RoundTrip(PackedWeights<float> packed, Action<PackedWeights<float>> run)
            {
                byte[] file = Saved(packed);
                PackedWeights<float> loaded = PackedWeights<float>.Load(new MemoryStream(file));
                Assert.Equal(packed.ToString(), loaded.ToString());
                Assert.Equal(file, Saved(loaded));
                run(packed);
                expected.CopyTo(got, 0);
                Array.Clear(expected);
                run(loaded);
                Assert.Equal(got, expected);
            }
        }
    }

    [Fact]
    public void DoublesToo()
    {
        double[] b = [.. Numbers(37 * 70).Select(number => number / 3.0)], a = [.. Numbers(37).Select(number => number / 7.0)], expected = new double[70], got = new double[70];
        PackedWeights<double> packed = PackedKernels.PackB(b, 70, 37);
        PackedKernels.Multiply(a, packed, expected, 1, 70, 37);
        PackedKernels.Multiply(a, PackedWeights<double>.Load(new MemoryStream(Saved(packed))), got, 1, 70, 37);
        Assert.Equal(expected, got);
    }

    /// <summary>The weights stand at the end of the file as they were given, whatever the strips.</summary>
    [Fact]
    public void TheFileHasThePlainOrder()
    {
        float[] weights = Numbers(37 * 70);
        foreach (PackedWeights<float> packed in new[] { PackedKernels.PackOpen(weights, 37, 70), PackedKernels.PackInputsOutputs(weights, 37, 70), PackedKernels.PackGated(weights, 37, 35), PackedKernels.PackWide(weights, 37, 70) })
        {
            byte[] file = Saved(packed);
            float[] stored = new float[weights.Length];
            Buffer.BlockCopy(file, file.Length - (4 * stored.Length), stored, 0, 4 * stored.Length);
            Assert.Equal(weights, stored);
        }
    }

    [Fact]
    public void ItReadsNoFurtherThanItsEndAndInPiecesOfAnySize()
    {
        float[] weights = Numbers(129 * 300);
        byte[] one = Saved(PackedKernels.PackOpen(weights, 129, 300)), other = Saved(PackedKernels.PackWide(weights, 37, 70));
        using var stream = new TrickleStream([.. one, .. other, 42]);
        Assert.Equal(one, Saved(PackedWeights<float>.Load(stream)));
        Assert.Equal(other, Saved(PackedWeights<float>.Load(stream)));
        Assert.Equal(42, stream.ReadByte());
    }

    [Fact]
    public void AFileCutAtAnyByteIsRefused()
    {
        byte[] file = Saved(PackedKernels.PackOpen(Numbers(7 * 9), 7, 9));
        for (int length = 0; length < file.Length; length++)
            Assert.StartsWith("The stream ends", Refusal<float>(file[..length]), StringComparison.Ordinal);
        file = Saved(InGroups());
        for (int length = 0; length < file.Length; length++)
            Assert.StartsWith("The stream ends", Refusal<byte>(file[..length]), StringComparison.Ordinal);
    }

    private static PackedWeights<byte> InGroups() => PackedGroups.PackOpen(new byte[5 * 32], Numbers(5 * 2), new byte[5], 40, 5);

    [Fact]
    public void AFileWithAnyByteChangedIsRefusedOrAPack()
    {
        RefusedOrAPack<float>(Saved(PackedKernels.PackOpen(Numbers(7 * 9), 7, 9)));
        RefusedOrAPack<Half>(Saved(PackedKernels.PackHalves([.. Numbers(7 * 9).Select(number => (Half)number)], 7, 9)));
        RefusedOrAPack<byte>(Saved(InGroups()));
    }

    private static void RefusedOrAPack<T>(byte[] file)
        where T : unmanaged
    {
        for (int at = 0; at < file.Length; at++)
        {
            foreach (int change in new[] { 1, 2, 4, 16, 128, 255 })
            {
                byte[] changed = (byte[])file.Clone();
                changed[at] ^= (byte)change;
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    PackedWeights<T>.Load(new MemoryStream(changed));
                }
                catch (InvalidDataException)
                {
                }

                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, $"byte {at} changed by {change}");
            }
        }
    }

    [Fact]
    public void WhatIsWrongIsSaid()
    {
        byte[] file = Saved(PackedKernels.PackOpen(Numbers(7 * 9), 7, 9));
        Assert.Equal("The stream does not begin with packed weights.", Refusal<float>(new byte[100]));
        Assert.Equal("The packed weights have format 2; this version of KernelGen reads format 1.", With(VersionAt, 2));
        Assert.Equal("The packed weights have elements of 4 bytes; elements of 'double' were asked for.", Refusal<double>(file));
        Assert.Equal("The packed weights have elements of 4 bytes; elements of 'Int32' were asked for.", Refusal<int>(file));
        Assert.Equal("The packed weights have elements of 8 bytes; elements of 'float' were asked for.", With(BytesAt, 8));
        foreach ((int at, byte value) in new (int, byte)[] { (OperandAt, 0), (OperandAt, 6), (FlagsAt, 4), (TargetsAt, 0), (TargetsAt, 17) })
            Assert.Equal("The header of the packed weights is damaged.", With(at, value));
        Assert.Equal("The header of the packed weights is damaged: a target's name has an impossible length.", With(NameAt, 0));
        Assert.Equal("The packed weights have an impossible shape: Dense weights [Outputs = 9, Inputs = -1].", WithNumber(KAt, -1));
        Assert.Equal("The packed weights have an impossible shape: Dense weights [Outputs = 2147483647, Inputs = 7].", WithNumber(NAt, int.MaxValue));
        Assert.StartsWith("The stream ends after 63 of ", WithNumber(NAt, 200_000_000), StringComparison.Ordinal);

        int width = NameAt + 1 + file[NameAt];
        foreach (int wrong in new[] { 0, -1, int.MaxValue })
            Assert.StartsWith("The header of the packed weights is damaged: it has strips of " + wrong.ToString(CultureInfo.InvariantCulture), WithNumber(width, wrong), StringComparison.Ordinal);
        WithNumber(width + 4, 0);
        WithNumber(width + 8, 2);

        string With(int at, byte value)
        {
            byte[] changed = (byte[])file.Clone();
            changed[at] = value;
            return Refusal<float>(changed);
        }

        string WithNumber(int at, int value)
        {
            byte[] changed = (byte[])file.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), value);
            return Refusal<float>(changed);
        }
    }

    /// <summary>Numbers of 16 bits are never held as wider ones, and a file of one type of them is none of the other.</summary>
    [Fact]
    public void HeadersOf16BitWeightsAreReadAsSuch()
    {
        byte[] file = Saved(PackedKernels.PackHalves([.. Numbers(7 * 9).Select(number => (Half)number)], 7, 9));
        Assert.Equal(2, file[BytesAt]);
        Assert.Equal("The packed weights have elements of 2 bytes; elements of 'BFloat16' were asked for.", Refusal<BFloat16>(file));
        Assert.Equal("The packed weights have elements of 2 bytes; elements of 'float' were asked for.", Refusal<float>(file));
        int bytes = NameAt + 1 + file[NameAt] + 8;
        foreach (int wrong in new[] { 1, 4, 8 })
        {
            byte[] changed = (byte[])file.Clone();
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(bytes), wrong);
            Assert.StartsWith("The header of the packed weights is damaged: it has strips of ", Refusal<Half>(changed), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFileForNoTargetOfThisProcessorIsRefused()
    {
        byte[] file = Saved(PackedKernels.PackScalar(Numbers(7 * 9), 7, 9));
        file[NameAt + 1] = (byte)'X';
        Assert.Equal("The packed weights were saved for no target that runs on this processor.", Refusal<float>(file));
    }

    /// <summary>The sentence of the refusal; nothing large may have been allocated for it.</summary>
    private static string Refusal<T>(byte[] file)
        where T : unmanaged
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<InvalidDataException>(() => PackedWeights<T>.Load(new MemoryStream(file)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, refusal.Message);
        return refusal.Message;
    }

    private static byte[] Saved<T>(PackedWeights<T> packed)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        packed.Save(stream);
        return stream.ToArray();
    }

    private static float[] Numbers(int count)
    {
        var numbers = new Numbers(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)numbers.Even())];
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
