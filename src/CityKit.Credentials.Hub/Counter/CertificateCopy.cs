using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>
/// An annotated copy (加注件): which office may see which record, for which item and purpose, until when. Its holder reads who has one.
/// </summary>
/// <param name="Id">The command that asked for it.</param>
/// <param name="Certificate">The certificate's subject; null for one of another system.</param>
/// <param name="Holder">The holder's subject.</param>
/// <param name="Type">The type's code.</param>
/// <param name="Record">The protected record with the content.</param>
/// <param name="Item">For which service item.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Office">Which office.</param>
/// <param name="By">Who asked: an account in office.</param>
/// <param name="At">When.</param>
/// <param name="Until">Until when it may be used, itself excluded.</param>
public sealed record CertificateCopy(string Id, string? Certificate, string Holder, string Type, string Record, string Item, string Purpose,
    string Office, string By, Instant At, Instant Until)
{
    /// <summary>Where it is from: <c>shown</c> by the holder, or the name of a source.</summary>
    public required string Source { get; init; }

    /// <summary>Why it may be used: <c>shown</c>, or consent or law with their reference.</summary>
    public required string Basis { get; init; }

    internal static DocumentIndex<CertificateCopy> Scopes { get; } =
        ScopeIndex.Of<CertificateCopy>(copy => [.. Scope.Cut(ScopeKind.Body, copy.Office), .. Scope.Cut(ScopeKind.Own, copy.Holder)]);

    internal static DocumentIndex<CertificateCopy> OfHolder { get; } = DocumentIndex<CertificateCopy>.Text("holder", copy => copy.Holder);

    internal static DocumentIndex<CertificateCopy> OfRecord { get; } = DocumentIndex<CertificateCopy>.Text("record", copy => copy.Record);

    internal static DocumentIndex<CertificateCopy> Made { get; } = DocumentIndex<CertificateCopy>.Order("at", copy => copy.At);

    internal static DocumentKind<CertificateCopy> Kind { get; } =
        ModuleJson.Documents("credentials_copy", copy => copy.Id, CounterJson.Shared.CertificateCopy, Scopes, OfHolder, OfRecord, Made);

    /// <summary>What the copy may be used for.</summary>
    public AnnotatedCopy Note => new(Item, Purpose, Office, At, Until);
}
