using CityKit.Core.Signing;
using CityKit.Core.Tests.Wire;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Signing;

public class SignedBatchTests
{
    private static readonly byte[] Batch = WireSamples.EncodeBatch(WireSamples.Header, WireSamples.Fall);

    [Fact]
    public void RoundTrip_OfASignedBatch_GivesTheSameBytesAndAGoodSignature()
    {
        using var key = DeviceKey.Create();
        var envelope = SignedBatch.Sign(Batch, key).Encode();
        var read = SignedBatch.Decode(envelope, out var error);
        Assert.Null(error);
        Assert.Equal(Batch, read!.Batch.ToArray());
        Assert.True(key.Public.Verify(read.Batch.Span, read.Signature.Span));
        Assert.Equal(envelope, read.Encode());
    }

    [Fact]
    public void Verify_WithAnyByteOfTheBatchChanged_IsFalse()
    {
        using var key = DeviceKey.Create();
        var signed = SignedBatch.Sign(Batch, key);
        for (var i = 0; i < Batch.Length; i++)
        {
            var tampered = Batch.ToArray();
            tampered[i] ^= 0x10;
            Assert.False(key.Public.Verify(tampered, signed.Signature.Span), $"byte {i}");
        }
    }

    [Fact]
    public void Decode_EveryCut_IsAnError()
    {
        var envelope = new SignedBatch(Batch, new byte[64]).Encode();
        for (var length = 0; length < envelope.Length; length++)
        {
            Assert.Null(SignedBatch.Decode(envelope.AsMemory(0, length), out var error));
            Assert.NotNull(error);
        }
    }

    [Theory]
    [InlineData("94c40101c40102c0c0", "an array of 4")]
    [InlineData("93c40101c40102c0", "byte 0xc0")]
    [InlineData("93c40101c4010200", "suite 0")]
    [InlineData("93c40101c40102cd0100", "suite 256")]
    [InlineData("92a101c40102", "byte 0xa1")]
    [InlineData("92c40101c40102", "a signature of 1 bytes")]
    public void Decode_AnotherForm_SaysWhat(string hex, string found)
    {
        Assert.Null(SignedBatch.Decode(Convert.FromHexString(hex), out var error));
        Assert.Equal(found, error!.Found.En);
        Assert.False(error.IsUnknownSuite);
    }

    [Theory]
    [InlineData("93c40101c4010201", 1)]
    [InlineData("93c40101c40400000000ccff", 255)] // its signature may have any length
    public void Decode_ASuiteThatIsNotKnown_NamesItAndTheKnownOnes(string hex, int suite)
    {
        Assert.Null(SignedBatch.Decode(Convert.FromHexString(hex), out var error));
        Assert.Equal(($"suite {suite}", "suite 0 (SHA-256, ECDSA on P-256)", true),
            (error!.Found.En, error.Expected.En, error.IsUnknownSuite));
    }

    [Fact]
    public void Decode_MoreBytesAfterTheEnvelope_IsAnError()
    {
        byte[] longer = [.. new SignedBatch(Batch, new byte[64]).Encode(), 0];
        Assert.Null(SignedBatch.Decode(longer, out var error));
        Assert.Equal((longer.Length - 1, "more bytes", "the end of the envelope"), error.English());
    }

    [Theory]
    [InlineData(0), InlineData(255), InlineData(256), InlineData(65_535), InlineData(65_536), InlineData(1 << 20)]
    public void Overhead_ForAnyBatch_IsEnough(int length)
    {
        var envelope = new SignedBatch(new byte[length], new byte[64]).Encode();
        Assert.InRange(envelope.Length - length, 1, SignedBatch.Overhead);
        Assert.Equal(length, SignedBatch.Decode(envelope, out _)!.Batch.Length);
    }
}
