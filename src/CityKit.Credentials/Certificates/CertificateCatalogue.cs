using System.Collections.Frozen;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Credentials.Certificates;

/// <summary>The types of certificates that a city knows (证照类型目录), as data. None are built in: no list of the nation's types is
/// public.</summary>
public sealed class CertificateCatalogue
{
    private readonly FrozenDictionary<string, CertificateType> types;

    /// <param name="types">The types, each code once.</param>
    /// <exception cref="ArgumentException">A code comes twice, or is <c>default</c>.</exception>
    public CertificateCatalogue(IEnumerable<CertificateType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        Types = [.. types.OrderBy(type => type.Code)];
        if (Types.Any(type => type.Code == default)) throw new ArgumentException("A type has a code.", nameof(types));
        this.types = Types.ToFrozenDictionary(type => type.Code.Value);
    }

    /// <summary>The types, by code.</summary>
    public IReadOnlyList<CertificateType> Types { get; }

    /// <summary>Reads a catalogue from JSON; see <c>docs/credentials.md</c>.</summary>
    /// <returns>The catalogue and no errors, or null and each error with line and column.</returns>
    public static (CertificateCatalogue? Catalogue, ConfigErrors Errors) Read(ReadOnlySpan<byte> utf8) =>
        CertificateCatalogueReader.Read(utf8);

    /// <summary>The type of a code; null when the city does not know it.</summary>
    public CertificateType? Find(CertificateTypeCode code) => types.GetValueOrDefault(code.Value);

    /// <returns>Why a certificate cannot be of its type, or its record is wrong; null when it is right.</returns>
    public Refusal? Check(ElectronicCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (CertificateCheck.Of(certificate) is [var wrong, ..])
            return Refusal.Of("bad-certificate", $"{wrong.Part}: {wrong.Message.En}", $"{wrong.Part}：{wrong.Message.Zh}");
        return Find(certificate.Identifier.Type) is { } type ? CheckType(certificate, type) : Unknown(certificate.Identifier.Type);
    }

    private Refusal Unknown(CertificateTypeCode code)
    {
        var near = NearMiss.Of(code.Value, Types.Select(type => type.Code.Value));
        return Refusal.Of("unknown-type", $"The catalogue has no type {code}.{(near is null ? "" : $" Did you mean {near}?")}",
            $"证照目录中没有类型 {code}。{(near is null ? "" : $"是否指 {near}？")}", near is null ? [] : [near]);
    }

    private static Refusal? CheckType(ElectronicCertificate certificate, CertificateType type) =>
        CheckIssuer(certificate, type) ?? CheckHolder(certificate, type) ?? CheckTime(certificate, type) ?? CheckFields(certificate, type);

    private static Refusal? CheckIssuer(ElectronicCertificate certificate, CertificateType type) =>
        type.Issuers.IsEmpty || type.Issuers.Contains(certificate.Issuer.Code) ? null
            : Refusal.Of("wrong-issuer", $"{certificate.Issuer.Code} does not issue {type.Name.En}.",
                $"机构 {certificate.Issuer.Code} 不颁发{type.Name.Zh}。", [.. type.Issuers]);

    private static Refusal? CheckHolder(ElectronicCertificate certificate, CertificateType type) =>
        type.Holders.IsEmpty || type.Holders.Contains(certificate.Holder.Category) ? null
            : Refusal.Of("wrong-holder", $"{type.Name.En} is not for a holder of the category {certificate.Holder.Category}.",
                $"{type.Name.Zh}的持证主体不能是 {certificate.Holder.Category}。", [.. type.Holders.Select(holder => holder.ToString())]);

    private static Refusal? CheckTime(ElectronicCertificate certificate, CertificateType type) =>
        type.MostYears is not { } years || certificate.ValidUntil <= certificate.ValidFrom.PlusYears(years) ? null
            : Refusal.Of("too-long", $"{type.Name.En} is valid for at most {years} years.", $"{type.Name.Zh}的有效期最长 {years} 年。");

    private static Refusal? CheckFields(ElectronicCertificate certificate, CertificateType type)
    {
        string[] known = [.. type.Fields.Select(field => field.Name)];
        if (certificate.Fields.FirstOrDefault(field => !known.Contains(field.Name)) is { } unknown)
            return Refusal.Of("unknown-field", $"{type.Name.En} has no field '{unknown.Name}'; it has: {string.Join(", ", known)}.",
                $"{type.Name.Zh}没有字段“{unknown.Name}”，可用：{string.Join("、", known)}。", NearMiss.Of(unknown.Name, known) is { } near ? [near]
                    : known);
        return type.Fields.FirstOrDefault(field => field.IsRequired && certificate.Field(field.Name) is null) is { } missing
            ? Refusal.Of("missing-field", $"{type.Name.En} needs the field '{missing.Name}' ({missing.Label.En}).",
                $"{type.Name.Zh}缺少字段“{missing.Name}”（{missing.Label.Zh}）。", missing.Name)
            : null;
    }
}
