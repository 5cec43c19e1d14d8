using NodaTime;

namespace CityKit.Services.Claims;

/// <summary>A wallet as a file's types see it at one moment: which credentials of a party and type there are, the best first.</summary>
internal sealed class WalletView
{
    private readonly Dictionary<CredentialName, List<HeldCredential>> held = [];
    private readonly CredentialTypes types;

    /// <exception cref="ArgumentException">Two credentials have one id.</exception>
    internal WalletView(IEnumerable<HeldCredential> wallet, CredentialTypes types, Instant now)
    {
        (this.types, Now) = (types, now);
        var ids = new HashSet<string>();
        foreach (var credential in wallet)
            if (!ids.Add(credential.Id))
                throw new ArgumentException($"Two credentials have the id '{credential.Id}'.", nameof(wallet));
            else if (types.Find(credential.Type) is { } type) ListOf(new CredentialName(credential.Party, type.Id)).Add(credential);
        foreach (var list in held.Values)
            if (list.Count > 1) list.Sort(BetterFirst);
    }

    internal Instant Now { get; }

    internal CredentialTypes Types => types;

    /// <summary>The credentials of a party and type, those valid longest first.</summary>
    internal IReadOnlyList<HeldCredential> Of(CredentialName name) => held.GetValueOrDefault(name) ?? (IReadOnlyList<HeldCredential>)[];

    /// <summary>Why one of them proves nothing, whatever is asked of it.</summary>
    internal CredentialFault FaultOf(CredentialName name, HeldCredential credential) =>
        !types.Find(name.Type)!.Issuers.Contains(credential.Issuer) ? CredentialFault.WrongIssuer
        : credential.ValidFrom > Now ? CredentialFault.NotYetValid
        : credential.ValidUntil <= Now ? CredentialFault.Expired
        : credential.Status switch
        {
            HeldStatus.Valid => CredentialFault.None,
            HeldStatus.Revoked => CredentialFault.Revoked,
            HeldStatus.Suspended => CredentialFault.Suspended,
            HeldStatus.Stale => CredentialFault.Stale,
            _ => CredentialFault.UnknownStatus,
        };

    /// <summary>A claim that may be relied on: of a credential without fault, taken without leniency; null when there is none.</summary>
    internal (HeldCredential Credential, ClaimValue Value)? Find(ClaimName name)
    {
        foreach (var credential in Of(name.Of))
            if (credential.Leniencies.IsEmpty && credential.Claims.TryGetValue(name.Claim, out var value)
                && FaultOf(name.Of, credential) == CredentialFault.None) return (credential, value);
        return null;
    }

    private List<HeldCredential> ListOf(CredentialName name)
    {
        if (!held.TryGetValue(name, out var list)) held.Add(name, list = []);
        return list;
    }

    private static int BetterFirst(HeldCredential one, HeldCredential other)
    {
        var longer = (other.ValidUntil ?? Instant.MaxValue).CompareTo(one.ValidUntil ?? Instant.MaxValue);
        return longer != 0 ? longer : string.CompareOrdinal(one.Id, other.Id);
    }
}
