using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Trust;
using CityKit.Credentials.Vc;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Credentials.Tests.Vc;

/// <summary>A credential from its issuer to the verdict, over a change of the issuer's keys and a status list.</summary>
public sealed class VcStatusTests : IDisposable
{
    private const string Bureau = "https://issuer.example.cn";
    private const string Type = "https://issuer.example.cn/vct/resident";
    private const string Uri = "https://issuer.example.cn/lists/1";
    private static readonly Instant Issued = Instant.FromUtc(2026, 1, 10, 0, 0);
    private static readonly Instant Change = Instant.FromUtc(2026, 7, 1, 0, 0);
    private static readonly StatusPolicy Day = new(Duration.FromHours(24));
    private readonly SigningKey old = SigningKey.Create("2025");
    private readonly SigningKey young = SigningKey.Create("2026");
    private readonly FakeTimeProvider time = new(Change.ToDateTimeOffset());
    private readonly IssuerRegistry registry;
    private readonly StatusListCache lists;
    private readonly Published source = new();

    public VcStatusTests()
    {
        registry = new IssuerRegistry([new Issuer(Bureau, [new IssuerKey(old.PublicKey, Issued, Change), new IssuerKey(young.PublicKey, Change)], [Type])]);
        lists = new StatusListCache(source, registry, time);
    }

    public void Dispose()
    {
        old.Dispose();
        young.Dispose();
    }

    [Theory]
    [InlineData(42, null)]
    [InlineData(1, "revoked")]
    [InlineData(2, "suspended")]
    [InlineData(3, "status")]
    [InlineData(100_000, "status")]
    public async Task Check_OfACredentialOfBeforeTheChangeOfKeys_IsWhatTheListOfTheNewKeySays(int index, string? check)
    {
        time.SetUtcNow((Change + Duration.FromDays(10)).ToDateTimeOffset());
        Assert.Equal(check, (await VerifyAsync(Issue(index)))?.Check);
        Assert.Equal(1, source.Fetches);
    }

    [Fact] // draft 21, 8.3: nothing is asked about a credential that is refused already
    public async Task Check_OfAnExpiredCredentialThatIsRevokedToo_SaysExpiredAndFetchesNothing()
    {
        time.SetUtcNow((Issued + Duration.FromDays(366)).ToDateTimeOffset());
        Assert.Equal("expired", (await VerifyAsync(Issue(1)))!.Check);
        Assert.Equal("expired", (await VerifyAsync(Issue(42)))!.Check);
        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task Check_OfACredentialWithoutStatus_AsksNothing()
    {
        Assert.Null(await VerifyAsync(Issue(null)));
        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task Check_WhenTheListIsTooOld_IsStale()
    {
        source.IssuedAt = Change - Duration.FromHours(25);
        Assert.Equal("stale", (await VerifyAsync(Issue(42)))!.Check);
    }

    private async Task<CredentialProblem?> VerifyAsync(string credential)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        source.Token ??= new StatusListToken(Uri, new StatusListBuilder(2, 1000) { [1] = 1, [2] = 2, [3] = 3 }.Build(), source.IssuedAt ?? now)
            .Sign(source.IssuedAt < Change ? old : young);
        var vc = new VcVerifier(registry).VerifyIssued(credential, now, out var problem);
        return vc is null ? problem : await lists.CheckAsync(vc, Day);
    }

    private string Issue(int? index) => VcIssuer.Issue(new VcClaims(Type, new JsonObject { ["name"] = "李" })
    {
        Issuer = Bureau,
        IssuedAt = Issued,
        Expires = Issued + Duration.FromDays(365),
        Status = index is { } at ? new StatusReference(Uri, at) : null,
    }, old, new SeededRandom(1)).ToString();

    private sealed class Published : IStatusListSource
    {
        internal string? Token { get; set; }

        internal Instant? IssuedAt { get; set; }

        internal int Fetches { get; private set; }

        public Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation)
        {
            Fetches++;
            return Task.FromResult(StatusFetch.Of(Token!));
        }
    }
}
