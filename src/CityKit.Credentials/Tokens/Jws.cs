using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Tokens;

/// <summary>A signed token in its compact form (JWS, 签名令牌; RFC 7515, 7.1), read strictly. Immutable.</summary>
/// <remarks>That it could be read says nothing about its signature: call <see cref="Verify"/> before believing any of it.</remarks>
public sealed class Jws
{
    private readonly byte[] text;
    private readonly byte[] signature;
    private readonly string part;
    private readonly JwsLimits limits;

    private Jws(byte[] text, JwsHeader header, byte[] payload, byte[] signature, string part, JwsLimits limits) =>
        (this.text, Header, Payload, this.signature, this.part, this.limits) = (text, header, payload, signature, part, limits);

    /// <summary>The protected header.</summary>
    public JwsHeader Header { get; }

    /// <summary>The payload's bytes, decoded.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Reads a token with the limits CityKit ships with.</summary>
    /// <inheritdoc cref="Read(string, string, JwsLimits, out CredentialProblem?)"/>
    public static Jws? Read(string token, string part, out CredentialProblem? problem) => Read(token, part, JwsLimits.Default, out problem);

    /// <summary>Reads a token: three parts of base64url, the first a header that names an algorithm.</summary>
    /// <param name="token">The token.</param>
    /// <param name="part">What a problem calls it, such as <c>issuer</c>, <c>key binding</c> or <c>status list</c>.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="problem">What is wrong and on which part; null when it was read.</param>
    /// <returns>The token; null when it is refused.</returns>
    public static Jws? Read(string token, string part, JwsLimits limits, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(limits);
        problem = token.Length > limits.Characters ? TokenProblem.Size(part, token.Length, limits.Characters)
            : Ascii.IsValid(token) ? null : TokenProblem.Encoding(part);
        return problem is null ? Read(Encoding.ASCII.GetBytes(token), part, limits, out problem) : null;
    }

    /// <summary>The payload as JSON, no name twice in an object.</summary>
    /// <returns>The value, or null with what is wrong and where.</returns>
    public JsonValue? ReadPayload(out CredentialProblem? problem)
    {
        var json = JsonText.Parse(Payload.Span, new JsonLimits { Bytes = Payload.Length, Depth = limits.Depth }, out var error);
        problem = error is null ? null : TokenProblem.Json($"{part} payload", error);
        return json;
    }

    /// <summary>Checks that the header names the key's own algorithm and that the signature is this key's.</summary>
    /// <returns>What is wrong; null when the signature is good.</returns>
    public CredentialProblem? Verify(ISignatureVerifier key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Header.Algorithm != key.Algorithm) return TokenProblem.Algorithm($"{part} header alg", Header.Algorithm, key.Algorithm);
        return key.Verify(JwsParts.Of(text).SigningInput, signature) ? null : TokenProblem.Signature($"{part} signature");
    }

    /// <summary>The token in its compact form, as it was read.</summary>
    public override string ToString() => Encoding.ASCII.GetString(text);

    private static Jws? Read(byte[] text, string part, JwsLimits limits, out CredentialProblem? problem)
    {
        var parts = JwsParts.Of(text);
        problem = parts.Problem(part, limits);
        if (problem is not null) return null;
        var (header, payload, signature) =
            (StrictBase64Url.Decode(parts.Header), StrictBase64Url.Decode(parts.Payload), StrictBase64Url.Decode(parts.Signature));
        if (header is null || payload is null || signature is null)
        {
            problem = TokenProblem.Encoding($"{part} {(header is null ? "header" : payload is null ? "payload" : "signature")}");
            return null;
        }
        return JwsHeader.Read(header, part, limits.Depth, new TextStack(), out problem) is { } read ? new Jws(text, read, payload, signature, part, limits) : null;
    }
}
