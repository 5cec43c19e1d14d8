using CityKit.Core.Wire;
using CityKit.Tests.Shared;

namespace CityKit.Core.Tests.Wire;

public class EventCodecTests
{
    /// <summary>Written down by hand from docs/wire-format.md, not by the encoder.</summary>
    private const string FallAsHex =
        "99" + "cd012c" + "03" + "01" + "ce59682f00" + "00" + "a966616c6c2d65617374" + "cd5398" + "01" +
        "82" + "a57570706572" + "ac756e64657465726d696e6564" + "a96d696e44726f704d6d" + "cd1770";

    [Fact]
    public void Encode_TheFall_GivesTheGoldenBytes() =>
        Assert.Equal(FallAsHex, Convert.ToHexStringLower(WireSamples.Encode(WireSamples.Fall)));

    [Fact]
    public void Decode_TheGoldenBytes_GivesTheFall()
    {
        var decoded = EventCodec.Decode(Convert.FromHexString(FallAsHex), out var error);
        Assert.Null(error);
        Assert.Equal(WireSamples.Fall, decoded);
    }

    [Fact]
    public void RoundTrip_AnyEvent_GivesItBack()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var cityEvent = WireSamples.AnyEvent(random);
            var bytes = WireSamples.Encode(cityEvent);
            var decoded = EventCodec.Decode(bytes, out var error);
            Assert.True(cityEvent == decoded, $"seed {Seed}, event {i}: {error}");
            Assert.True(bytes.AsSpan().SequenceEqual(WireSamples.Encode(decoded!)), $"seed {Seed}, event {i}: other bytes");
        }
    }

    [Fact]
    public void Encode_TheLargestEvent_Takes4805Bytes()
    {
        var bytes = WireSamples.Encode(WireSamples.Largest);
        Assert.Equal(4805, bytes.Length);
        Assert.True(bytes.Length <= EventCodec.MaxBytes && bytes.Length <= WireLimits.Default.EventBytes);
        Assert.Equal(WireSamples.Largest, EventCodec.Decode(bytes, out _));
    }

    [Fact]
    public void Encode_AnyEvent_AllocatesNothing()
    {
        var buffer = new byte[EventCodec.MaxBytes];
        CityEvent[] events = [WireSamples.Fall, WireSamples.Heartbeat, WireSamples.Largest];
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++) EventCodec.Encode(events[i % events.Length], buffer);
        }));
    }

    [Fact]
    public void Decode_UnknownTrailingValues_AreSkipped()
    {
        byte[] longer = [0x9b, .. WireSamples.Encode(WireSamples.Fall)[1..], 0x82, 0x01, 0x91, 0xc0, 0xa1, 0x61, 0xcb, 0, 0, 0, 0, 0, 0, 0,
            0, 0xc3];
        Assert.Equal(WireSamples.Fall, EventCodec.Decode(longer, out var error));
        Assert.Null(error);
    }

    [Fact]
    public void Decode_UnknownKindAndFlags_AreKept()
    {
        var newer = WireSamples.Fall with { Kind = (EventKind)4711, Flags = (EventFlags)0x8001 };
        var decoded = EventCodec.Decode(WireSamples.Encode(newer), out _);
        Assert.Equal((EventKind)4711, decoded!.Kind);
        Assert.Equal((EventFlags)0x8001, decoded.Flags);
    }

    [Fact]
    public void Decode_EveryCut_IsAnError()
    {
        foreach (var whole in new[] { WireSamples.Encode(WireSamples.Fall), WireSamples.Encode(WireSamples.Largest) })
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.Null(EventCodec.Decode(whole.AsSpan(0, length), out var error));
                Assert.InRange(error!.Offset, 0, length);
            }
    }

    [Fact]
    public void Decode_MoreBytesAfterTheEvent_IsAnError()
    {
        Assert.Null(EventCodec.Decode([.. WireSamples.Encode(WireSamples.Fall), 0xc0], out var error));
        Assert.Equal("more bytes", error!.Found.En);
    }

    /// <summary>Each row is the golden event with one value replaced by one that the format forbids.</summary>
    [Theory]
    [InlineData("99cd012c", "98cd012c", "an event of 8 values")]
    [InlineData("99cd012c03", "990003", "0")]
    [InlineData("cd012c0301", "cd012c0001", "0")]
    [InlineData("cd012c0301", "cd012cce0001000001", "65536")]
    [InlineData("0301ce59682f00", "03ffce59682f00", "-1")]
    [InlineData("0301ce59682f00", "03ce80000000ce59682f00", "2147483648")]
    [InlineData("ce59682f0000a9", "ff00a9", "-1")]
    [InlineData("ce59682f0000a9", "cf400000000000000000a9", "4611686018427387904")]
    [InlineData("00a966616c6c", "ffa966616c6c", "-1")]
    [InlineData("a966616c6c2d65617374", "a0", "''")]
    [InlineData("a966616c6c2d65617374", "a4466c6c21", "'Fll!'")]
    [InlineData("cd53980182", "c00182", "byte 0xc0")]
    [InlineData("cd53980182", "cd5398ce0001000082", "65536")]
    [InlineData("82a57570706572", "82a0", "field name ''")]
    [InlineData("82a57570706572", "82a3e6a5bc", "field name '楼'")]
    [InlineData("82a57570706572", "82a26120", "field name 'a '")]
    [InlineData("a96d696e44726f704d6d", "a57570706572", "'upper' twice")]
    [InlineData("cd1770", "c3", "byte 0xc3")]
    public void Decode_AForbiddenValue_SaysWhichAndWhere(string part, string replacement, string found)
    {
        Assert.Contains(part, FallAsHex, StringComparison.Ordinal);
        var wrong = Convert.FromHexString(FallAsHex.Replace(part, replacement, StringComparison.Ordinal));
        Assert.Null(EventCodec.Decode(wrong, out var error));
        Assert.Equal(found, error!.Found.En);
    }

    [Fact]
    public void Decode_SeventeenFields_IsAnError()
    {
        byte[] fields = [.. Enumerable.Range(0, 17).SelectMany(i => new byte[] { 0xa1, (byte)('a' + i), 0x01 })];
        byte[] wrong = [.. WireSamples.Encode(WireSamples.Heartbeat)[..^1], 0xde, 0, 17, .. fields];
        Assert.Null(EventCodec.Decode(wrong, out var error));
        Assert.Equal(("17 fields", "at most 16"), (error!.Found.En, error.Expected.En));
    }

    public static TheoryData<string, CityEvent> Unwritable() => new()
    {
        { "Sequence", WireSamples.Fall with { Sequence = 0 } },
        { "Kind", WireSamples.Fall with { Kind = EventKind.None } },
        { "Boot", WireSamples.Fall with { Time = new DeviceTime(-1, 0) } },
        { "Nanoseconds", WireSamples.Fall with { Time = new DeviceTime(0, -1) } },
        { "Nanoseconds", WireSamples.Fall with { Time = new DeviceTime(0, 1L << 62) } },
        { "SpanNanoseconds", WireSamples.Fall with { SpanNanoseconds = -1 } },
        { "SensorName.Device", WireSamples.Fall with { Sensor = default } },
        { "field's name", WireSamples.Fall with { Fields = EventFields.Of(default(EventField)) } },
        { "field's name", WireSamples.Fall with { Fields = EventFields.Of(new EventField("", 1)) } },
        { "field's name", WireSamples.Fall with { Fields = EventFields.Of(new EventField("楼", 1)) } },
        { "field's name", WireSamples.Fall with { Fields = EventFields.Of(new EventField(new string('n', 33), 1)) } },
        { "256 bytes", WireSamples.Fall with { Fields = EventFields.Of(new EventField("n", new string('楼', 86))) } },
    };

    [Theory, MemberData(nameof(Unwritable))]
    public void Encode_WhatDecodeWouldRefuse_Throws(string says, CityEvent cityEvent)
    {
        var error = Assert.Throws<ArgumentException>(() => WireSamples.Encode(cityEvent));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_IntoASmallBuffer_Throws() =>
        Assert.Throws<ArgumentException>(() => EventCodec.Encode(WireSamples.Fall, new byte[20]));
}
