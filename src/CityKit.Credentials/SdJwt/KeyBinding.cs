using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>What the holder signed for one verifier (密钥绑定; RFC 9901, 4.3).</summary>
/// <param name="Audience">The verifier that it was signed for.</param>
/// <param name="Nonce">The verifier's nonce.</param>
/// <param name="IssuedAt">When the holder signed.</param>
/// <param name="Purpose">What the holder presents it for, in the verifier's words; null when it states none.</param>
public sealed record KeyBinding(string Audience, string Nonce, Instant IssuedAt, string? Purpose);
