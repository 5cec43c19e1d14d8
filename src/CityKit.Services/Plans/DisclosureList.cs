using System.Collections.Immutable;
using CityKit.Services.Claims;

namespace CityKit.Services.Plans;

/// <summary>Gathers what is to be shown, by credential, in the order of first use.</summary>
internal sealed class DisclosureList
{
    private readonly Dictionary<(string Credential, string Claim), List<string>> purposes = [];
    private readonly Dictionary<string, (CredentialName Name, List<string> Claims)> credentials = [];

    internal bool Has(string credential, string claim) => purposes.ContainsKey((credential, claim));

    internal void Add(HeldCredential credential, CredentialName name, string claim, string purpose)
    {
        if (!purposes.TryGetValue((credential.Id, claim), out var known))
        {
            purposes.Add((credential.Id, claim), known = []);
            if (!credentials.TryGetValue(credential.Id, out var shown)) credentials.Add(credential.Id, shown = (name, []));
            shown.Claims.Add(claim);
        }
        if (!known.Contains(purpose)) known.Add(purpose);
    }

    internal ImmutableArray<Disclosure> ToArray() => [.. credentials.Select(shown =>
        new Disclosure(shown.Key, shown.Value.Name, [.. shown.Value.Claims.Order(StringComparer.Ordinal)
            .Select(claim => new DisclosedClaim(claim, [.. purposes[(shown.Key, claim)]]))]))];
}
