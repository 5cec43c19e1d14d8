using CityKit.Core.Signing;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Sm;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using CityKit.Credentials.Vc;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class CredentialTrust
{
    internal static string Publish(string uri, ISigner issuerKey, Instant now)
    {
        var statuses = new StatusListBuilder(bits: 2, count: 1_000_000);      // 1 bit knows valid and revoked, 2 bits suspended too
        statuses[4711] = 1;                                                   // revoked
        statuses[4712] = 2;                                                   // suspended
        var list = new StatusListToken(uri, statuses.Build(), now, now + Duration.FromDays(1), Duration.FromHours(1));
        string published = list.Sign(issuerKey);                              // at the URI, as application/statuslist+jwt
        return published;
    }

    internal static async Task<CredentialProblem?> CheckAsync(HttpClient http, IIssuerKeys issuers, VcVerifier verifier, string presentation,
        PresentationRequest request, Instant now, CancellationToken stopping)
    {
        var lists = new StatusListCache(new HttpStatusListSource(http), issuers, TimeProvider.System);
        if (verifier.VerifyPresentation(presentation, request, now, out var problem) is { } credential)
            problem = await lists.CheckAsync(credential, new StatusPolicy(MaxAge: Duration.FromHours(24)), stopping);   // null when it is valid
        return problem;
    }

    internal static BundleFreshness? Carry(long version, IssuerRegistry registry, StatusListToken list, DeviceKey bundleKey, TrustBundle? current, Instant now)
    {
        var bundle = new TrustBundle(version, now, now + Duration.FromHours(24), [
            new BundledIssuer(registry.Find("rider-station")!, [new BundledList(Number: 0, list)]),
        ]);
        byte[] envelope = SignedTrustBundle.Sign(bundle, bundleKey).Encode();

        var received = SignedTrustBundle.Open(envelope, bundleKey.Public, out var problem);       // size, form and signature before anything is read
        if (received is not null && received.Content.Replaces(current)) current = received.Content; // a newer one only
        var freshness = current?.FreshnessAt(now, TrustBundle.DefaultGrace);                       // Fresh, Grace (72 h), Stale, NotYet
        return problem is null ? freshness : null;
    }

    internal static IssuerRegistry WithSm(IReadOnlyList<Issuer> issuers)
    {
        var suites = SignatureSuites.Default.With(Sm2Suite.Instance);
        var registry = new IssuerRegistry(issuers, suites);
        return registry;
    }
}
