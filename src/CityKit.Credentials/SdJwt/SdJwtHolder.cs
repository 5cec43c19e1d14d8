using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Buffers;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>Chooses what a holder discloses of a credential, and signs it for one verifier (持有人; RFC 9901, 7.2).</summary>
/// <remarks>
/// For a wallet, or a test that plays one. It is pure and serves any thread. It does not check the issuer: a credential is verified when it
/// is received, with <see cref="SdJwtVerifier.VerifyIssued"/>. It keeps no keys and asks nobody for consent.
/// </remarks>
/// <example><code>
/// var request = new PresentationRequest("https://hall.example", "a-nonce-of-the-hall", "elder-allowance");
/// if (SdJwtToken.Parse(received, out var problem) is { } credential
///     &amp;&amp; SdJwtHolder.Select(credential, [ClaimPath.Of("name")], out problem) is { } chosen
///     &amp;&amp; SdJwtHolder.Present(chosen, request, phone, now, out problem) is { } presentation)
///     Console.WriteLine(presentation);
/// else Console.Error.WriteLine(problem!.Message.En);
/// </code></example>
public static class SdJwtHolder
{
    internal const string BindingType = "kb+jwt";

    /// <summary>The credential with no more disclosures than these claims need.</summary>
    /// <param name="credential">The credential as it was issued.</param>
    /// <param name="claims">The claims to disclose, each with all that is within it. What is always visible may be named too.</param>
    /// <param name="problem">Which claim the credential does not have, or what is wrong with it; null when it was selected.</param>
    /// <returns>The selection; null when there is none.</returns>
    public static SdJwtToken? Select(SdJwtToken credential, IReadOnlyList<ClaimPath> claims, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(credential);
        ArgumentNullException.ThrowIfNull(claims);
        if (UnverifiedSdJwt.Read(credential, SdJwtLimits.Default, out problem) is not { } read) return null;
        problem = claims.FirstOrDefault(claim => read.Claims.At(claim) is null) is { } missing ? SdProblem.NoSuchClaim(missing) : null;
        if (problem is not null) return null;
        var chosen = read.Places.Where(place => claims.Any(claim => claim.IsOnTheWayOf(place.Path)))
            .Select(place => place.Disclosure).ToHashSet();
        return new SdJwtToken(credential.IssuerToken, [.. credential.Disclosures.Where((_, at) => chosen.Contains(at))]);
    }

    /// <summary>Signs a selection for one verifier.</summary>
    /// <param name="selection">What is disclosed.</param>
    /// <param name="request">Whom it is for, the verifier's nonce, and the purpose.</param>
    /// <param name="holder">The holder's key, which the credential must name.</param>
    /// <param name="at">The time.</param>
    /// <param name="problem">Why it cannot be bound: the credential names another key, or none; null when it was signed.</param>
    /// <returns>The presentation; null when there is none.</returns>
    /// <exception cref="ArgumentException">The request has no audience or no nonce.</exception>
    public static SdJwtToken? Present(SdJwtToken selection, PresentationRequest request, ISigner holder, Instant at,
        out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        ArgumentNullException.ThrowIfNull(holder);
        if (Jws.Read(selection.IssuerToken, "issuer", out problem)?.ReadPayload(out problem) is not { } payload) return null;
        problem = KeyOf(payload) is not { } key ? SdProblem.NoHolderKey() : key.Equals(holder.PublicKey) ? null
            : SdProblem.OtherHolderKey();
        if (problem is not null) return null;
        var digest = SdHash.Text(HashOf(payload), Encoding.ASCII.GetBytes(selection.Selection()));
        return new SdJwtToken(selection.IssuerToken, selection.Disclosures, Sign(request, digest, holder, at));
    }

    private static string Sign(PresentationRequest request, string digest, ISigner holder, Instant at)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("iat", at.ToUnixTimeSeconds());
        json.WriteString("aud", request.Audience);
        json.WriteString("nonce", request.Nonce);
        if (request.Purpose is { } purpose) json.WriteString("purpose", purpose);
        json.WriteString("sd_hash", digest);
        json.WriteEndObject();
        json.Flush();
        return JwsWriter.Sign(holder, BindingType, bytes.WrittenSpan);
    }

    private static PublicJwk? KeyOf(JsonValue payload) =>
        payload.Find("cnf")?.Value.Find("jwk") is { } jwk ? PublicJwk.Read(jwk.Value, out _) : null;

    private static HashAlgorithmName HashOf(JsonValue payload) =>
        SdHash.Find(payload.Find("_sd_alg")?.Value.Text ?? SdHash.Default) ?? HashAlgorithmName.SHA256;
}
