using System.Collections.Immutable;
using CityKit.Services.Claims;

namespace CityKit.Services.Plans;

/// <summary>What is to be shown of one credential, and no more (最小披露).</summary>
/// <param name="Credential">The credential's id in the wallet.</param>
/// <param name="Name">Whose it is, and of which type.</param>
/// <param name="Claims">The claims, by name.</param>
public sealed record Disclosure(string Credential, CredentialName Name, ImmutableArray<DisclosedClaim> Claims);
