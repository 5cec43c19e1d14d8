using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>Verifies what the holder signed (RFC 9901, 7.3, step 5). Cheap checks first, the key and its signature then, the nonce's register last.</summary>
internal sealed class BindingVerifier(SdJwtPolicy policy, INonceRegister? nonces)
{
    private const string Binding = "key binding";

    internal KeyBinding? Verify(SdWorkspace room, IssuedPart issued, PresentationRequest request, Instant at, out CredentialProblem? problem)
    {
        var parts = JwsParts.Of(room.Parts.KeyBinding);
        problem = parts.Problem(Binding, policy.Limits.Token);
        if (problem is not null || ReadHeader(room, parts, out problem) is not { } header) return null;
        var payload = room.Decode(parts.Payload, "key binding payload", ref problem);
        if (problem is not null) return null;
        var claims = BindingClaims.Read(payload, policy.Limits, room.Names, out problem);
        problem ??= Check(claims, request, at) ?? CheckDigest(room, issued, claims) ?? CheckSignature(room, parts, header, issued.Credential.HolderKey)
            ?? CheckNonce(request, at);
        return problem is null ? new KeyBinding(request.Audience, request.Nonce, claims.IssuedAt!.Value, claims.Purpose) : null;
    }

    private JwsHeader? ReadHeader(SdWorkspace room, JwsParts parts, out CredentialProblem? problem)
    {
        problem = null;
        var utf8 = room.Decode(parts.Header, "key binding header", ref problem);
        if (problem is not null || JwsHeader.Read(utf8, Binding, policy.Limits.Token.Depth, room.Names, out problem) is not { } header) return null;
        problem = header.Type == SdJwtHolder.BindingType ? null : TokenProblem.Type("key binding header typ", header.Type, SdJwtHolder.BindingType);
        return problem is null ? header : null;
    }

    private CredentialProblem? Check(in BindingClaims claims, PresentationRequest request, Instant at) => claims switch
    {
        _ when claims.Audience != request.Audience => SdProblem.Audience(claims.Audience, request.Audience),
        _ when claims.Nonce != request.Nonce => SdProblem.Nonce(claims.Nonce is null),
        _ when request.Purpose is { } purpose && claims.Purpose != purpose => SdProblem.Purpose(claims.Purpose, purpose),
        { IssuedAt: null } => SdProblem.Missing("issued-at", "key binding payload /iat"),
        { IssuedAt: { } signed } when signed > at + policy.Skew => SdProblem.Later("issued-at", "key binding payload /iat", signed, at, policy.Skew),
        { IssuedAt: { } signed } when signed < at - policy.BindingAge - policy.Skew => SdProblem.TooOld(signed, at, policy.BindingAge, policy.Skew),
        { Expires: { } end } when end <= at - policy.Skew => SdProblem.Expired("key binding payload /exp", end, at, policy.Skew),
        { NotBefore: { } start } when start > at + policy.Skew =>
            SdProblem.Later("not-yet-valid", "key binding payload /nbf", start, at, policy.Skew),
        _ => null,
    };

    private static CredentialProblem? CheckDigest(SdWorkspace room, IssuedPart issued, in BindingClaims claims) =>
        claims.Digest is { } digest && room.IsBound(digest, issued.Hash) ? null : SdProblem.BoundDigest();

    private CredentialProblem? CheckSignature(SdWorkspace room, JwsParts parts, JwsHeader header, PublicJwk? holder)
    {
        CredentialProblem? problem = null;
        if (holder is null) return SdProblem.NoHolderKey();
        var signature = room.Decode(parts.Signature, "key binding signature", ref problem);
        if (problem is not null) return problem;
        using var key = policy.Suites.Find(header.Algorithm)?.Import(holder);
        if (key is null) return TokenProblem.Algorithm("key binding header alg", header.Algorithm, $"an accepted algorithm of the holder's {holder.Curve} key");
        return key.Verify(parts.SigningInput, signature) ? null : TokenProblem.Signature("key binding signature");
    }

    private CredentialProblem? CheckNonce(PresentationRequest request, Instant at) =>
        nonces is null || nonces.TryUse(request.Nonce, at) ? null : SdProblem.NonceUsed();
}
