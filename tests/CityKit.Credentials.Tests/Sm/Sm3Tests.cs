using System.Text;
using CityKit.Credentials.Sm;

namespace CityKit.Credentials.Tests.Sm;

public class Sm3Tests
{
    [Theory] // GB/T 32905-2016, appendix A, and the digest of nothing
    [InlineData("", 1, "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    [InlineData("abc", 1, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcd", 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Hash_OfTheStandardsMessages_IsTheStandards(string text, int times, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Sm3.Hash(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times))))));
}
