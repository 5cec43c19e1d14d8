using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>
/// One version of a certificate as the registry has it (证照登记): where it is in its life, and which protected record says the rest. Holder
/// and identifier are subjects; nothing here says whose it is once the holder is erased.
/// </summary>
/// <param name="Id">The subject that stands for the identifier.</param>
/// <param name="Holder">The holder's subject.</param>
/// <param name="Type">The type's code.</param>
/// <param name="Issuer">The name of the issuing body.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="State">The stored state; by its dates it may be expired, see <see cref="On"/>.</param>
/// <param name="ValidFrom">Its first valid day.</param>
/// <param name="ValidUntil">Its last valid day; null for never.</param>
/// <param name="Record">The protected record with the content.</param>
/// <param name="Previous">The version before; null for none.</param>
/// <param name="Next">The version after; null for none.</param>
public sealed record CertificateEntry(string Id, string Holder, string Type, string Issuer, int Version, CertificateState State,
    LocalDate ValidFrom, LocalDate? ValidUntil, string Record, string? Previous, string? Next)
{
    /// <summary>When it was last changed here.</summary>
    public required Instant ChangedAt { get; init; }

    /// <summary>By whom: an account in office.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Why it was suspended or cancelled; null for neither.</summary>
    public string? Reason { get; init; }

    internal static DocumentIndex<CertificateEntry> Scopes { get; } =
        ScopeIndex.Of<CertificateEntry>(entry => [.. Scope.Cut(ScopeKind.Body, entry.Issuer), .. Scope.Cut(ScopeKind.Own, entry.Holder)]);

    internal static DocumentIndex<CertificateEntry> OfHolder { get; } = DocumentIndex<CertificateEntry>.Text("holder", entry =>
        entry.Holder);

    internal static DocumentIndex<CertificateEntry> OfType { get; } = DocumentIndex<CertificateEntry>.Text("type", entry => entry.Type);

    internal static DocumentIndex<CertificateEntry> OfRecord { get; } = DocumentIndex<CertificateEntry>.Text("record", entry =>
        entry.Record);

    internal static DocumentIndex<CertificateEntry> Changed { get; } = DocumentIndex<CertificateEntry>.Order("changed", entry =>
        entry.ChangedAt);

    internal static DocumentKind<CertificateEntry> Kind { get; } = ModuleJson.Documents(
        "credentials_certificate", entry => entry.Id, RegistryJson.Shared.CertificateEntry, Scopes, OfHolder, OfType, OfRecord, Changed);

    /// <summary>The state on a day.</summary>
    public CertificateState On(LocalDate day) => CertificateLifecycle.On(day, State, ValidUntil);
}
