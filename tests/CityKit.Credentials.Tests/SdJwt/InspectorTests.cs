using CityKit.Credentials.SdJwt;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.SdJwt;

public sealed class InspectorTests
{
    private static readonly SdJwtToken Issued = Issue(
        """{"iss":"https://i.example","exp":1827302400,"name":"Li","address":{"city":"Qingdao","street":"1"},"papers":["A","B","C"]}""",
        "/name", "/address/city", "/address/street", "/papers/1");

    [Fact]
    public void Inspect_Presentation_SaysWhatIsVisibleDisclosedAndHidden()
    {
        var parts = SdJwtInspector.Inspect(Present(Issued, "/name", "/papers"));
        Assert.Equal(["token", "issuer header", "payload /iss", "payload /exp", "payload /address", "payload /papers", "payload /cnf",
            "disclosure 1 /name", "disclosure 2 /papers/1", "payload /address", "key binding header", "key binding /iat",
                "key binding /aud",
            "key binding /nonce", "key binding /purpose", "key binding /sd_hash"], parts.Select(part => part.Part));
        Assert.Contains(parts, part => part.Meaning.En == "Disclosed here: \"Li\"." && part.Meaning.Zh == "本次披露：\"Li\"。");
        Assert.Contains(parts, part => part.Meaning.En == "Valid until, always visible: 2027-11-27T08:00:00Z.");
        Assert.Contains(parts, part => part.Meaning.En == "2 digests without a disclosure: claims that are withheld, or decoys.");
        Assert.Contains(parts, part => part.Meaning.Zh == "出示用途：\"item 42\"。");
    }

    [Theory]
    [InlineData("", "token")]
    [InlineData("a.b.c", "token")]
    [InlineData("a.b.c~", "issuer header")]
    [InlineData("~~~", "issuer")]
    [InlineData("a.b~", "issuer")]
    public void Inspect_WhatCannotBeRead_SaysWhy(string token, string part) => Assert.Equal(part, SdJwtInspector.Inspect(token)[^1].Part);

    [Fact]
    public void Inspect_BrokenDisclosure_StillShowsTheBinding()
    {
        var presented = Present(Issued, "/name");
        var token = SdJwtToken.Parse(presented, out _)!;
        var parts = SdJwtInspector.Inspect($"{token.IssuerToken}~AAAA~{token.KeyBinding}");
        Assert.Contains(parts, part => part.Part == "disclosure 1");
        Assert.Contains(parts, part => part.Part == "key binding /aud");
    }
}
