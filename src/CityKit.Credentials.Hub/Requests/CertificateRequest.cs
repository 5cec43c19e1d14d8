using CityKit.Cases;
using CityKit.Credentials.Sources;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Requests;

/// <summary>A request for somebody's certificate (共享请求): who asked, for what, on which basis, and what came of it. Its holder reads
/// it.</summary>
/// <param name="Id">The command that asked.</param>
/// <param name="Holder">The holder's subject.</param>
/// <param name="Whose">The protected record that says whose certificate.</param>
/// <param name="Type">The type's code.</param>
/// <param name="Item">For which service item.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Office">Which office.</param>
/// <param name="By">Who asked: an account in office.</param>
/// <param name="Basis">Why it may be fetched.</param>
/// <param name="Hours">How long the copy may be used.</param>
/// <param name="At">When.</param>
public sealed record CertificateRequest(string Id, string Holder, string Whose, string Type, string Item, string Purpose, string Office,
    string By, LegalBasis Basis, int Hours, Instant At)
{
    /// <summary>How far it is.</summary>
    public required RequestState State { get; init; }

    /// <summary>Why the source refused; null for no refusal.</summary>
    public string? Code { get; init; }

    /// <summary>When the source is asked again; null for never.</summary>
    public Instant? AgainAt { get; init; }

    internal static DocumentIndex<CertificateRequest> Scopes { get; } =
        ScopeIndex.Of<CertificateRequest>(request =>
            [.. Scope.Cut(ScopeKind.Body, request.Office), .. Scope.Cut(ScopeKind.Own, request.Holder)]);

    internal static DocumentIndex<CertificateRequest> OfHolder { get; } = DocumentIndex<CertificateRequest>.Text("holder", request =>
        request.Holder);

    internal static DocumentIndex<CertificateRequest> OfRecord { get; } = DocumentIndex<CertificateRequest>.Text("whose", request =>
        request.Whose);

    internal static DocumentIndex<CertificateRequest> Made { get; } = DocumentIndex<CertificateRequest>.Order("at", request => request.At);

    internal static DocumentIndex<CertificateRequest> Due { get; } = DocumentIndex<CertificateRequest>.Order("again", request =>
        request.AgainAt);

    internal static DocumentKind<CertificateRequest> Kind { get; } = ModuleJson.Documents(
        "credentials_request", request => request.Id, RequestsJson.Shared.CertificateRequest, Scopes, OfHolder, OfRecord, Made, Due);
}
