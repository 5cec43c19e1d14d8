using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Trust;

public sealed class IssuerFileTests : IDisposable
{
    private readonly SigningKey key = SigningKey.Create("2026-1");

    public void Dispose() => key.Dispose();

    [Fact]
    public void Read_OfAFile_HasIssuersKeysAndTypes()
    {
        var issuers = Read(File(Entry("a")), out var errors);
        Assert.Empty(errors);
        var issuer = Assert.Single(issuers!);
        Assert.Equal("a", issuer.Id);
        Assert.Equal(["licence"], issuer.Types);
        Assert.Equal(new IssuerKey(key.PublicKey, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0)), issuer.Keys[0]);
        Assert.NotNull(new IssuerRegistry(issuers!).Find("a"));
    }

    [Theory]
    [InlineData("\"id\":\"a\"", "\"id\":\"\"", "issuers[0].id")]
    [InlineData("\"types\":[\"licence\"]", "\"types\":[\"t\",\"t\"]", "issuers[0].types")]
    [InlineData("\"types\":[\"licence\"]", "\"typs\":[\"t\"]", "issuers[0].typs")]
    [InlineData("2027-01-01", "2025-01-01", "issuers[0].keys[0].until")]
    [InlineData("2026-01-01T00:00:00Z", "today", "issuers[0].keys[0].from")]
    [InlineData("\"jwk\":{\"crv\":\"P-256\"", "\"jwk\":{\"crv\":\"P-521\"", "issuers[0].keys[0].jwk")]
    [InlineData("\"jwk\":{", "\"jwk\":{\"d\":\"AA\",", "issuers[0].keys[0].jwk")]
    public void Read_OfAFileWithAFault_NamesItsPlace(string right, string wrong, string path)
    {
        var text = File(Entry("a")).Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(File(Entry("a")), text);
        Assert.Null(Read(text, out var errors));
        Assert.Contains(errors, error => error.Path == path && error.Line == 1 && error.Column > 1);
    }

    [Fact]
    public void Read_OfOneIdTwice_IsRefused()
    {
        Assert.Null(Read(File(Entry("a"), Entry("a")), out var errors));
        Assert.Equal("issuers[1].id", Assert.Single(errors).Path);
    }

    private static string File(params string[] issuers) => $$"""{"issuers":[{{string.Join(',', issuers)}}]}""";

    private string Entry(string id) =>
        $$$"""{"id":"{{{id}}}","types":["licence"],"keys":[{"from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z","jwk":{{{key.PublicKey}}}}]}""";

    private static IReadOnlyList<Issuer>? Read(string text, out ConfigErrors errors) => IssuerFile.Read(Encoding.UTF8.GetBytes(text), out errors);
}
