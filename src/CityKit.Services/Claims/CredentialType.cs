using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Services.Claims;

/// <summary>A type of credential (证照类型) as service items know it.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Name">What people call it.</param>
public sealed record CredentialType(string Id, LocalizedText Name)
{
    /// <summary>Other names of the type: the <c>vct</c> of SD-JWT VCs, the code of electronic certificates.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Who may issue it; one of another issuer proves nothing.</summary>
    public ImmutableArray<string> Issuers { get; init; } = [];

    /// <summary>Whether it is issued electronically; paper alone proves nothing to a machine.</summary>
    public bool IsElectronic { get; init; } = true;

    /// <summary>Its claims.</summary>
    public ImmutableArray<CredentialClaim> Claims { get; init; } = [];
}
