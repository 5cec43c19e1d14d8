using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>A trust bundle ready for a gate (闸机信任数据): keys are imported once. Immutable and safe for several threads.</summary>
public sealed class GateTrust
{
    private readonly IssuerRegistry issuers;
    private readonly Dictionary<(string Issuer, int Number), StatusListToken> lists;

    /// <summary>Takes a bundle whose signature was checked.</summary>
    public GateTrust(TrustBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Bundle = bundle;
        issuers = bundle.ToRegistry();
        lists = bundle.Issuers.SelectMany(issuer => issuer.Lists.Select(list => (Key: (issuer.Issuer.Id, list.Number), list.List)))
            .ToDictionary(entry => entry.Key, entry => entry.List);
    }

    /// <summary>The bundle.</summary>
    public TrustBundle Bundle { get; }

    /// <summary>The key that signed a pass: it must sign when the pass begins, and its issuer may issue the type.</summary>
    internal ISignatureVerifier? KeyOf(Pass pass) => issuers.Find(pass.Issuer)?.MayIssue(pass.Type) == true
        ? issuers.FindKey(pass.Issuer, pass.KeyId, Es256Suite.Name, pass.ValidFrom, out _)
        : null;

    /// <summary>What speaks against a pass in its issuer's list; null for nothing. A list may be as old as its bundle may be.</summary>
    internal Refusal? WhyNot(Pass pass, Instant now, Duration grace)
    {
        if (!lists.TryGetValue((pass.Issuer, pass.StatusList), out var list)) return PassRefusals.UnknownStatus;
        return list.Check(pass.StatusIndex, now, new StatusPolicy(Bundle.ValidUntil - Bundle.MadeAt + grace)).Verdict switch
        {
            StatusVerdict.Valid => null,
            StatusVerdict.Revoked => PassRefusals.Revoked,
            StatusVerdict.Suspended => PassRefusals.Suspended,
            StatusVerdict.Stale => PassRefusals.StaleList(now - list.IssuedAt),
            _ => PassRefusals.UnknownStatus,
        };
    }
}
