namespace CityKit.Credentials.SdJwt;

/// <summary>What a verifier asks a holder to sign (出示请求).</summary>
/// <param name="Audience">Who the verifier is, such as its URL; the holder's <c>aud</c> must be exactly this.</param>
/// <param name="Nonce">A text that the verifier uses once, of 128 random bits or more.</param>
/// <param name="Purpose">What the claims are for, such as an item's id and name (CityKit's own claim <c>purpose</c>); null when none is stated.</param>
public sealed record PresentationRequest(string Audience, string Nonce, string? Purpose = null);
