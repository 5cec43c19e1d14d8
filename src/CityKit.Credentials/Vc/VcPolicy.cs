using CityKit.Credentials.SdJwt;

namespace CityKit.Credentials.Vc;

/// <summary>What a verifier accepts of verifiable credentials (可验证凭证的验证策略).</summary>
public sealed record VcPolicy
{
    /// <summary>What CityKit ships with: any credential type of a trusted issuer, <c>dc+sd-jwt</c> alone.</summary>
    public static VcPolicy Default { get; } = new();

    /// <summary>Algorithms, clocks, ages and limits. Its <see cref="SdJwtPolicy.Types"/> is not asked: the token's type is the draft's.</summary>
    public SdJwtPolicy Token { get; init; } = SdJwtPolicy.Default;

    /// <summary>The credential types (<c>vct</c>) that are taken; empty for all that the issuer may issue.</summary>
    public IReadOnlyList<string> CredentialTypes { get; init; } = [];

    /// <summary>Whether the type <c>vc+sd-jwt</c>, in use until November 2024, is taken too; no.</summary>
    public bool AcceptsFormerType { get; init; }
}
