using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>What a verifier accepts (验证策略).</summary>
public sealed record SdJwtPolicy
{
    /// <summary>What CityKit ships with: ES256, any type, clocks one minute apart, key bindings five minutes old.</summary>
    public static SdJwtPolicy Default { get; } = new();

    /// <summary>The signature algorithms, of issuers and of holders; ES256.</summary>
    public SignatureSuites Suites { get; init; } = SignatureSuites.Default;

    /// <summary>The types (<c>typ</c>) that are taken; empty for any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>How far the clocks of issuer, holder and verifier may be apart; one minute.</summary>
    public Duration Skew { get; init; } = Duration.FromMinutes(1);

    /// <summary>How old a holder's signature may be; five minutes.</summary>
    public Duration BindingAge { get; init; } = Duration.FromMinutes(5);

    /// <summary>Whether a credential without <c>exp</c>, or one that hides it, is refused; no.</summary>
    public bool RequiresExpiry { get; init; }

    /// <summary>How many verified issuer's parts are kept, so that the same credential with the same disclosures is verified faster; none
    /// by default. Holders' signatures are never kept. What is kept is personal data in memory.</summary>
    public int CachedCredentials { get; init; }

    /// <summary>How large a presentation may be.</summary>
    public SdJwtLimits Limits { get; init; } = SdJwtLimits.Default;
}
