using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Trust;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// A credential of 10 claims, 5 of them disclosed, issued and verified, beside the bare signatures that this takes and beside
/// Microsoft.IdentityModel's handler on the same two tokens. CPU time of the process, in rounds in turn.
/// </summary>
internal sealed class SdJwtRates
{
    private const int Rounds = 31;
    private const int Calls = 300;
    private const string Type = "https://credentials.example.cn/resident";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly string[] Names =
        ["given_name", "family_name", "birthdate", "document_number", "nationality", "sex", "place_of_birth", "phone_number", "email", "employer"];

    private readonly SigningKey issuerKey = SigningKey.Create("issuer-1");
    private readonly SigningKey holderKey = SigningKey.Create();
    private readonly PresentationRequest request = new("https://hall.example.cn", "VA3oRSdRcWQtcYXlYPJCxA", "item 370200-0042");
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
    private readonly SdJwtClaims claims;
    private readonly SdJwtVerifier verifier;
    private readonly SdJwtVerifier caching;
    private readonly string presentation;
    private readonly string selection;
    private readonly SdJwtRivals rivals;

    private SdJwtRates()
    {
        var registry = new IssuerRegistry([new Issuer("https://issuer.example.cn", [new IssuerKey(issuerKey.PublicKey, Now - Duration.FromDays(1))], [Type])]);
        claims = new SdJwtClaims(Claims()) { Disclosable = [.. Names.Select(name => ClaimPath.Of(name))], HolderKey = holderKey.PublicKey };
        verifier = new SdJwtVerifier(registry);
        caching = new SdJwtVerifier(registry, new SdJwtPolicy { CachedCredentials = 1_000 });
        var selected = SdJwtHolder.Select(Issue(), [.. Names.Take(5).Select(name => ClaimPath.Of(name))], out _)!;
        var presented = SdJwtHolder.Present(selected, request, holderKey, Now, out _)!;
        (presentation, selection) = (presented.ToString(), selected.ToString());
        rivals = new SdJwtRivals(issuerKey, holderKey, presented);
    }

    internal static void Run()
    {
        var rates = new SdJwtRates();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"presentation of {rates.presentation.Length} characters, {Rounds} rounds of {Calls} calls, median microseconds of CPU"));
        rates.Verify();
        rates.VerifyCached();
        rates.IssueAndSign();
        rates.Allocate();
    }

    private void Verify()
    {
        var (ours, bare, model) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Microseconds(() => Require(verifier.VerifyPresentation(presentation, request, Now, out _) is not null)));
            bare.Add(Microseconds(() => Require(rivals.VerifyBare())));
            model.Add(Microseconds(() => Require(rivals.VerifyByIdentityModel())));
        }
        Write("verify with key binding", ours, bare, "2 VerifyData, 1 import");
        Write("  by IdentityModel, both tokens, no disclosures", model, bare, "2 VerifyData, 1 import");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  work beside the signatures: {Median([.. ours.Zip(bare, (our, rival) => our - rival)]):0.0} us; rate against bare {Median(bare) / Median(ours):0.000}"));
    }

    private void VerifyCached()
    {
        var cached = new List<double>();
        for (var round = 0; round < Rounds; round++)
            cached.Add(Microseconds(() => Require(caching.VerifyIssued(selection, Now, out _) is not null), Calls * 30));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"issuer part cached: {Median(cached):0.00} us, {1e6 / Median(cached):0} a second before key binding"));
    }

    private void IssueAndSign()
    {
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Microseconds(() => Require(Issue().Disclosures.Count == 10)));
            bare.Add(Microseconds(() => Require(rivals.SignBare().Length == 64)));
        }
        Write("issue 10 claims", ours, bare, "1 SignData");
    }

    private void Allocate()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++) Require(verifier.VerifyPresentation(presentation, request, Now, out _) is not null);
        var bound = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < Calls; call++) Require(rivals.VerifyBare());
        var bare = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated: {bound} B with key binding, of which bare signatures {bare} B"));
    }

    private SdJwtToken Issue() => SdJwtIssuer.Issue(claims, issuerKey, "dc+sd-jwt", random);

    private static JsonObject Claims()
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://issuer.example.cn",
            ["iat"] = Now.ToUnixTimeSeconds() - 60,
            ["exp"] = Now.ToUnixTimeSeconds() + 86_400 * 365,
            ["vct"] = Type,
            ["status"] = new JsonObject { ["status_list"] = new JsonObject { ["idx"] = 412_345, ["uri"] = "https://issuer.example.cn/lists/1" } },
        };
        foreach (var name in Names) claims[name] = $"{name} of a resident 居民";
        return claims;
    }

    private static double Microseconds(Action call, int calls = Calls)
    {
        call();
        return CpuSeconds(() =>
        {
            for (var i = 0; i < calls; i++) call();
        }) * 1e6 / calls;
    }

    private static void Write(string what, List<double> ours, List<double> bare, string rival) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {Median(ours):0.0} us; {rival}: {Median(bare):0.0} us; times bare {Median(ours) / Median(bare):0.000}"));

    private static void Require(bool holds)
    {
        if (!holds) throw new InvalidOperationException("A call of the benchmark failed.");
    }
}
