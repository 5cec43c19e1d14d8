using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Wire;

/// <summary>Bytes from outside end in a value or a WireError: no exception, no memory beyond what the bytes are worth.</summary>
public class WireFuzzTests
{
    private const int Rounds = 100_000;
    private const int AllocatedPerDecode = 256 * 1024; // a batch of 1 KiB decodes into far less

    private static readonly byte[] Whole =
        WireSamples.EncodeBatch(WireSamples.Header, WireSamples.Fall, WireSamples.Heartbeat, WireSamples.Fall with { Sequence = 302 });

    [Fact]
    public void Decode_RandomBitFlips_GiveABatchOrAnError()
    {
        const int Seed = 1121;
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Whole.ToArray();
            for (var flips = random.Next(1, 9); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            AssertEndsWell(bytes, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void Decode_RandomSplices_GiveABatchOrAnError()
    {
        const int Seed = 1122;
        var random = new Random(Seed);
        for (var round = 0; round < Rounds / 4; round++)
        {
            var bytes = Whole.ToArray();
            var from = random.Next(bytes.Length);
            byte[] heads = [0xdc, 0xdd, 0xde, 0xdf, 0xc6, 0xdb, 0xc9, 0xff, 0x9f, 0x8f];
            byte[] spliced = [.. bytes[..from], heads[random.Next(heads.Length)], .. Garbage(random, 6),
                .. bytes[random.Next(from, bytes.Length)..]];
            AssertEndsWell(spliced, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void Decode_Garbage_GivesAnError()
    {
        const int Seed = 1123;
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++) AssertEndsWell(Garbage(random, random.Next(200)), $"seed {Seed}, round {round}");
    }

    [Fact]
    public void Decode_ABatchFullOfOneByteEvents_AllocatesByItsSize()
    {
        var events = Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[] { 0xc0 }, WireLimits.Default.BatchEvents).ToList();
        var bytes = BatchCodec.Encode(WireSamples.Header, events);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(4096, BatchCodec.Decode(bytes, WireLimits.Default, out _)!.Events.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static void AssertEndsWell(byte[] bytes, string seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertOneOrTheOther(BatchCodec.Decode(bytes, WireLimits.Default, out var error), error, bytes.Length, seed);
        AssertOneOrTheOther(EventCodec.Decode(bytes, out error), error, bytes.Length, seed);
        AssertOneOrTheOther(SignedBatch.Decode(bytes, out error), error, bytes.Length, seed);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < AllocatedPerDecode, $"{seed}: {allocated} bytes allocated");
    }

    private static void AssertOneOrTheOther(object? value, WireError? error, int length, string seed)
    {
        Assert.True(value is null != error is null, $"{seed}: {value}, {error}");
        Assert.True(error is null || (error.Offset >= 0 && error.Offset <= length), $"{seed}: offset {error?.Offset}");
    }

    private static byte[] Garbage(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
