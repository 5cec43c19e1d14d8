using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using CityKit.Hub.Tests.Support;
using CityKit.Services.Hub.Tests.Support;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Services.Hub.Tests;

/// <summary>Real tokens, from the issuer over the phone to the step of an application.</summary>
public sealed class VcWalletReaderTests : IDisposable
{
    private const string Audience = "https://hub.city.example";
    private const string Item = "birth-certificate";
    private readonly SigningKey issuer = SigningKey.Create("issuer");
    private readonly SigningKey holder = SigningKey.Create();
    private readonly OneTimeNonces nonces = new(Duration.FromMinutes(5));
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();

    [Fact]
    public async Task Show_OfPresentedCredentials_ProvesTheMaterialsOfTheItem()
    {
        await using var city = await StartAsync();
        var application = await city.StartAsync("a-1", "new-born");
        (await ShowAsync(city, "s-1", application, Present(application.Id, "mother"), Present(application.Id, "father"))).OrThrow();
        var step = (await city.NowAsync(application)).StepOf(Item)!;
        Assert.Equal(StepState.ForPerson, step.State); // identity cards and the statement are there: the mother has signed
        var record = ShownRecord.Read((await city.OpenAsync("o-1", step.Record, ServiceCity.Health))!);
        Assert.Equal(["mother", "father"], record.Wallet.Select(held => held.Party));
        Assert.All(record.Wallet, held => Assert.Equal(["name", "number"], held.Claims.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Show_OfTheSamePresentationByAnotherCommand_IsRefused()
    {
        await using var city = await StartAsync();
        var application = await city.StartAsync("a-1", "new-born");
        var presented = Present(application.Id, "mother");
        (await ShowAsync(city, "s-1", application, presented)).OrThrow();
        (await ShowAsync(city, "s-1", application, presented)).OrThrow(); // the same command, whose answer was lost
        await RefusedAsync("nonce", city, application, presented);
    }

    [Theory]
    [InlineData("purpose")]
    [InlineData("audience")]
    [InlineData("nonce")]
    [InlineData("expired")]
    [InlineData("signature")]
    [InlineData("form")]
    [InlineData("type")]
    public async Task Show_OfAPresentationThatFailsACheck_IsRefusedWithThatCheck(string check)
    {
        await using var city = await StartAsync();
        var application = await city.StartAsync("a-1", "new-born");
        var presented = check switch
        {
            "purpose" => Present("another-application", "mother"),
            "audience" => Present(application.Id, "mother", audience: "https://elsewhere.example"),
            "nonce" => Present(application.Id, "mother", nonce: "made-up"),
            "expired" => Present(application.Id, "mother", expires: TestCity.Start - Duration.FromDays(1)),
            "signature" => Present(application.Id, "mother", by: SigningKey.Create("issuer")),
            // a holder's token of nothing
            "type" => Present(application.Id, "mother") is var shown ? shown[..(shown.LastIndexOf('~') + 1)] + "eyJhbGciOiJFUzI1NiJ9.e30.AA"
                : "",
            _ => "no token at all",
        };
        await RefusedAsync(check, city, application, presented);
    }

    public void Dispose()
    {
        issuer.Dispose();
        holder.Dispose();
        random.Dispose();
    }

    private string Present(string application, string party, string audience = Audience, string? nonce = null, Instant? expires = null,
        SigningKey? by = null)
    {
        var claims = new VcClaims("https://credentials.example/id-card",
            new JsonObject { ["name"] = "虚构甲", ["number"] = "1", ["birth_date"] = "1995-04-01" })
        {
            Disclosable = [ClaimPath.Of("name"), ClaimPath.Of("number"),
                ClaimPath.Of("birth_date")], Issuer = "ministry-of-public-security",
            Expires = expires ?? TestCity.Start + Duration.FromDays(365), HolderKey = holder.PublicKey,
        };
        var issued = VcIssuer.Issue(claims, by ?? issuer, random);
        var shown = SdJwtHolder.Select(issued, [ClaimPath.Of("name"), ClaimPath.Of("number")], out _)!;
        var request = new PresentationRequest(
            audience, nonce ?? nonces.Create(TestCity.Start, random), VcWalletReader.PurposeOf(application, Item));
        return $"{party}:{SdJwtHolder.Present(shown, request, holder, TestCity.Start, out _)}";
    }

    private Task<TestCity> StartAsync()
    {
        var keys = new OneIssuer(issuer.PublicKey);
        var lists = new StatusListCache(new NoLists(), keys, FakeTime.At(TestCity.Start));
        var reader = new VcWalletReader(keys, nonces, lists, new StatusPolicy(Duration.FromHours(24)), Audience);
        var module = new ServicesModule(ServiceCity.Catalogue("new-born"), ["marriage-register"], reader);
        return TestCity.StartAsync(null, TestCity.NewSetup() with { Modules = [module] });
    }

    private static ValueTask<Commands.CommandAnswer> ShowAsync(TestCity city, string id, Application application,
        params string[] presented) =>
        city.Hub.ExecuteAsync(new ShowCredentials(id, application.Id, Item, presented), ServiceCity.Parent);

    private static async Task RefusedAsync(string check, TestCity city, Application application, string presented)
    {
        var refusal = (await ShowAsync(city, "s-2", application, presented)).Refusal!;
        Assert.Equal("not-genuine", refusal.Code);
        Assert.Contains($"refused, {check} (", refusal.Message.En, StringComparison.Ordinal);
    }

    private sealed class OneIssuer(PublicJwk key) : IIssuerKeys
    {
        private readonly ISignatureVerifier verifier = SignatureSuites.Default.Find("ES256")!.Import(key)!;

        public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
        {
            problem = null;
            return verifier;
        }
    }

    /// <summary>None of these credentials names a list.</summary>
    private sealed class NoLists : IStatusListSource
    {
        public Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation) => throw new InvalidOperationException(uri);
    }
}
