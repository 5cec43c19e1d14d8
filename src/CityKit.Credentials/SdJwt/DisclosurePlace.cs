namespace CityKit.Credentials.SdJwt;

/// <summary>Where a digest of a token belongs.</summary>
/// <param name="Path">The claim's place; of a hidden digest, the place of its object or array.</param>
/// <param name="Disclosure">The disclosure's position in the token, from 0; null when the token does not disclose it.</param>
internal readonly record struct DisclosurePlace(ClaimPath Path, int? Disclosure);
