using CityKit.Core;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Credentials.Certificates;

/// <summary>How a new version follows the one before (版本关联): by identifier, link, type and dates.</summary>
public static class CertificateSuccession
{
    /// <returns>Why the new record cannot be the first version; null when it can.</returns>
    public static Refusal? CheckFirst(ElectronicCertificate first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return first.Previous == default && first.Identifier.Version == 1 ? null
            : Refusal.Of("not-first", $"A new certificate is version 001 and follows none, not version {first.Identifier.Version:D3}.",
                $"新办证照须为 001 版且无关联证照，而非 {first.Identifier.Version:D3} 版。");
    }

    /// <param name="before">The identifier of the version that it follows.</param>
    /// <param name="next">The new record.</param>
    /// <returns>Why the new record does not follow; null when it does. Another serial or issuer is allowed, when the certificate moved
    /// to another issuer (转入): then it is a version 001 that names the one before.</returns>
    public static Refusal? Check(CertificateIdentifier before, ElectronicCertificate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Previous != before)
            return Refusal.Of("not-linked", "The new version does not name the one that it follows as its previous.",
                "新版本未以原证照标识作为关联证照标识。");
        if (next.Identifier.Type != before.Type)
            return Refusal.Of("other-type",
                $"A version of type {before.Type} is followed by one of the same type, not {next.Identifier.Type}.",
                $"类型 {before.Type} 的证照只能由同类型的新版本承接，而非 {next.Identifier.Type}。");
        var isSame = (next.Identifier.Issuer, next.Identifier.Serial) == (before.Issuer, before.Serial);
        var expected = isSame ? before.Version + 1 : 1;
        return next.Identifier.Version == expected ? null
            : Refusal.Of("not-next", $"The next version is {expected:D3}, not {next.Identifier.Version:D3}.",
                $"后续版本号应为 {expected:D3}，而非 {next.Identifier.Version:D3}。");
    }

    /// <param name="before">The last valid day of the version before; null for never.</param>
    /// <param name="next">The last valid day of the renewed one; null for never.</param>
    /// <returns>Why it is no renewal; null when it ends later.</returns>
    public static Refusal? CheckRenewal(LocalDate? before, LocalDate? next)
    {
        if (before is not { } end)
            return Refusal.Of("not-longer", "It has no last day, so there is nothing to renew: change the certificate instead.",
                "该证照长期有效，无须延续；如有变动，请办理变更。");
        return next is not { } until || until > end ? null
            : Refusal.Of("not-longer", $"A renewal is valid after {Day(end)}: give it a later last day, or change the certificate instead.",
                $"延续后的有效期须晚于 {Day(end)}；如不延长，请办理变更。");
    }

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
