using System.Collections.Frozen;

namespace CityKit.Services.Claims;

/// <summary>The types of credentials and the parties of a file, by their names.</summary>
internal sealed class CredentialTypes
{
    private readonly FrozenDictionary<string, CredentialType> byType;
    private readonly FrozenDictionary<string, ClaimClass> parties;
    private readonly FrozenDictionary<(string Type, string Claim), ClaimClass> classes;

    internal CredentialTypes(IReadOnlyList<CredentialType> all, IReadOnlyList<Party> parties)
    {
        byType = all.SelectMany(type => type.Types.Append(type.Id).Distinct().Select(name => (name, type)))
            .ToFrozenDictionary(pair => pair.name, pair => pair.type);
        this.parties = parties.ToFrozenDictionary(party => party.Id, party => party.Class);
        classes = all.SelectMany(type => type.Claims.Select(claim => (Key: (type.Id, claim.Name), claim.Class)))
            .ToFrozenDictionary(pair => pair.Key, pair => pair.Class);
    }

    /// <summary>The type that an issuer's name for it means; null for none.</summary>
    internal CredentialType? Find(string type) => byType.GetValueOrDefault(type);

    /// <summary>How much a claim says of a person; one that the file does not list is personal.</summary>
    internal ClaimClass ClassOf(ClaimName claim)
    {
        var own = classes.GetValueOrDefault((claim.Of.Type, claim.Claim), ClaimClass.Personal);
        return parties.GetValueOrDefault(claim.Of.Party) is var floor && floor > own ? floor : own;
    }
}
