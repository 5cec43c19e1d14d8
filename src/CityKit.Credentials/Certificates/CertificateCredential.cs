using System.Text.Json.Nodes;
using CityKit.Core.Calendar;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Vc;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// The same record as a verifiable credential (以 SD-JWT VC 签发的电子证照). Type, issuing body, dates of validity and leniencies are always seen;
/// the holder chooses what else to disclose: identifier, number, day of issue, each part of the holder, each field.
/// </summary>
/// <example><code>
/// var claims = CertificateCredential.ClaimsOf(certificate, type, now) with
/// {
///     Issuer = "https://city.example", HolderKey = phone.PublicKey,
/// };
/// var token = VcIssuer.Issue(claims, signer, random);
/// </code></example>
public static class CertificateCredential
{
    /// <summary>What to issue. It is valid from the first valid day to the end of the last, in the city's time.</summary>
    /// <param name="certificate">The record.</param>
    /// <param name="type">Its type, which has a <see cref="CertificateType.VerifiableType"/>.</param>
    /// <param name="issuedAt">When the credential is issued.</param>
    /// <exception cref="ArgumentException">The type is another one, or is not issued as a credential.</exception>
    public static VcClaims ClaimsOf(ElectronicCertificate certificate, CertificateType type, Instant issuedAt)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(type);
        if (type.Code != certificate.Identifier.Type || type.VerifiableType is not { } verifiable)
            throw new ArgumentException(
                $"A certificate of type {certificate.Identifier.Type} is issued by its type, which has a vct.",
                    nameof(type));
        return new VcClaims(verifiable, Always(certificate, Chosen(certificate)))
        {
            Disclosable = [.. Paths(certificate)], IssuedAt = issuedAt, NotBefore = StartOf(certificate.ValidFrom),
            Expires = certificate.ValidUntil is { } until ? StartOf(until.PlusDays(1)) : null,
        };
    }

    private static Instant StartOf(LocalDate day) => WorkCalendar.Zone.AtStartOfDay(day).ToInstant();

    private static JsonObject Always(ElectronicCertificate certificate, JsonObject claims)
    {
        claims["certificate_type"] = certificate.Identifier.Type.Value;
        claims["type_name"] = certificate.TypeName;
        claims["issued_by"] = new JsonObject { ["name"] = certificate.Issuer.Name, ["code"] = certificate.Issuer.Code };
        if (!certificate.Leniencies.IsEmpty)
            claims["leniencies"] = new JsonArray([.. certificate.Leniencies.Select(waived =>
                new JsonObject { ["member"] = waived.Member, ["rule"] = waived.Rule })]);
        return claims;
    }

    private static JsonObject Chosen(ElectronicCertificate certificate)
    {
        var holder = certificate.Holder;
        var claims = new JsonObject
        {
            ["identifier"] = certificate.Identifier.Value, ["number"] = certificate.Number,
                ["issued_on"] = LocalDatePattern.Iso.Format(certificate.IssuedOn),
            ["holder"] = new JsonObject
            {
                ["name"] = holder.Name, ["code"] = holder.Code, ["code_kind"] = holder.CodeKind,
                ["category"] = CertificateWords.Of(CertificateWords.Holders, holder.Category),
            },
        };
        if (!certificate.Fields.IsEmpty)
            claims["fields"] = new JsonObject(certificate.Fields.Select(field =>
                KeyValuePair.Create<string, JsonNode?>(field.Name, field.Value)));
        return claims;
    }

    private static IEnumerable<ClaimPath> Paths(ElectronicCertificate certificate) =>
    [
        .. ((string[])["identifier", "number", "issued_on"]).Select(name => ClaimPath.Of(name)),
        .. ((string[])["name", "code", "code_kind", "category"]).Select(name => ClaimPath.Of("holder", name)),
        .. certificate.Fields.Select(field => ClaimPath.Of("fields", field.Name)),
    ];
}
