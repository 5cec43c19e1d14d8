using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>RFC 9901, 7.1, steps 2d to 5: each rule broken, and the part named.</summary>
public sealed class BadDisclosureTests
{
    private static readonly string Name = Disclosure("""["s1","name","Li"]""");
    private static readonly string Element = Disclosure("""["s2","DE"]""");

    [Fact]
    public void Verify_GoodOnesByHand_Succeed()
    {
        var token = Signed($$"""{"_sd":["{{Digest(Name)}}"],"list":["A",{"...":"{{Digest(Element)}}"},"B"]}""", Name, Element);
        var verified = Verifier().VerifyIssued(token, Now, out var problem);
        Assert.Null(problem);
        Assert.Equal("""{"name":"Li","list":["A","DE","B"]}""", System.Text.Encoding.UTF8.GetString(verified!.Claims.Utf8.Span));
    }

    [Fact]
    public void Verify_DisclosureOfAnElementAmongAnObjectsDigests_IsRefused() =>
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Element)}}"]}""", Element), "disclosure", "disclosure 1 at /");

    [Fact]
    public void Verify_DisclosureOfAMemberAmongAnArraysElements_IsRefused() =>
        AssertRefused(Signed($$"""{"list":[{"...":"{{Digest(Name)}}"}]}""", Name), "disclosure", "disclosure 1 at /list/0");

    [Theory]
    [InlineData("""["s"]""")]
    [InlineData("""["s","n","v","more"]""")]
    [InlineData("""[1,"n","v"]""")]
    [InlineData("""["s",1,"v"]""")]
    [InlineData("""{"s":1}""")]
    [InlineData("\"text\"")]
    public void Verify_DisclosureOfAnotherForm_IsRefused(string json)
    {
        var disclosure = Disclosure(json);
        AssertRefused(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure), "disclosure", "disclosure 1 at /");
    }

    [Theory]
    [InlineData("""["s","n",""")]
    [InlineData("""["s","n",tru]""")]
    [InlineData("""["s","n",1] 2""")]
    [InlineData("""["s","n","\ud800"]""")]
    [InlineData("""["s","\udc00",1]""")]
    public void Verify_DisclosureThatIsNotJson_IsRefused(string json)
    {
        var disclosure = Disclosure(json);
        Assert.Equal("json", Refusal(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure)).Check);
    }

    [Fact]
    public void Verify_DisclosureThatIsNotUtf8_IsRefused()
    {
        var disclosure = System.Buffers.Text.Base64Url.EncodeToString([.. "[\"s\",\"n\",\""u8, 0xff, .. "\"]"u8]);
        Assert.Equal("json", Refusal(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure)).Check);
    }

    [Fact]
    public void Verify_DisclosureThatIsNotBase64Url_IsRefused()
    {
        var disclosure = "WyJz+";
        AssertRefused(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure), "encoding", "disclosure 1");
    }

    [Theory]
    [InlineData("_sd")]
    [InlineData("...")]
    [InlineData("_sd_alg")]
    [InlineData("iss")]
    public void Verify_ReservedNameDisclosed_IsRefused(string name)
    {
        var disclosure = Disclosure($$"""["s","{{name}}","x"]""");
        Assert.Equal("disclosure", Refusal(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure)).Check);
    }

    [Theory]
    [InlineData("""{"name":1,"_sd":["X"]}""")]
    [InlineData("""{"_sd":["X"],"name":1}""")]
    [InlineData("""{"_sd":["X"],"n\u0061me":1}""")]
    public void Verify_NameThatIsThereAlready_IsRefused(string payload) =>
        Assert.Contains(Refusal(Signed(payload.Replace("X", Digest(Name), StringComparison.Ordinal), Name)).Check, (string[])["disclosure", "json"]);

    [Fact]
    public void Verify_TwoDisclosuresOfOneName_IsRefused()
    {
        var other = Disclosure("""["s9","name","Wang"]""");
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}","{{Digest(other)}}"]}""", Name, other), "disclosure", "disclosure 2 at / 'name'");
    }

    [Fact]
    public void Verify_DigestTwiceInOneArray_IsRefused() =>
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}","{{Digest(Name)}}"]}""", Name), "digest", "payload /_sd/1");

    [Fact]
    public void Verify_DigestTwiceInDifferentPlaces_IsRefused() =>
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}"],"a":{"_sd":["{{Digest(Name)}}"] } }""", Name), "digest", "payload /a/_sd/0");

    [Fact]
    public void Verify_DecoyTwice_IsRefused() =>
        AssertRefused(Signed("""{"a":[{"...":"decoy"},{"...":"decoy"}]}"""), "digest", "payload /a/0");

    [Fact]
    public void Verify_DigestTwiceThroughADisclosure_IsRefused()
    {
        var outer = Disclosure($$"""["s","outer",{"_sd":["{{Digest(Name)}}"]}]""");
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}","{{Digest(outer)}}"]}""", Name, outer), "digest", "disclosure 2 at /outer/_sd/0");
    }

    [Fact]
    public void Verify_DisclosureTwice_IsRefused() =>
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}"]}""", Name, Name), "disclosure", "disclosure 2");

    [Fact]
    public void Verify_DisclosureOfNobody_IsRefused() =>
        AssertRefused(Signed($$"""{"_sd":["{{Digest(Name)}}"]}""", Name, Element), "disclosure", "disclosure 2");

    [Fact]
    public void Verify_InnerDisclosureWithoutItsOuter_IsRefused()
    {
        var outer = Disclosure($$"""["s","outer",{"_sd":["{{Digest(Name)}}"]}]""");
        AssertRefused(Signed($$"""{"_sd":["{{Digest(outer)}}"]}""", Name), "disclosure", "disclosure 1");
    }

    [Fact]
    public void Verify_EmptyDisclosure_IsRefused() => AssertRefused(Signed("{}", ""), "disclosure", "disclosure 1");

    [Theory]
    [InlineData("""{"_sd":"X"}""", "payload /_sd")]
    [InlineData("""{"_sd":[1]}""", "payload /_sd/0")]
    [InlineData("""{"_sd":null}""", "payload /_sd")]
    [InlineData("""{"a":{"_sd":{}}}""", "payload /a/_sd")]
    [InlineData("""{"...":"X"}""", "payload /...")]
    [InlineData("""{"a":{"...":"X"}}""", "payload /a/...")]
    [InlineData("""{"a":[{"...":"X","b":1}]}""", "payload /a/0")]
    [InlineData("""{"a":[{"b":1,"...":"X"}]}""", "payload /a/0/...")]
    [InlineData("""{"a":[{"...":1}]}""", "payload /a/0")]
    [InlineData("""{"a":[{"...":["X"]}]}""", "payload /a/0")]
    [InlineData("""{"a":{"_sd_alg":"sha-256"}}""", "payload /a/_sd_alg")]
    public void Verify_NamesOfDigestsElsewhere_AreRefused(string payload, string part) => AssertRefused(Signed(payload), "digest", part);

    [Theory]
    [InlineData("""{"_sd_alg":"md5"}""", "hash")]
    [InlineData("""{"_sd_alg":"SHA-256"}""", "hash")]
    [InlineData("""{"_sd_alg":256}""", "form")]
    public void Verify_HashThatIsNotAccepted_IsRefused(string payload, string check) => AssertRefused(Signed(payload), check, "payload /_sd_alg");

    [Theory]
    [InlineData("sha-384")]
    [InlineData("sha-512")]
    public void Verify_LongerHash_IsTaken(string name)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(Name);
        var digest = System.Buffers.Text.Base64Url.EncodeToString(name == "sha-384" ? System.Security.Cryptography.SHA384.HashData(bytes)
            : System.Security.Cryptography.SHA512.HashData(bytes));
        Assert.NotNull(Verifier().VerifyIssued(Signed($$"""{"_sd_alg":"{{name}}","_sd":["{{digest}}"]}""", Name), Now, out _)!.Claims.Find(ClaimPath.Of("name")));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "payload / 'a'")]
    [InlineData("""{"a":{"b":1,"b":2}}""", "payload /a 'b'")]
    [InlineData("""{"a":[{"b":1,"\u0062":2}]}""", "payload /a/0 'b'")]
    [InlineData("""{"_sd":[],"_sd":[]}""", "payload / '_sd'")]
    public void Verify_NameTwice_IsRefused(string payload, string part) => AssertRefused(Signed(payload), "json", part);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1,}""")]
    public void Verify_PayloadThatIsNotJson_IsRefused(string payload) => Assert.Equal("json", Refusal(Signed(payload)).Check);

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    public void Verify_PayloadThatIsNoObject_IsRefused(string payload) => AssertRefused(Signed(payload), "form", "payload");

    [Fact]
    public void Verify_NestedTooDeep_IsRefusedDirectlyAndThroughDisclosures()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 16)) + string.Concat(Enumerable.Repeat("]", 16));
        Assert.Equal("size", Refusal(Signed($$"""{"a":{{deep}}}""")).Check);
        var disclosure = Disclosure($$"""["s","n",{{deep}}]""");
        Assert.Equal("size", Refusal(Signed($$"""{"_sd":["{{Digest(disclosure)}}"]}""", disclosure)).Check);
        Assert.Equal("json", Refusal(Signed($$"""{"a":{{new string('[', 5000)}}""")).Check);
    }

    [Fact]
    public void Verify_MoreThanTheLimits_IsRefusedWithThem()
    {
        var limits = new SdJwtLimits { Disclosures = 1, Digests = 2, Members = 3, Token = new JwsLimits { Characters = 2000 } };
        var policy = new SdJwtPolicy { Limits = limits };
        Assert.Equal("More than 1 disclosures.", Refusal(Signed("{}", Name, Element), policy).Message.En);
        Assert.Equal("More than 2 digests.", Refusal(Signed("""{"_sd":["a","b","c"]}"""), policy).Message.En);
        Assert.Equal("More than 3 members.", Refusal(Signed("""{"a":1,"b":2,"c":3,"d":4}"""), policy).Message.En);
        Assert.Equal("size", Refusal(Signed($$"""{"a":"{{new string('x', 2000)}}"}"""), policy).Check);
    }

    private static void AssertRefused(string token, string check, string part)
    {
        var problem = Refusal(token);
        Assert.Equal((check, part), (problem.Check, problem.Part));
    }
}
