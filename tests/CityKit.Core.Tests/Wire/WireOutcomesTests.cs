using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Wire;

namespace CityKit.Core.Tests.Wire;

/// <summary>
/// What 40,000 events, most of them damaged, end in. The hash was taken with the reader that CityKit wrote itself before it read through
/// the MessagePack package.
/// </summary>
public class WireOutcomesTests
{
    private const string Outcomes = "044340e7ddca292d4c1c699ee41025515ad5b34fa3c97d1fecd42841ad68001a";

    [Fact]
    public void Decode_FortyThousandMutations_EndAsTheyAlwaysDid()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var accepted = 0;
        foreach (var bytes in WireMutations.Events())
        {
            var decoded = EventCodec.Decode(bytes, out var error);
            if (decoded is not null) accepted++;
            var outcome = decoded is null ? $"{error!.Offset}: {error.Found.En}; {error.Expected.En}"
                : Convert.ToHexStringLower(WireSamples.Encode(decoded));
            hash.AppendData(Encoding.UTF8.GetBytes(outcome + "\n"));
        }
        Assert.Equal((13_134, Outcomes), (accepted, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>
    /// One event in the forms that MessagePack libraries write: sequence 1, a contact at 5 ns on sensor a, value 1, no fields.
    /// </summary>
    [Theory]
    [InlineData("990102000500a161010080")]
    [InlineData("dc00090102000500a161010080")]
    [InlineData("dd000000090102000500a161010080")]
    [InlineData("99d30000000000000001d30000000000000002d30000000000000000d30000000000000005d30000000000000000a161d30000000000000001d3000000000000000080")]
    [InlineData("99cf0000000000000001cf0000000000000002cf0000000000000000cf0000000000000005cf0000000000000000a161cf0000000000000001cf000000000000000080")]
    [InlineData("990102000500d90161010080")]
    [InlineData("990102000500db0000000161010080")]
    [InlineData("990102000500a1610100df00000000")]
    [InlineData("9a0102000500a161010080c70cff00000000ffffffffffffffff")]
    [InlineData("9a0102000500a161010080c90000000305010203")]
    [InlineData("9a0102000500a161010080c707ff01020304050607")]
    [InlineData("9a0102000500a161010080ca7fc00000")]
    [InlineData("9a0102000500a16101008091919191919191c0")]
    public void Decode_AnyFormOfOneEvent_GivesTheEvent(string hex) => Assert.Equal(
        new CityEvent(EventKind.Contact, SensorName.Parse("a"), new DeviceTime(0, 5), 1) { Sequence = 1 },
        EventCodec.Decode(Convert.FromHexString(hex), out _));

    [Theory]
    [InlineData("990102000500a161cf80000000000000000080", 8, "9223372036854775808", "at most 9223372036854775807")]
    [InlineData("990102000500c40161010080", 6, "byte 0xc4", "a text")]
    [InlineData("990102000500a161010082a17801a17801", 10, "'x' twice", "each field once")]
    [InlineData("990102000500a161010082a17801d9017802", 10, "'x' twice", "each field once")]
    [InlineData("990102000500a1610100810101", 11, "byte 0x01", "a text")]
    [InlineData("990102000500a1610100dfffffffff", 10, "a map of 4294967295", "no more values than bytes are left for")]
    [InlineData("99010200cb401400000000000000a161010080", 4, "byte 0xcb", "an integer")]
    [InlineData("99010200d6ff0000000500a161010080", 4, "byte 0xd6", "an integer")]
    [InlineData("9a0102000500a161010080c1", 11, "byte 0xc1", "a MessagePack value")]
    [InlineData("9a0102000500a161010080919191919191919191c0", 20, "values nested 9 deep", "at most 8")]
    [InlineData("990102000500a1ff010080", 6, "bytes that are not UTF-8", "a text")]
    [InlineData("990102000500a161010081a178a2c080", 13, "bytes that are not UTF-8", "a text")]
    [InlineData("990102000500a161010081a178a3eda080", 13, "bytes that are not UTF-8", "a text")]
    [InlineData("990102000500a16101008000", 11, "more bytes", "the end of the event")]
    [InlineData("990102000500a161010081a178c0", 13, "byte 0xc0", "an integer")]
    public void Decode_AFormThatIsNoEvent_SaysWhereAndWhy(string hex, int offset, string found, string expected)
    {
        Assert.Null(EventCodec.Decode(Convert.FromHexString(hex), out var error));
        Assert.Equal((offset, found, expected), error.English());
        Assert.DoesNotMatch("[a-z]{2,} [a-z]", error!.Message.Zh); // words of a file and numbers, but no English
    }
}
