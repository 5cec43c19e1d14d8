using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Tests.Status;

public sealed class StatusListTokenTests : IDisposable
{
    private const string Uri = "https://issuer.example/lists/1";
    private const string Issuer = "https://issuer.example";
    private const string Lst = "\"status_list\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly long Seconds = Now.ToUnixTimeSeconds();
    private readonly TestIssuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public void Verify_OfASignedToken_SaysTheSame()
    {
        var token = New(Now + Duration.FromDays(1), Duration.FromHours(1));
        var read = Verify(token.Sign(issuer.Key), out var problem);
        Assert.Null(problem);
        Assert.Equal((token.Uri, token.IssuedAt, token.ExpiresAt, token.TimeToLive), (read!.Uri, read.IssuedAt, read.ExpiresAt,
            read.TimeToLive));
        Assert.True(token.List.Bytes.Span.SequenceEqual(read.List.Bytes.Span));
    }

    [Fact]
    public void Sign_OfATokenWithoutEnd_LeavesOutWhatIsNotThere()
    {
        var jws = Jws.Read(New().Sign(issuer.Key), "status list", out _)!;
        var payload = Encoding.UTF8.GetString(jws.Payload.Span);
        Assert.Equal(("statuslist+jwt", "k1", "ES256"), (jws.Header.Type, jws.Header.KeyId, jws.Header.Algorithm));
        Assert.StartsWith($$"""{"sub":"{{Uri}}","iat":{{Seconds}},"status_list":{"bits":2,"lst":""", payload, StringComparison.Ordinal);
        Assert.Null(Verify(jws.ToString(), out _)!.ExpiresAt);
    }

    [Fact]
    public void Verify_OfAMillionEntries_HasThem()
    {
        var builder = new StatusListBuilder(1, 1_000_000);
        for (var i = 0; i < 1_000_000; i += 37) builder[i] = 1;
        var read = Verify(new StatusListToken(Uri, builder.Build(), Now).Sign(issuer.Key), out _)!;
        Assert.Equal((1, 0, 1), (read.List[0], read.List[1], read.List[37 * 27_027]));
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData(Uri, 0, 0)]
    [InlineData(Uri, -1, 0)]
    [InlineData(Uri, 1, 0.5)]
    public void Sign_OfWhatNobodyWouldTake_IsRefused(string uri, int expiresAfter, double live)
    {
        var token = new StatusListToken(uri, New().List, Now, Now + Duration.FromSeconds(expiresAfter),
            live == 0 ? null : Duration.FromSeconds(live));
        Assert.Throws<ArgumentException>(() => token.Sign(issuer.Key));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("statuslist+cwt")]
    [InlineData("STATUSLIST+JWT")]
    [InlineData("application/statuslist+jwt")]
    public void Verify_OfAnotherType_IsRefused(string type) =>
        AssertRefused(JwsWriter.Sign(issuer.Key, type, Payload("")), "type", "status list header typ");

    [Theory]
    [InlineData("https://issuer.example/lists/2")]
    [InlineData("https://ISSUER.example/lists/1")]
    [InlineData("https://issuer.example/lists/1/")]
    public void Verify_WhenItIsForAnotherUri_IsRefused(string sub) =>
        AssertRefused(Sign($$"""{"sub":"{{sub}}","iat":{{Seconds}},{{Lst}}}"""), "subject", "status list payload /sub");

