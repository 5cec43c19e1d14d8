using System.Text;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Signing;

public sealed class HubReceiptTests
{
    private static readonly DeviceKey Key = DeviceKey.Create();

    private static HubReceipt Receipt { get; } = new(
        DeviceId.Parse("pi-001"), new OutboxId(7), Lane.Reading, "synced", 42, new RunningHash().Next("x"u8), 9,
        HubReceipt.DigestOf("envelope"u8));

    [Fact]
    public void ToBytes_OfAReceipt_IsTheTextThatTheWireFormatNames() => Assert.Equal(
        $"CityKit answer 1\npi-001\n{7:x32}\n1\nsynced\n42\n{Receipt.Hash}\n{9:x32}\n{Convert.ToHexStringLower(Receipt.Batch.Span)}\n",
        Encoding.UTF8.GetString(Receipt.ToBytes()));

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSameAndStillSigned()
    {
        var read = SignedReceipt.Decode(Receipt.Sign(Key).Encode(), out var error)!;
        Assert.Null(error);
        Assert.Equal(Receipt.ToBytes(), read.Content.ToBytes());
        Assert.True(read.IsSignedBy(Key.Public));
    }

    [Fact]
    public void IsSignedBy_AnyValueChanged_IsFalse()
    {
        var signed = Receipt.Sign(Key);
        HubReceipt[] others =
        [
            Receipt with { Device = DeviceId.Parse("pi-002") }, Receipt with { Outbox = new OutboxId(8) },
            Receipt with { Lane = Lane.Alarm },
            Receipt with { Status = "gap" }, Receipt with { Cursor = 43 }, Receipt with { Hash = default }, Receipt with { History = 10 },
            Receipt with { Batch = HubReceipt.DigestOf("other"u8) },
        ];
        Assert.All(others, other => Assert.False((signed with { Content = other }).IsSignedBy(Key.Public)));
        Assert.False(signed.IsSignedBy(DeviceKey.Create().Public));
    }

    [Fact]
    public void Decode_EveryCutOfAReceipt_IsAnError()
    {
        var bytes = Receipt.Sign(Key).Encode();
        for (var length = 0; length < bytes.Length; length++) Assert.Null(SignedReceipt.Decode(bytes.AsMemory(0, length), out _));
    }

    [Theory]
    [InlineData(false, false, 8)]
    [InlineData(true, false, 9)]
    [InlineData(false, true, 10)]
    [InlineData(true, true, 10)]
    public void Batch_WithPrintAndReceipt_IsReadAsItWasWritten(bool hasPrint, bool hasReceipt, int fields)
    {
        var header = new BatchHeader(Receipt.Device, Receipt.Outbox, Lane.Alarm, 1, default, [])
        {
            AnswerKey = hasPrint ? Key.Public.Print : null,
            Receipt = hasReceipt ? Receipt.Sign(Key).Encode() : default,
        };
        var bytes = BatchCodec.Encode(header, [new byte[] { 0x92, 0x01, 0xc0 }]);
        var read = BatchCodec.Decode(bytes, WireLimits.Default, out var error)!.Header;
        Assert.Null(error);
        Assert.Equal(0x90 | fields, bytes[0]);
        Assert.Equal(header.AnswerKey, read.AnswerKey);
        Assert.Equal(header.Receipt.ToArray(), read.Receipt.ToArray());
    }

    [Fact]
    public void Print_OfAKey_IsHowItsFingerprintBegins() =>
        Assert.StartsWith(Key.Public.Print.ToString(), Key.Public.Fingerprint, StringComparison.Ordinal);
}
