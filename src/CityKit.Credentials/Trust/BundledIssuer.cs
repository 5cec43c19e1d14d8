namespace CityKit.Credentials.Trust;

/// <summary>An issuer in a trust bundle, with its status lists.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Lists">Its lists, at most 64, each with another number and URI.</param>
public sealed record BundledIssuer(Issuer Issuer, IReadOnlyList<BundledList> Lists);
