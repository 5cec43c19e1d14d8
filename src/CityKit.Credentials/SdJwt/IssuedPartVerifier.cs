using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>Verifies the issuer's signature and the disclosures (RFC 9901, 7.1).</summary>
internal sealed class IssuedPartVerifier(IIssuerKeys issuers, SdJwtPolicy policy, string[] undisclosable)
{
    private const string Issuer = "issuer";

    private readonly IssuedPartCache? cache = policy.CachedCredentials > 0 ? new IssuedPartCache(policy.CachedCredentials) : null;

    /// <summary>Verifies the part, or finds that it was verified before with the key that is trusted now.</summary>
    internal IssuedPart? Verify(SdWorkspace room, Instant at, out CredentialProblem? problem)
    {
        if (cache?.Find(room.BoundDigest) is { } known && IsStillTrusted(known, at, out problem)) return known;
        var part = VerifyAnew(room, at, out problem);
        if (part is not null) cache?.Add(room.BoundDigest, part);
        return part;
    }

    private bool IsStillTrusted(IssuedPart known, Instant at, out CredentialProblem? problem)
    {
        var credential = known.Credential;
        var query = new KeyQuery(credential.Header, credential.Issuer, credential.CredentialType, at, known.HeadIssuedAt);
        return issuers.Find(query, out problem) == known.Key;
    }

    private IssuedPart? VerifyAnew(SdWorkspace room, Instant at, out CredentialProblem? problem)
    {
        var parts = JwsParts.Of(room.Parts.IssuerToken);
        problem = parts.Problem(Issuer, policy.Limits.Token);
        if (problem is not null || ReadHeader(room, parts, out problem) is not { } header) return null;
        var payload = room.Decode(parts.Payload, "issuer payload", ref problem);
        if (problem is not null) return null;
        var head = PayloadHead.Read(payload, policy.Limits.Token.Depth, out problem);
        if (problem is not null || KeyOf(header, head, at, out problem) is not { } key) return null;
        problem = VerifySignature(room, parts, key);
        return problem is null ? Expand(room, payload, header, head, key, out problem) : null;
    }

    private JwsHeader? ReadHeader(SdWorkspace room, JwsParts parts, out CredentialProblem? problem)
    {
        problem = null;
        var utf8 = room.Decode(parts.Header, "issuer header", ref problem);
        if (problem is not null
            || JwsHeader.Read(utf8, Issuer, policy.Limits.Token.Depth, room.Names, out problem) is not { } header) return null;
        problem = policy.Suites.Find(header.Algorithm) is null
            ? TokenProblem.Algorithm("issuer header alg", header.Algorithm, string.Join(", ", policy.Suites.Algorithms))
            : policy.Types.Count > 0 && !policy.Types.Contains(header.Type ?? "")
                ? TokenProblem.Type("issuer header typ", header.Type, string.Join(", ", policy.Types)) : null;
        return problem is null ? header : null;
    }

    private ISignatureVerifier? KeyOf(JwsHeader header, in PayloadHead head, Instant at, out CredentialProblem? problem)
    {
        if (issuers.Find(new KeyQuery(header, head.Issuer, head.CredentialType, at, head.IssuedAt), out problem) is not { } key)
        {
            problem ??= SdProblem.UnknownIssuer(head.Issuer);
            return null;
        }
        problem = key.Algorithm == header.Algorithm ? null : TokenProblem.Algorithm("issuer header alg", header.Algorithm, key.Algorithm);
        return problem is null ? key : null;
    }

    private static CredentialProblem? VerifySignature(SdWorkspace room, JwsParts parts, ISignatureVerifier key)
    {
        CredentialProblem? problem = null;
        var signature = room.Decode(parts.Signature, "issuer signature", ref problem);
        if (problem is not null) return problem;
        return key.Verify(parts.SigningInput, signature) ? null : TokenProblem.Signature("issuer signature");
    }

    private IssuedPart? Expand(SdWorkspace room, ReadOnlySpan<byte> payload, JwsHeader header, in PayloadHead head, ISignatureVerifier key,
        out CredentialProblem? problem)
    {
        problem = SdHash.Find(head.HashName) is null ? SdProblem.HashAlgorithm(head.HashName) : null;
        if (problem is not null) return null;
        var (hash, expander) = (SdHash.Find(head.HashName)!.Value, room.Expander);
        problem = expander.Expand(payload, room.DisclosuresText, hash, policy.Limits, undisclosable) ? null : expander.Problem;
        if (problem is not null) return null;
        var credential = new VerifiedSdJwt(header, new VerifiedClaims(expander.Claims.ToArray()))
        {
            Issuer = head.Issuer,
            CredentialType = head.CredentialType,
            IssuedAt = TimeOf(expander, "iat"u8, ref problem),
            NotBefore = TimeOf(expander, "nbf"u8, ref problem),
            Expires = TimeOf(expander, "exp"u8, ref problem),
            HolderKey = ConfirmationKey.Read(expander.Find("cnf"u8)),
        };
        var audiences = AudiencesOf(expander.Find("aud"u8), ref problem);
        return problem is null ? new IssuedPart(credential, key, head.IssuedAt, hash, audiences) : null;
    }

    private static Instant? TimeOf(ClaimsExpander claims, ReadOnlySpan<byte> name, ref CredentialProblem? problem)
    {
        var json = claims.Find(name);
        if (json.IsEmpty) return null;
        if (NumericDate.TryRead(json, out var time)) return time;
        problem ??= SdProblem.NotTime($"payload /{Encoding.ASCII.GetString(name)}");
        return null;
    }

    private static IReadOnlyList<string>? AudiencesOf(ReadOnlySpan<byte> json, ref CredentialProblem? problem)
    {
        if (json.IsEmpty) return null;
        var value = JsonText.Parse(json, out _)!;
        if (value.Kind == JsonKind.String) return [value.Text];
        if (value.Kind != JsonKind.Array || value.Items.Any(item => item.Kind != JsonKind.String))
            problem ??= TokenProblem.Form("payload /aud", value.Shown, new("文本或文本数组", "a text or an array of texts"));
        return [.. value.Items.Select(item => item.Text)];
    }
}
