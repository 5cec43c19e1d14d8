using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;

namespace CityKit.Credentials.Vc;

/// <summary>A verifiable credential whose every check succeeded, but for its status (已验证的可验证凭证).</summary>
/// <param name="Type">Its type, <c>vct</c>.</param>
/// <param name="Token">Its issuer, claims, times, holder's key and binding.</param>
/// <param name="Status">Where its status is to be found: a list that the caller checks; null when it cannot be revoked.</param>
public sealed record VerifiedVc(string Type, VerifiedSdJwt Token, StatusReference? Status);
