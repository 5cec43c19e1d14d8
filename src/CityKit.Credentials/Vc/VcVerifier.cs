using CityKit.Core.Text;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Vc;

/// <summary>
/// Verifies verifiable credentials (验证可验证凭证; draft-ietf-oauth-sd-jwt-vc-24): yes, or exactly which check failed on which part.
/// </summary>
/// <remarks>
/// For a counter, a hall or a gate with time to ask. Safe to use from several threads at once. It does not ask the status: what that takes
/// is in the answer, for a <see cref="StatusListCache"/>. Type metadata is never fetched, and no network is used.
/// </remarks>
/// <example><code>
/// var nonces = new OneTimeNonces(Duration.FromMinutes(5));
/// var request = new PresentationRequest("https://hall.example", nonces.Create(now, random), "elder-allowance");
/// var verifier = new VcVerifier(issuers, new VcPolicy { CredentialTypes = ["https://credentials.example/resident"] }, nonces);
/// var shown = verifier.VerifyPresentation(received, request, now, out var problem);
/// Console.WriteLine(shown is null ? problem!.Message.En : shown.Token.Claims.Text(ClaimPath.Of("name")));
/// </code></example>
public sealed class VcVerifier
{
    private readonly SdJwtVerifier tokens;
    private readonly VcPolicy policy;

    /// <summary>A verifier.</summary>
    /// <param name="issuers">Whose signatures are believed.</param>
    /// <param name="policy">What is accepted; <see cref="VcPolicy.Default"/> by default.</param>
    /// <param name="nonces">Where nonces are used up. Without one, the caller makes sure that a nonce is asked for once.</param>
    public VcVerifier(IIssuerKeys issuers, VcPolicy? policy = null, INonceRegister? nonces = null)
    {
        this.policy = policy ?? VcPolicy.Default;
        IReadOnlyList<string> types = this.policy.AcceptsFormerType ? [VcTypes.Token, VcTypes.FormerToken] : [VcTypes.Token];
        tokens = new SdJwtVerifier(issuers, this.policy.Token with { Types = types }, nonces, VcTypes.Undisclosable);
    }

    /// <summary>Verifies what a holder presents to this verifier.</summary>
    /// <inheritdoc cref="SdJwtVerifier.VerifyPresentation"/>
    public VerifiedVc? VerifyPresentation(string presentation, PresentationRequest request, Instant at, out CredentialProblem? problem) =>
        tokens.VerifyPresentation(presentation, request, at, out problem) is { } token ? Read(token, out problem) : null;

    /// <summary>Verifies a credential as it was issued, without the holder.</summary>
    /// <inheritdoc cref="SdJwtVerifier.VerifyIssued"/>
    public VerifiedVc? VerifyIssued(string credential, Instant at, out CredentialProblem? problem) =>
        tokens.VerifyIssued(credential, at, out problem) is { } token ? Read(token, out problem) : null;

    private VerifiedVc? Read(VerifiedSdJwt token, out CredentialProblem? problem)
    {
        problem = token.CredentialType switch
        {
            null or "" => SdProblem.Missing("credential-type", "payload /vct"),
            var type when policy.CredentialTypes.Count > 0 && !policy.CredentialTypes.Contains(type) => OtherType(type),
            _ => null,
        };
        var status = problem is null ? StatusOf(token.Claims, out problem) : null;
        return problem is null ? new VerifiedVc(token.CredentialType!, token, status) : null;
    }

    private CredentialProblem OtherType(string type) => CredentialProblem.Of("credential-type", "payload /vct",
        $"The type is '{TokenProblem.Cut(type)}'; {string.Join(", ", policy.CredentialTypes)} is asked for.",
        $"凭证类型为“{TokenProblem.Cut(type)}”，所需类型为 {string.Join("、", policy.CredentialTypes)}。");

    private static StatusReference? StatusOf(VerifiedClaims claims, out CredentialProblem? problem)
    {
        problem = null;
        var status = claims.Slice("status"u8);
        return status.IsEmpty ? null
            : StatusReference.Read(JsonText.Parse([.. "{\"status\":"u8, .. status, (byte)'}'], out _)!, out problem);
    }
}
