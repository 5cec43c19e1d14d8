using CityKit.Credentials.Keys;
using CityKit.Credentials.Sm;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Trust;

public sealed class IssuerRegistryTests : IDisposable
{
    private const string Bureau = "https://bureau.example";
    private static readonly Instant Change = Instant.FromUtc(2026, 7, 1, 0, 0);
    private readonly SigningKey old = SigningKey.Create("old");
    private readonly SigningKey young = SigningKey.Create("new");
    private readonly IssuerRegistry registry;

    public IssuerRegistryTests() => registry = new IssuerRegistry([new Issuer(Bureau,
        [new IssuerKey(old.PublicKey, Change - Duration.FromDays(365), Change), new IssuerKey(young.PublicKey, Change)], ["licence", "resident"])]);

    public void Dispose()
    {
        old.Dispose();
        young.Dispose();
    }

    [Theory] // the change of keys is at 0; 60 s of doubt about the issuer's clock
    [InlineData("old", -1, null)]
    [InlineData("old", 59, null)]
    [InlineData("old", 60, "key-validity")]
    [InlineData("new", 0, null)]
    [InlineData("new", -60, null)]
    [InlineData("new", -61, "key-validity")]
    [InlineData("new", 1_000_000_000, null)]
    [InlineData("old", -31_536_060, null)]
    [InlineData("old", -31_536_061, "key-validity")]
    [InlineData("third", 0, "key")]
    public void FindKey_AroundAChangeOfKeys_GoesByTheTimeOfTheSignature(string key, int seconds, string? check)
    {
        var found = registry.FindKey(Bureau, key, "ES256", Change + Duration.FromSeconds(seconds), out var problem);
        Assert.Equal((check, check is null), (problem?.Check, found is not null));
    }

    [Fact]
    public void Find_OfATokenSignedBeforeTheChange_VerifiesItYearsLater()
    {
        var jws = Jws.Read(JwsWriter.Sign(old, "JWT", """{"a":1}"""u8), "issuer", out _)!;
        var query = new KeyQuery(jws.Header, Bureau, "licence", Change + Duration.FromDays(2000), Change - Duration.FromDays(1));
        Assert.Null(jws.Verify(registry.Find(query, out _)!));
        Assert.Null(registry.Find(query with { IssuedAt = null }, out var problem));
        Assert.Equal("key-validity", problem!.Check);
    }

    [Theory]
    [InlineData("https://bureau.example", "licence", null)]
    [InlineData("https://bureau.example", null, null)]
    [InlineData("https://bureau.example", "passport", "issuer-type")]
    [InlineData("https://bureau.example", "Licence", "issuer-type")]
    [InlineData("https://bureau.example/", "licence", "issuer")]
    [InlineData("https://other.example", "licence", "issuer")]
    [InlineData(null, "licence", "issuer")]
    public void Find_OfAnIssuerAndType_TakesWhatIsRegistered(string? issuer, string? type, string? check)
    {
        registry.Find(new KeyQuery(new JwsHeader("ES256", null, "new", []), issuer, type, Change), out var problem);
        Assert.Equal(check, problem?.Check);
    }

    [Theory] // key confusion: the key alone says which algorithm it is for
    [InlineData("ES384")]
    [InlineData("HS256")]
    [InlineData("es256")]
    [InlineData("SM3WithSM2")]
    public void FindKey_ForAnotherAlgorithm_IsRefused(string algorithm)
    {
        Assert.Null(registry.FindKey(Bureau, "new", algorithm, Change, out var problem));
        Assert.Equal(("algorithm", "header alg"), (problem!.Check, problem.Part));
    }

    [Fact]
    public void FindKey_WithoutAKeyId_ServesWhileOneKeyAloneSigns()
    {
        Assert.NotNull(registry.FindKey(Bureau, null, "ES256", Change + Duration.FromDays(1), out _));
        Assert.Null(registry.FindKey(Bureau, null, "ES256", Change, out var problem));
        Assert.Equal("key", problem!.Check);
    }

    [Fact]
    public void FindKey_Twice_ImportsOnce() => Assert.Same(
        registry.FindKey(Bureau, "new", "ES256", Change, out _), registry.FindKey(Bureau, "new", "ES256", Change, out _));

    [Fact]
    public void FindKey_OfAKeyThatNoSuiteTakes_SaysSo()
    {
        var sm = PublicJwk.Of("SM2", Convert.FromHexString("09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"),
            Convert.FromHexString("CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"), "sm");
        var wrong = PublicJwk.Of("P-256", new byte[32], new byte[32], "off");
        Issuer[] issuers = [new Issuer("a", [new IssuerKey(sm, Change), new IssuerKey(wrong, Change)], [])];
        Assert.Null(new IssuerRegistry(issuers).FindKey("a", "sm", "SM3WithSM2", Change, out var problem));
        Assert.Contains("SM2", problem!.Message.En, StringComparison.Ordinal);
        Assert.Null(new IssuerRegistry(issuers).FindKey("a", "off", "ES256", Change, out problem));
        Assert.Equal("key", problem!.Check);
        var suites = SignatureSuites.Default.With(Sm2Suite.Instance);
        Assert.Equal("SM3WithSM2", new IssuerRegistry(issuers, suites).FindKey("a", "sm", "SM3WithSM2", Change, out _)!.Algorithm);
    }

    [Fact]
    public void New_OfIssuersOutOfTheirRange_IsRefused()
    {
        AssertRefused(new Issuer("", [], []));
        AssertRefused(new Issuer(new string('i', 513), [], []));
        AssertRefused(new Issuer("a", [new IssuerKey(old.PublicKey, Change), new IssuerKey(old.PublicKey, Change)], []));
        AssertRefused(new Issuer("a", [new IssuerKey(old.PublicKey, Change, Change)], []));
        AssertRefused(new Issuer("a", [], [""]));
        AssertRefused(new Issuer("a", [], ["t", "t"]));
        AssertRefused(new Issuer("a", [], [.. Enumerable.Range(0, 65).Select(i => $"t{i}")]));
        Assert.Throws<ArgumentException>(() => new IssuerRegistry([new Issuer("a", [], []), new Issuer("a", [], [])]));
    }

    private static void AssertRefused(Issuer issuer) => Assert.Throws<ArgumentException>(() => new IssuerRegistry([issuer]));
}
