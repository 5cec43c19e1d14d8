using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.Tests.Support;

namespace CityKit.Credentials.Tests.OpenId;

public sealed class DcqlQueryTests
{
    public static TheoryData<string> Examples => [.. Embedded.Names("oid4vp/dcql_")];

    [Fact]
    public void Examples_OfTheSpecification_AreAllHere() => Assert.Equal(7, Examples.Count);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Read_ExampleOfTheSpecification_IsWrittenAsItWas(string name)
    {
        var (query, errors) = DcqlQuery.Read(Encoding.UTF8.GetBytes(Embedded.Text(name)));
        Assert.Empty(errors);
        var written = JsonNode.Parse(query!.ToString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Embedded.Text(name)), written), written!.ToJsonString());
    }

    [Fact]
    public void Of_Parts_IsWhatIsReadOfItsText()
    {
        var query = DcqlQuery.Of([new DcqlCredential("pid", ["t", "u"])
        {
            IsMultiple = true,
            Claims = [new DcqlClaim(["degrees", DcqlStep.Every, "type"]) { Id = "a", Values = ["学士", 5, true] },
                DcqlClaim.Of("list", 0) with { Id = "b" }],
            ClaimSets = [["a"], ["b"]],
        }], new DcqlCredentialSet([["pid"]], IsRequired: false));
        var read = DcqlQuery.Read(Encoding.UTF8.GetBytes(query.ToString())).Query!;
        Assert.Equal(query.ToString(), read.ToString());
        Assert.Equal("/degrees/*/type", read.Find("pid")!.Claims[0].ToString());
        Assert.Equal(query.Credentials[0].Claims[0].Values, read.Credentials[0].Claims[0].Values);
        Assert.False(read.CredentialSets[0].IsRequired);
    }

    [Theory]
    [InlineData("""{"credentials":[]}""", "credentials")]
    [InlineData("""{}""", "credentials")]
    [InlineData("""{"credentials":[{"id":"a b","format":"x","meta":{}}]}""", "credentials[0].id")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{}},{"id":"a","format":"x","meta":{}}]}""", "credentials[1].id")]
    [InlineData("""{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{}}]}""", "credentials[0].meta.vct_values")]
    [InlineData("""{"credentials":[{"id":"a","format":"dc+sd-jwt","meta":{"vct_values":[]}}]}""", "credentials[0].meta.vct_values")]
    [InlineData("""{"credentials":[{"id":"a","format":"x"}]}""", "credentials[0].meta")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[]}]}""", "credentials[0].claims")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":[]}]}]}""", "credentials[0].claims[0].path")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":[-1]}]}]}""", "credentials[0].claims[0].path")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":[true]}]}]}""", "credentials[0].claims[0].path")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":["b"],"values":[1.5]}]}]}""",
        "credentials[0].claims[0].values")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":["b"],"values":[]}]}]}""",
        "credentials[0].claims[0].values")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":["b"]}],"claim_sets":[["c"]]}]}""",
        "credentials[0].claim_sets")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claims":[{"path":["b",null]},{"path":["b",null]}]}]}""",
        "credentials[0].claims[1].path")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"claim_sets":[["c"]]}]}""", "credentials[0].claim_sets")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"trusted_authorities":[]}]}""", "credentials[0].trusted_authorities")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{},"require_cryptographic_holder_binding":false}]}""",
        "credentials[0].require_cryptographic_holder_binding")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{}}],"credential_sets":[{"options":[["b"]]}]}""",
        "credential_sets[0].options")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{}}],"credential_sets":[{}]}""", "credential_sets[0].options")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{}}],"credential_sets":[]}""", "credential_sets")]
    [InlineData("""{"credentials":[{"id":"a","format":"x","meta":{}}],"other":1}""", "other")]
    [InlineData("""[]""", "")]
    [InlineData("""{"credentials":""", "")]
    public void Read_Wrong_SaysWhere(string json, string path)
    {
        var (query, errors) = DcqlQuery.Read(Encoding.UTF8.GetBytes(json));
        Assert.Null(query);
        Assert.Contains(path, errors.Select(error => error.Path));
    }

    [Fact]
    public void Read_TooLarge_IsRefused() =>
        Assert.NotEmpty(DcqlQuery.Read(Encoding.UTF8.GetBytes($$"""{"credentials":"{{new string('x', DcqlQuery.MaxBytes)}}"}""")).Errors);

    [Fact]
    public void Of_PartsThatAreNoQuery_Throws() => Assert.Throws<ArgumentException>(() => DcqlQuery.Of([new DcqlCredential("a", [])]));
}
