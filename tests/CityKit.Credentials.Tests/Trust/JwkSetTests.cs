using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Trust;

namespace CityKit.Credentials.Tests.Trust;

public sealed class JwkSetTests : IDisposable
{
    private const string Rsa = """{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"r"}""";
    private const string P384 = """{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""";
    private readonly SigningKey key = SigningKey.Create("k1");
    private readonly SigningKey other = SigningKey.Create("k2");

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Read_OfASet_HasItsKeysAndPassesOverOtherKinds()
    {
        var encryption = other.PublicKey.ToString()[..^1] + ",\"use\":\"enc\"}";
        var keys = Read($$"""{"keys":[{{Rsa}},{{key.PublicKey}},{{P384}},{{encryption}}],"more":1}""", out _);
        Assert.Equal([key.PublicKey], keys);
        Assert.Equal("k1", keys![0].Id);
    }

    [Theory]
    [InlineData("", "keys")]
    [InlineData("[]", "keys")]
    [InlineData("{}", "keys")]
    [InlineData("{\"keys\":{}}", "keys")]
    [InlineData("{\"keys\":[]}", "keys")]
    [InlineData("{\"keys\":[7]}", "keys[0]")]
    [InlineData("{\"keys\":[{}]}", "keys[0]")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\"}]}", "keys[0]")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}", "keys[0]")]
    public void Read_OfAnythingElse_SaysWhere(string json, string path)
    {
        Assert.Null(Read(json, out var error));
        Assert.Equal(json.Length == 0 ? "" : path, error);
    }

    [Theory]
    [InlineData("{\"keys\":[{}]}", "遇到无 kty，应为 kty EC。")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":[1]}]}", "遇到 crv 含 1 项的数组，应为 crv 为 P-256 或 SM2。")]
    [InlineData("{\"keys\":{}}", "遇到对象，应为对象，其 keys 为最多 256 项的数组。")]
    public void Read_OfAnythingElse_SaysInChineseWhatIsThere(string json, string chinese)
    {
        Assert.Null(JwkSet.Read(Encoding.UTF8.GetBytes(json), out var error));
        Assert.EndsWith(chinese, error!.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAPrivateKeyOrOneIdTwice_IsRefusedAtItsPlace()
    {
        Assert.Null(Read($$"""{"keys":[{{key.PublicKey}},{{other.PublicKey.ToString()[..^1]}},"d":"AA"}]}""", out var path));
        Assert.Equal("keys[1]", path);
        Assert.Null(Read($$"""{"keys":[{{key.PublicKey}},{{key.PublicKey}}]}""", out path));
        Assert.Equal("keys[1].kid", path);
    }

    [Fact]
    public void Read_OfMoreThanTheLimits_IsRefused()
    {
        Assert.Null(Read($$"""{"keys":[{{string.Join(',', Enumerable.Repeat(Rsa, JwkSet.MaxKeys + 1))}}]}""", out _));
        Assert.Null(JwkSet.Read(new byte[JwkSet.MaxBytes + 1], out var error));
        Assert.Contains("262144", error!.Allowed.En, StringComparison.Ordinal);
    }

    private static IReadOnlyList<PublicJwk>? Read(string json, out string? path)
    {
        var keys = JwkSet.Read(Encoding.UTF8.GetBytes(json), out var error);
        path = error?.Path;
        return keys;
    }
}
