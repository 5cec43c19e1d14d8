using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>Verifies SD-JWTs (验证; RFC 9901, 7): yes, or exactly which check failed on which part. Safe to use from several threads at
/// once.</summary>
/// <remarks>It asks no network. Whether a credential was revoked is a question of its own, for the status list that it names.</remarks>
public sealed class SdJwtVerifier
{
    private static readonly string[] OfIssuer = ["iss"];

    private readonly IssuedPartVerifier issued;
    private readonly BindingVerifier bindings;
    private readonly SdJwtPolicy policy;

    /// <summary>A verifier.</summary>
    /// <param name="issuers">Whose signatures are believed.</param>
    /// <param name="policy">What is accepted; <see cref="SdJwtPolicy.Default"/> by default.</param>
    /// <param name="nonces">Where nonces are used up. Without one, the caller makes sure that a nonce is asked for once.</param>
    public SdJwtVerifier(IIssuerKeys issuers, SdJwtPolicy? policy = null, INonceRegister? nonces = null)
        : this(issuers, policy ?? SdJwtPolicy.Default, nonces, OfIssuer) { }

    internal SdJwtVerifier(IIssuerKeys issuers, SdJwtPolicy policy, INonceRegister? nonces, string[] undisclosable)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        this.policy = policy;
        issued = new IssuedPartVerifier(issuers, policy, undisclosable);
        bindings = new BindingVerifier(policy, nonces);
    }

    /// <summary>Verifies what a holder presents to this verifier; the holder's signature is required.</summary>
    /// <param name="presentation">The presentation in its compact form: <c>issuer token ~ disclosures ~ holder token</c>.</param>
    /// <param name="request">What the verifier asked the holder to sign.</param>
    /// <param name="at">The time.</param>
    /// <param name="problem">Which check failed on which part; null when all succeeded.</param>
    /// <returns>The credential and its binding; null when it is refused.</returns>
    /// <exception cref="ArgumentException">The request has no audience or no nonce.</exception>
    public VerifiedSdJwt? VerifyPresentation(string presentation, PresentationRequest request, Instant at, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        return Verify(presentation, request, at, out problem);
    }

    /// <summary>Verifies a credential as it was issued, without the holder: by the holder on receipt, or where no proof of possession is
    /// asked for.</summary>
    /// <remarks>A presentation to some verifier is refused (RFC 9901, 7.2), and <c>aud</c> is not checked: there is no verifier.</remarks>
    /// <param name="credential">The credential in its compact form: <c>issuer token ~ disclosures ~</c>.</param>
    /// <param name="at">The time.</param>
    /// <param name="problem">Which check failed on which part; null when all succeeded.</param>
    /// <returns>The credential; null when it is refused.</returns>
    public VerifiedSdJwt? VerifyIssued(string credential, Instant at, out CredentialProblem? problem) =>
        Verify(credential, null, at, out problem);

    private VerifiedSdJwt? Verify(string token, PresentationRequest? request, Instant at, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(token);
        var room = SdWorkspace.Rent();
        try
        {
            problem = room.Load(token, policy.Limits) ?? CheckBound(room, request);
            return problem is null ? Verify(room, request, at, out problem) : null;
        }
        finally
        {
            room.Return();
        }
    }

    private VerifiedSdJwt? Verify(SdWorkspace room, PresentationRequest? request, Instant at, out CredentialProblem? problem)
    {
        if (issued.Verify(room, at, out problem) is not { } part) return null;
        problem = CheckTimes(part.Credential, at) ?? CheckAudience(part, request);
        if (problem is not null) return null;
        if (request is null) return part.Credential;
        return bindings.Verify(room, part, request, at, out problem) is { } binding ? part.Credential with { Binding = binding } : null;
    }

    private static CredentialProblem? CheckBound(SdWorkspace room, PresentationRequest? request) =>
        request is null == room.Parts.KeyBinding.IsEmpty ? null : request is null ? SdProblem.Bound() : SdProblem.NotBound();

    private static CredentialProblem? CheckAudience(IssuedPart part, PresentationRequest? request) =>
        part.Audiences is { } audiences && request is not null && !audiences.Contains(request.Audience)
            ? SdProblem.OtherAudience(audiences, request.Audience) : null;

    private CredentialProblem? CheckTimes(VerifiedSdJwt credential, Instant at) => credential switch
    {
        { Expires: null } when policy.RequiresExpiry => SdProblem.Missing("expired", "payload /exp"),
        { Expires: { } end } when end <= at - policy.Skew => SdProblem.Expired("payload /exp", end, at, policy.Skew),
        { NotBefore: { } start } when start > at + policy.Skew => SdProblem.Later("not-yet-valid", "payload /nbf", start, at, policy.Skew),
        { IssuedAt: { } issuedAt } when issuedAt > at + policy.Skew =>
            SdProblem.Later("issued-at", "payload /iat", issuedAt, at, policy.Skew),
        _ => null,
    };
}
