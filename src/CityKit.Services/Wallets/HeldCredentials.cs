using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Wallets;

/// <summary>Makes held credentials of what was verified (证照映射): SD-JWTs and electronic certificates.</summary>
public static class HeldCredentials
{
    /// <summary>Claims of the token itself, which say nothing that an item asks for.</summary>
    private static readonly HashSet<string> OfToken = ["iss", "sub", "iat", "nbf", "exp", "vct", "cnf", "status", "aud"];

    /// <summary>
    /// A credential of a verified SD-JWT: its type is <c>vct</c>, its issuer <c>iss</c>; a nested claim has dots, <c>address.street</c>.
    /// Arrays are left out.
    /// </summary>
    /// <param name="id">Which, unique in the wallet; it says nothing of a person.</param>
    /// <param name="token">What was verified, with what its holder disclosed.</param>
    /// <param name="status">What the status list says; <see cref="StatusVerdict.Valid"/> for one that cannot be revoked.</param>
    /// <param name="party">Whose it is.</param>
    public static HeldCredential From(
        string id, VerifiedSdJwt token, StatusVerdict status, string party = CredentialName.Applicant)
    {
        ArgumentNullException.ThrowIfNull(token);
        var claims = new Dictionary<string, ClaimValue>();
        foreach (var member in token.Claims.Json.Members)
            if (!OfToken.Contains(member.Name)) Add(claims, member.Name, member.Value);
        return new HeldCredential(id, token.CredentialType ?? "", token.Issuer ?? "", claims)
        {
            Party = party,
            Status = StatusOf(status),
            ValidFrom = token.NotBefore,
            ValidUntil = token.Expires,
            IsSigned = token.Binding is not null,
        };
    }

    /// <summary>
    /// A credential of a registered electronic certificate: its type is the code of its type, its issuer the issuer's code, its claims
    /// <c>number</c>, <c>holder_name</c>, <c>holder_code</c>, <c>issued_on</c>, <c>valid_until</c> and the fields of its type. A leniency
    /// is named by member and rule, <c>holder.check</c>. Nobody has signed.
    /// </summary>
    /// <param name="id">Which, unique in the wallet; not the certificate's identifier, which is a person's.</param>
    /// <param name="registered">The certificate with its state.</param>
    /// <param name="party">Whose it is.</param>
    public static HeldCredential From(string id, RegisteredCertificate registered, string party = CredentialName.Applicant)
    {
        ArgumentNullException.ThrowIfNull(registered);
        var certificate = registered.Certificate;
        return new HeldCredential(id, certificate.Identifier.Type.Value, certificate.Issuer.Code, ClaimsOf(certificate))
        {
            Party = party,
            Status = StatusOf(registered.State),
            ValidFrom = Midnight(certificate.ValidFrom),
            ValidUntil = certificate.ValidUntil is { } last ? Midnight(last.PlusDays(1)) : null,
            Leniencies = [.. certificate.Leniencies.Select(leniency => $"{leniency.Member}.{leniency.Rule}").Distinct()],
        };
    }

    private static void Add(Dictionary<string, ClaimValue> claims, string name, JsonValue value)
    {
        if (value.Kind == JsonKind.Object)
            foreach (var member in value.Members) Add(claims, $"{name}.{member.Name}", member.Value);
        else if (NameRule.IsClaim(name) && WalletJson.ValueOf(value) is { } claim) claims[name] = claim;
    }

    private static Dictionary<string, ClaimValue> ClaimsOf(ElectronicCertificate certificate)
    {
        var claims = certificate.Fields.ToDictionary(field => field.Name, field => ClaimValue.Of(field.Value));
        claims["number"] = ClaimValue.Of(certificate.Number);
        claims["holder_name"] = ClaimValue.Of(certificate.Holder.Name);
        claims["holder_code"] = ClaimValue.Of(certificate.Holder.Code);
        claims["issued_on"] = ClaimValue.Of(certificate.IssuedOn);
        if (certificate.ValidUntil is { } last) claims["valid_until"] = ClaimValue.Of(last);
        return claims;
    }

    private static Instant Midnight(LocalDate day) => day.AtStartOfDayInZone(WorkCalendar.Zone).ToInstant();

    private static HeldStatus StatusOf(StatusVerdict verdict) => verdict switch
    {
        StatusVerdict.Valid => HeldStatus.Valid,
        StatusVerdict.Revoked => HeldStatus.Revoked,
        StatusVerdict.Suspended => HeldStatus.Suspended,
        StatusVerdict.Stale => HeldStatus.Stale,
        _ => HeldStatus.Unknown,
    };

    /// <summary>One that a newer version took the place of is as good as revoked; expiry is in the dates.</summary>
    private static HeldStatus StatusOf(CertificateState state) => state switch
    {
        CertificateState.Valid or CertificateState.Expired => HeldStatus.Valid,
        CertificateState.Suspended => HeldStatus.Suspended,
        _ => HeldStatus.Revoked,
    };
}
