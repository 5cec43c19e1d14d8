using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Core.Tests.Wire;

public class BatchCodecTests
{
    /// <summary>Written down by hand from docs/wire-format.md, not by the encoder.</summary>
    private const string GoldenHex =
        "98" + "01" + "a670692d303031" + "c410000102030405060708090a0b0c0d0e0f" + "01" + "cd012c" +
        "c420365aa7d8f7f9402c4b9434502b4cc89ddb09fe50d7cd95b493b834c62d5a5370" +
        "92" + "9400c410101112131415161718191a1b1c1d1e1fc000" + "9401c410202122232425262728292a2b2c2d2e2fcf18e9e659d5f6000002" +
        "92" + "99cd012c0301ce59682f0000a966616c6c2d65617374cd53980182a57570706572ac756e64657465726d696e6564a96d696e44726f704d6dcd1770" +
        "99cd012d0501ce5f5e1000cf0000000df8475800a6646576696365040080";

    private static readonly byte[] Golden = Convert.FromHexString(GoldenHex);

    [Fact]
    public void Encode_TheSample_GivesTheGoldenBytes() =>
        Assert.Equal(GoldenHex,
            Convert.ToHexStringLower(WireSamples.EncodeBatch(WireSamples.Header, WireSamples.Fall, WireSamples.Heartbeat)));

    [Fact]
    public void Decode_TheGoldenBytes_GivesTheSample()
    {
        var batch = BatchCodec.Decode(Golden, WireLimits.Default, out var error);
        Assert.Null(error);
        AssertSame(WireSamples.Header, batch!.Header);
        Assert.Equal([WireSamples.Fall, WireSamples.Heartbeat], batch.Events.Select(e => e.Event));
    }