    [Theory]
    [InlineData("{\"iat\":1,LIST}", "form", "/sub")]
    [InlineData("{\"sub\":7,\"iat\":1,LIST}", "form", "/sub")]
    [InlineData("{\"sub\":\"URI\",LIST}", "form", "/iat")]
    [InlineData("{\"sub\":\"URI\",\"iat\":\"1\",LIST}", "form", "/iat")]
    [InlineData("{\"sub\":\"URI\",\"iat\":-1,LIST}", "form", "/iat")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1e300,LIST}", "form", "/iat")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"exp\":null,LIST}", "form", "/exp")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"nbf\":\"2\",LIST}", "form", "/nbf")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"nbf\":4000000000,LIST}", "not-yet-valid", "/nbf")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"ttl\":0,LIST}", "form", "/ttl")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"ttl\":true,LIST}", "form", "/ttl")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"ttl\":-5,LIST}", "form", "/ttl")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"ttl\":99999999999,LIST}", "form", "/ttl")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1}", "form", "/status_list")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"status_list\":[]}", "form", "/status_list")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"status_list\":{\"bits\":5,\"lst\":\"eNrbuRgAAhcBXQ\"}}", "form", "/status_list")]
    [InlineData("{\"sub\":\"URI\",\"iat\":1,\"iat\":2,LIST}", "json", "status list payload")]
    [InlineData("[]", "form", "/sub")]
    [InlineData("x", "json", "status list payload")]
    public void Verify_OfAMalformedPayload_NamesThePart(string payload, string check, string part)
    {
        var text = payload.Replace("URI", Uri, StringComparison.Ordinal).Replace("LIST", Lst, StringComparison.Ordinal);
        AssertRefused(Sign(text), check, part.StartsWith('/') ? $"status list payload {part}" : part);
    }

    [Theory] // 60 s of skew: the list counts until 59 s after its end, and from 60 s before its beginning
    [InlineData(-100, -60, "expired")]
    [InlineData(-100, -59, null)]
    [InlineData(60, 1000, null)]
    [InlineData(61, 1000, "not-yet-valid")]
    public void Verify_AroundItsTimes_AllowsForTheSkew(int issued, int expires, string? check)
    {
        var token = Sign($$"""{"sub":"{{Uri}}","iat":{{Seconds + issued}},"exp":{{Seconds + expires}},{{Lst}}}""");
        Verify(token, out var problem);
        Assert.Equal(check, problem?.Check);
    }

    [Fact]
    public void Verify_OfATimeWithAFraction_KeepsIt() =>
        Assert.Equal(Now - Duration.FromMilliseconds(500),
            Verify(Sign($$"""{"sub":"{{Uri}}","iat":{{Seconds - 1}}.5,{{Lst}}}"""), out _)!.IssuedAt);

    [Fact] // draft 21, 5.1: a positive number
    public void Verify_OfATimeToLiveWithAFraction_KeepsIt() =>
        Assert.Equal(Duration.FromMilliseconds(1500),
            Verify(Sign($$"""{"sub":"{{Uri}}","iat":{{Seconds}},"ttl":1.5,{{Lst}}}"""), out _)!.TimeToLive);

    [Fact]
    public void Verify_SignedByAnother_IsRefused()
    {
        using var other = SigningKey.Create("k1");
        AssertRefused(New().Sign(other), "signature", "status list signature");
        AssertRefused(New().Sign(issuer.Key)[..^3] + "AAA", "signature", "status list signature");
    }

    [Fact]
    public void Verify_OfAnIssuerThatIsNotTrusted_IsRefused()
    {
        StatusListToken.Verify(New().Sign(issuer.Key), Uri, "https://other.example", issuer.Keys, Now, out var problem);
        Assert.Equal("issuer", problem!.Check);
    }

    [Fact] // a source of keys that says nothing has not said yes
    public void Verify_WhenTheSourceHasNoKeyAndNoReason_IsRefused()
    {
        var silent = new OneIssuer(issuer.Key.PublicKey) { IsTrusted = false };
        Assert.Null(StatusListToken.Verify(New().Sign(issuer.Key), Uri, Issuer, silent, Now, out var problem));
        Assert.Equal("issuer", problem!.Check);
    }

    [Fact]
    public void Verify_OfABombThatNobodyTrustedSigned_InflatesNothing()
    {
        using var other = SigningKey.Create("k1");
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(new byte[8 << 20]);
        var payload = $$$"""{"sub":"{{{Uri}}}","iat":{{{Seconds}}},"status_list":{"bits":8,"lst":"{{{Base64Url.EncodeToString(packed.ToArray())}}}"}}""";
        AssertRefused(JwsWriter.Sign(other, StatusListToken.MediaType, Encoding.UTF8.GetBytes(payload)), "signature",
            "status list signature");
        AssertRefused(Sign(payload), "form", "status list payload /status_list");
    }

    [Fact]
    public void Verify_OfMoreThanTheLimit_ReadsNothing() =>
        AssertRefused(new string('a', StatusListToken.MaxCharacters + 1), "size", "status list");

    [Fact]
    public void Verify_OfTheLargestListThatDoesNotCompress_IsTaken()
    {
        var bytes = new byte[StatusList.MaxBytes];
        new Random(2).NextBytes(bytes);
        var token = new StatusListToken(Uri, StatusList.FromBytes(8, bytes), Now).Sign(issuer.Key);
        Assert.InRange(token.Length, 1, StatusListToken.MaxCharacters);
        Assert.True(Verify(token, out _)!.List.Bytes.Span.SequenceEqual(bytes));
    }

    private StatusListToken New(Instant? expires = null, Duration? live = null) =>
        new(Uri, new StatusListBuilder(2, 1000) { [4] = 1, [5] = 2, [6] = 3 }.Build(), Now, expires, live);

    private static byte[] Payload(string more) => Encoding.UTF8.GetBytes($$"""{"sub":"{{Uri}}","iat":{{Seconds}},{{Lst}}{{more}}}""");

    private string Sign(string payload) => JwsWriter.Sign(issuer.Key, StatusListToken.MediaType, Encoding.UTF8.GetBytes(payload));

    private StatusListToken? Verify(string token, out CredentialProblem? problem) =>
        StatusListToken.Verify(token, Uri, Issuer, issuer.Keys, Now, out problem);

    private void AssertRefused(string token, string check, string part)
    {
        Assert.Null(Verify(token, out var problem));
        Assert.Equal((check, part), (problem!.Check, problem.Part));
    }
}
