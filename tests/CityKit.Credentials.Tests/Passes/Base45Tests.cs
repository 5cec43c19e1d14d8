using System.Text;
using CityKit.Credentials.Passes;

namespace CityKit.Credentials.Tests.Passes;

public sealed class Base45Tests
{
    [Theory] // RFC 9285, 4.3 and 4.4
    [InlineData("AB", "BB8")]
    [InlineData("Hello!!", "%69 VD92EX0")]
    [InlineData("base-45", "UJCLQE7W581")]
    [InlineData("ietf!", "QED8WEX0")]
    [InlineData("", "")]
    public void Text_OfTheVectors_IsThatOfTheRfc(string bytes, string text)
    {
        Assert.Equal(text, Base45.Encode(Encoding.ASCII.GetBytes(bytes)));
        Assert.Equal(bytes, Encoding.ASCII.GetString(Base45.Decode(text)!));
    }

    [Theory]
    [InlineData("GGW")] // 65536, RFC 9285, 6
    [InlineData(":::")]
    [InlineData("V5")] // 256 in one byte
    [InlineData("BB8A")] // one character left over
    [InlineData("bb8")]
    [InlineData("B\u00e98")]
    public void Decode_OfWhatIsNone_IsNull(string text) => Assert.Null(Base45.Decode(text));

    [Fact]
    public void Decode_OfWhatWasEncoded_IsTheSame()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(bytes, Base45.Decode(Base45.Encode(bytes)));
        }
    }
}