    [Fact]
    public void RoundTrip_AnyBatch_GivesItBack()
    {
        const int Seed = 515;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var header = WireSamples.AnyHeader(random);
            var events = Enumerable.Range(0, random.Next(1, 20)).Select(_ => WireSamples.AnyEvent(random)).ToList();
            var batch = BatchCodec.Decode(WireSamples.EncodeBatch(header, events), WireLimits.Default, out var error);
            Assert.True(batch is not null, $"seed {Seed}, batch {i}: {error}");
            AssertSame(header, batch.Header);
            Assert.Equal(events, batch.Events.Select(e => e.Event));
        }
    }

    [Fact]
    public void Encode_TheLargestHeader_FitsAndIsRead()
    {
        var boots = Enumerable.Range(int.MaxValue - 63, 64)
            .Select(i => new BootClock(
            i, new BootId(UInt128.MaxValue), InstantNanoseconds.FromUnixNanoseconds(1 - (1L << 62)), ClockQuality.Synchronized));
        var header = new BatchHeader(
            DeviceId.Parse(new string('d', 64)), new OutboxId(UInt128.MaxValue), Lane.Reading, long.MaxValue, new RunningHash().Next("x"u8),
            [.. boots]);
        var bytes = WireSamples.EncodeBatch(header, Enumerable.Repeat(WireSamples.Heartbeat, 4096));
        AssertSame(header, BatchCodec.Decode(bytes, WireLimits.Default, out _)!.Header);
    }

    [Fact]
    public void Decode_UnknownTrailingValues_AreSkipped()
    {
        var boot = GoldenHex.Replace("9400c410", "9500c410", StringComparison.Ordinal);
        boot = boot.Replace("1e1fc000", "1e1fc00093010203", StringComparison.Ordinal);
        var longer = Convert.FromHexString("9c" + boot[2..] + "c0c0" + "8101a161" + "c3");
        var batch = BatchCodec.Decode(longer, WireLimits.Default, out var error);
        Assert.Null(error);
        AssertSame(WireSamples.Header, batch!.Header);
        Assert.Equal(2, batch.Events.Count);
    }

    [Fact]
    public void Decode_OneUnreadableEvent_IsKeptWithItsErrorAndStopsNothing()
    {
        byte[] strange = [0x92, 0x01, 0xc0];
        var bytes = BatchCodec.Encode(WireSamples.Header, [strange, WireSamples.Encode(WireSamples.Heartbeat)]);
        var batch = BatchCodec.Decode(bytes, WireLimits.Default, out var error);
        Assert.Null(error);
        Assert.Equal(strange, batch!.Events[0].Bytes.ToArray());
        Assert.Null(batch.Events[0].Event);
        Assert.Equal("an event of 2 values", batch.Events[0].Error!.Found.En);
        Assert.Equal(WireSamples.Heartbeat, batch.Events[1].Event);
    }

    [Fact]
    public void Decode_EveryCut_IsAnError()
    {
        for (var length = 0; length < Golden.Length; length++)
        {
            Assert.Null(BatchCodec.Decode(Golden.AsMemory(0, length), WireLimits.Default, out var error));
            Assert.InRange(error!.Offset, 0, length);
        }
    }

    [Fact]
    public void Decode_MoreBytesAfterTheBatch_IsAnError()
    {
        Assert.Null(BatchCodec.Decode((byte[])[.. Golden, 0xc0], WireLimits.Default, out var error));
        Assert.Equal((Golden.Length, "more bytes", "the end of the batch"), error.English());
    }

    /// <summary>Each row is the golden batch with one value replaced by one that the format forbids.</summary>
    [Theory]
    [InlineData("9801a670", "9701a670", "a batch of 7 values")]
    [InlineData("9801a670", "9802a670", "version 2")]
    [InlineData("a670692d303031", "a25049", "'PI'")]
    [InlineData("c410000102030405060708090a0b0c0d0e0f", "c40f000102030405060708090a0b0c0d0e", "15 bytes")]
    [InlineData("0f01cd012c", "0f02cd012c", "lane 2")]
    [InlineData("0f01cd012c", "0f0100", "first sequence 0")]
    [InlineData("c420365a", "c41f5a", "31 bytes")]
    [InlineData("9401c4102021", "93c4102021", "a boot of 3 values")]
    [InlineData("9401c4102021", "9400c4102021", "boot 0 twice")]
    [InlineData("9401c4102021", "94ffc4102021", "boot ordinal -1")]
    [InlineData("cf18e9e659d5f6000002", "cf400000000000000002", "wall time at zero 4611686018427387904")]
    [InlineData("cf18e9e659d5f6000002", "d3c00000000000000002", "wall time at zero -4611686018427387904")]
    [InlineData("d5f6000002", "d5f6000003", "clock quality 3")]
    public void Decode_AForbiddenValue_SaysWhich(string part, string replacement, string found)
    {
        Assert.Contains(part, GoldenHex, StringComparison.Ordinal);
        var wrong = Convert.FromHexString(GoldenHex.Replace(part, replacement, StringComparison.Ordinal));
        Assert.Null(BatchCodec.Decode(wrong, WireLimits.Default, out var error));
        Assert.Equal(found, error!.Found.En);
    }

    public static TheoryData<WireLimits, string> TooTight() => new()
    {
        { WireLimits.Default with { BatchBytes = Golden.Length - 1 }, $"{Golden.Length} bytes" },
        { WireLimits.Default with { BatchEvents = 1 }, "2 events" },
        { WireLimits.Default with { EventBytes = 30 }, "an event of 59 bytes" },
        { WireLimits.Default with { Depth = 1 }, "values nested 2 deep" },
        { WireLimits.Default with { Boots = 1 }, "2 boots" },
    };

    [Theory, MemberData(nameof(TooTight))]
    public void Decode_BeyondALimit_SaysWhich(WireLimits limits, string found)
    {
        Assert.Null(BatchCodec.Decode(Golden, limits, out var error));
        Assert.Equal(found, error!.Found.En);
    }

    [Fact]
    public void Decode_ABatchOfNoEvents_IsAnError()
    {
        var empty = Convert.FromHexString(GoldenHex[..GoldenHex.IndexOf("9299cd012c", StringComparison.Ordinal)] + "90");
        Assert.Null(BatchCodec.Decode(empty, WireLimits.Default, out var error));
        Assert.Equal("0 events", error!.Found.En);
    }

    public static TheoryData<string, BatchHeader> Unwritable() => new()
    {
        { "names its device", WireSamples.Header with { Device = default } },
        { "start at 1, not 0", WireSamples.Header with { First = 0 } },
        { "Boot 1 is mapped twice", WireSamples.Header with { Boots = [WireSamples.Header.Boots[1], WireSamples.Header.Boots[1]] } },
        { "A boot's zero is from",
            WireSamples.Header with { Boots = [WireSamples.Header.Boots[1] with { Zero = Instant.FromUtc(2117, 1, 1, 0, 0) }] } },
    };

    [Theory, MemberData(nameof(Unwritable))]
    public void Encode_WhatDecodeWouldRefuse_Throws(string says, BatchHeader header)
    {
        var error = Assert.Throws<ArgumentException>(() => WireSamples.EncodeBatch(header, WireSamples.Fall));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_NoEvents_Throws() => Assert.Throws<ArgumentException>(() => BatchCodec.Encode(WireSamples.Header, []));

    [Fact]
    public void ToInstant_AtEveryEdgeOfTheFormat_FitsUnixNanoseconds()
    {
        const long Max = (1L << 62) - 1;
        var latest = new BootClock(0, default, InstantNanoseconds.FromUnixNanoseconds(Max), ClockQuality.RealTimeClock)
            .ToInstant(Max)!.Value;
        var earliest = new BootClock(0, default, InstantNanoseconds.FromUnixNanoseconds(-Max), ClockQuality.RealTimeClock)
            .ToInstant(0)!.Value - Duration.FromNanoseconds(Max);
        Assert.Equal(long.MaxValue - 1, latest.ToUnixNanoseconds());
        Assert.Equal(long.MinValue + 2, earliest.ToUnixNanoseconds());
    }

    private static void AssertSame(BatchHeader expected, BatchHeader actual)
    {
        Assert.Equal(expected with { Boots = [] }, actual with { Boots = [] });
        Assert.Equal(expected.Boots, actual.Boots);
    }
}
