using System.Collections.Immutable;
using CityKit.Services.Claims;

namespace CityKit.Services.Items;

/// <summary>One way in which a credential proves a material (证照替代).</summary>
/// <param name="Credential">Whose credential, of which type.</param>
/// <param name="Claims">The claims that prove it, and no more; at least one.</param>
public sealed record MaterialProof(CredentialName Credential, ImmutableArray<string> Claims)
{
    /// <summary>Whether its holder must have signed.</summary>
    public bool NeedsSignature { get; init; }

    /// <summary>Leniencies under which the credential may have been taken; another one proves nothing here.</summary>
    public ImmutableArray<string> Leniencies { get; init; } = [];
}
