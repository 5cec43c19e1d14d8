using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Signing;

public sealed class AnswerTreeTests
{
    private static readonly DeviceKey Key = DeviceKey.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(255)]
    [InlineData(256)]
    public void Sign_ManyAnswers_EachIsSignedByOneSignatureAndTravels(int count)
    {
        var signed = AnswerTree.Sign([.. Enumerable.Range(0, count).Select(Answer)], Key);
        Assert.Single(signed.Select(s => Convert.ToHexString(s.Signature.Span)).Distinct());
        Assert.All(signed, (receipt, i) =>
        {
            var bytes = receipt.Encode();
            Assert.InRange(bytes.Length, 1, SignedReceipt.MaxBytes);
            var read = SignedReceipt.Decode(bytes, out var error)!;
            Assert.Null(error);
            Assert.Equal(i, read.Content.Cursor);
            Assert.True(read.IsSignedBy(Key.Public));
        });
    }

    [Fact]
    public void IsSignedBy_AnotherAnswerOrPathOrAnyByteOfIt_IsFalse()
    {
        var signed = AnswerTree.Sign([.. Enumerable.Range(0, 7).Select(Answer)], Key);
        var own = signed[2];
        Assert.All(signed.Where(s => s != own), other => Assert.False((own with { Content = other.Content }).IsSignedBy(Key.Public)));
        Assert.All(signed.Where(s => s != own), other => Assert.False((own with { Path = other.Path }).IsSignedBy(Key.Public)));
        Assert.False((own with { Path = default }).IsSignedBy(Key.Public));
        for (var i = 0; i < own.Path.Length; i++)
        {
            var changed = own.Path.ToArray();
            changed[i] ^= 1;
            Assert.False((own with { Path = changed }).IsSignedBy(Key.Public));
            Assert.False((own with { Path = own.Path[..i] }).IsSignedBy(Key.Public));
        }
        Assert.False((own with { Path = new byte[10_000] }).IsSignedBy(Key.Public));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(AnswerTree.MaxAnswers + 1)]
    public void Sign_NoneOrTooMany_IsTheCallersBug(int count) =>
        Assert.Throws<ArgumentException>(() => AnswerTree.Sign([.. Enumerable.Range(0, count).Select(Answer)], Key));

    private static HubReceipt Answer(int number) =>
        new(DeviceId.Parse($"pi-{number:d3}"), new OutboxId((UInt128)number), Lane.Alarm, "synced",
        number, new RunningHash().Next([(byte)number]), 9, HubReceipt.DigestOf([(byte)number, 1]));
}
