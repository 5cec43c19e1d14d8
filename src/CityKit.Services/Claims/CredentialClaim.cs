namespace CityKit.Services.Claims;

/// <summary>A claim that a type of credential has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Class">How much it says of a person.</param>
public sealed record CredentialClaim(string Name, ClaimClass Class);
