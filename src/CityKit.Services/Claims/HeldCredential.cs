using System.Collections.Immutable;
using NodaTime;

namespace CityKit.Services.Claims;

/// <summary>
/// A credential in an applicant's wallet (持有的证照), as plans see it: an SD-JWT VC or an electronic certificate that was verified, or one
/// that a wallet says it holds.
/// </summary>
/// <param name="Id">Which, unique in the wallet; it says nothing of a person.</param>
/// <param name="Type">
/// Its type as its issuer writes it: the id of a <see cref="CredentialType"/> or one of its <see cref="CredentialType.Types"/>.
/// </param>
/// <param name="Issuer">Who issued it.</param>
/// <param name="Claims">The claims that it can show, by name.</param>
public sealed record HeldCredential(string Id, string Type, string Issuer, IReadOnlyDictionary<string, ClaimValue> Claims)
{
    /// <summary>Whose it is: a party of the service file.</summary>
    public string Party { get; init; } = CredentialName.Applicant;

    /// <summary>What is known of its status.</summary>
    public required HeldStatus Status { get; init; }

    /// <summary>From when on it is valid; null for always.</summary>
    public Instant? ValidFrom { get; init; }

    /// <summary>Until when it is valid, itself not in it; null forever.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>Whether its holder has signed with the key that it is bound to: takes the place of a signature on site.</summary>
    public bool IsSigned { get; init; }

    /// <summary>
    /// Under which leniencies it was taken, such as <c>check-digit</c> for a real number that breaks its own rule; none for most.
    /// </summary>
    public ImmutableArray<string> Leniencies { get; init; } = [];
}
