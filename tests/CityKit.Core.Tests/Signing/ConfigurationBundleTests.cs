using CityKit.Core.Signing;

namespace CityKit.Core.Tests.Signing;

public sealed class ConfigurationBundleTests : IDisposable
{
    private static readonly ConfigurationBundle Bundle =
        new(7, DeviceId.Parse("pi-1"), "{\"device\": \"pi-1\"}"u8.ToArray(), "{}"u8.ToArray(), "[]"u8.ToArray());
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSameAndSigned()
    {
        var read = SignedBundle.Decode(SignedBundle.Sign(Bundle, key).Encode(), out var error);
        Assert.Null(error);
        Assert.Equal((7L, "pi-1", "{}"),
            (read!.Content.Version, read.Content.Device.Value, System.Text.Encoding.UTF8.GetString(read.Content.Rules.Span)));
        Assert.True(read.Content.Edge.Span.SequenceEqual(Bundle.Edge.Span) && read.Content.Sensors.Span.SequenceEqual(Bundle.Sensors.Span));
        Assert.True(read.IsSignedBy(key.Public));
    }

    [Fact]
    public void IsSignedBy_AnotherKey_IsFalse()
    {
        using var other = DeviceKey.Create();
        Assert.False(SignedBundle.Sign(Bundle, other).IsSignedBy(key.Public));
    }

    [Fact]
    public void Decode_AnyByteChanged_IsUnreadableOrNotSigned()
    {
        var envelope = SignedBundle.Sign(Bundle, key).Encode();
        for (var at = 0; at < envelope.Length; at++)
        {
            var tampered = (byte[])envelope.Clone();
            tampered[at] ^= 0x10;
            Assert.False(SignedBundle.Decode(tampered, out _) is { } read && read.IsSignedBy(key.Public), $"byte {at}");
        }
    }

    [Fact]
    public void Decode_CutAnywhere_SaysWhatIsWrong()
    {
        var envelope = SignedBundle.Sign(Bundle, key).Encode();
        for (var length = 0; length < envelope.Length; length++)
        {
            Assert.Null(SignedBundle.Decode(envelope.AsMemory(0, length), out var error));
            Assert.NotNull(error);
        }
    }

    [Fact]
    public void Encode_AtTheLimit_FitsTheEnvelopeAndOneMoreByteIsRefused()
    {
        var largest = Bundle with { Edge = new byte[ConfigurationBundle.MaxTextBytes - Bundle.Rules.Length - Bundle.Sensors.Length] };
        var envelope = SignedBundle.Sign(largest, key).Encode();
        Assert.True(envelope.Length <= ConfigurationBundle.MaxBytes);
        Assert.NotNull(SignedBundle.Decode(envelope, out _));
        Assert.Throws<ArgumentException>(() => (largest with { Edge = new byte[largest.Edge.Length + 1] }).Encode());
        Assert.Throws<ArgumentException>(() => (Bundle with { Version = 0 }).Encode());
    }
}
