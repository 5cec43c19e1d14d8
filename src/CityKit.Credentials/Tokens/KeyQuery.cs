using NodaTime;

namespace CityKit.Credentials.Tokens;

/// <summary>
/// What a token says about who signed it. None of it is believed yet. <c>default</c> has no header, and no key answers it.
/// </summary>
/// <param name="Header">The token's header, with <c>kid</c> and <c>x5c</c>.</param>
/// <param name="Issuer">The issuer that it names, <c>iss</c>; null when it names none.</param>
/// <param name="CredentialType">The type of credential that it claims to be, <c>vct</c>; null when it is no credential.</param>
/// <param name="At">The time of the question.</param>
/// <param name="IssuedAt">When it says it was signed, <c>iat</c>: an issuer's key of that time verifies it. Null when it does not say, and
/// <paramref name="At"/> counts.</param>
public readonly record struct KeyQuery(JwsHeader Header, string? Issuer, string? CredentialType, Instant At, Instant? IssuedAt = null);
