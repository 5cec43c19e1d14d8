using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// What is wrong with a certificate's record (证照元数据检查). A code that breaks its rule is right when a leniency of the record says so.
/// </summary>
public static class CertificateCheck
{
    private const int MaxName = 200;
    private const int MaxNumber = 100;
    private const int MaxCode = 64;
    private const int MaxFields = 64;
    private const int MaxValue = 2000;

    /// <summary>
    /// What is wrong, in the order of the members; empty when nothing is. Each names the member; no message has the holder's name or code.
    /// </summary>
    public static IReadOnlyList<CredentialProblem> Of(ElectronicCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return [.. Codes(certificate), .. Texts(certificate), .. Dates(certificate), .. Links(certificate), .. File(certificate),
            .. Leniencies(certificate)];
    }

    private static IEnumerable<(string Member, CodeProblem? Problem)> Found(ElectronicCertificate certificate)
    {
        yield return ("identifier", CertificateIdentifier.Check(certificate.Identifier.Value));
        if (certificate.Previous != default) yield return ("previous", CertificateIdentifier.Check(certificate.Previous.Value));
        yield return ("issuer", CheckIssuer(certificate.Issuer.Code));
        yield return ("definedBy", UnifiedSocialCreditCode.Check(certificate.DefinedBy.Code));
        yield return ("holder", certificate.Holder.CheckCode());
    }

    /// <summary>An issuer has a credit code, or, as some have, an area's code.</summary>
    private static CodeProblem? CheckIssuer(string code) => AreaCode.Check(code) is null ? null : UnifiedSocialCreditCode.Check(code);

    private static IEnumerable<CredentialProblem> Codes(ElectronicCertificate certificate) =>
        Found(certificate).Where(found => found.Problem is { } problem && !IsWaived(certificate, found.Member, problem.Code))
            .Select(found => new CredentialProblem(found.Problem!.Code, found.Member, found.Problem.Message));

    private static bool IsWaived(ElectronicCertificate certificate, string member, string rule) =>
        certificate.Leniencies.Any(leniency => leniency.Member == member && leniency.Rule == rule);

    private static IEnumerable<CredentialProblem> Texts(ElectronicCertificate certificate)
    {
        (string Part, string Text, int Max)[] texts =
        [
            ("typeName", certificate.TypeName, MaxName), ("number", certificate.Number, MaxNumber),
            ("issuer.name", certificate.Issuer.Name, MaxName),
            ("definedBy.name", certificate.DefinedBy.Name, MaxName), ("holder.name", certificate.Holder.Name, MaxName),
            ("holder.code", certificate.Holder.Code, MaxCode),
            .. certificate.Fields.Select(field => ($"fields.{field.Name}", field.Value, MaxValue)),
        ];
        foreach (var (part, text, max) in texts)
            if (string.IsNullOrWhiteSpace(text) || text.Length > max)
                yield return CredentialProblem.Of("text", part, $"It has 1 to {max} characters, not {text.Length}.",
                    $"应为 1 至 {max} 个字符，而非 {text.Length} 个。");
        if (certificate.Holder.CodeKind is not { Length: 3 } kind || kind.AsSpan().ContainsAnyExceptInRange('0', '9'))
            yield return CredentialProblem.Of("text", "holder.codeKind", "The kind of code has 3 digits, such as 111.",
                "证件类型代码为 3 位数字，如 111。");
        foreach (var problem in FieldNames(certificate)) yield return problem;
    }

    private static IEnumerable<CredentialProblem> FieldNames(ElectronicCertificate certificate)
    {
        var names = certificate.Fields.Select(field => field.Name).ToArray();
        if (names.Length > MaxFields || names.Distinct().Count() < names.Length)
            yield return CredentialProblem.Of("fields", "fields", $"There are at most {MaxFields} fields, each once.",
                $"扩展字段最多 {MaxFields} 个，且不得重复。");
        foreach (var name in names.Where(name => !CertificateField.IsName(name)))
            yield return CredentialProblem.Of("fields",
                $"fields.{name}", "A field's name has 1 to 64 of a-z, 0-9, '_'.", "字段名为 1 至 64 个 a-z、0-9 或 _。");
    }

    private static IEnumerable<CredentialProblem> Dates(ElectronicCertificate certificate)
    {
        if (certificate.ValidUntil is { } until && until < certificate.ValidFrom)
            yield return CredentialProblem.Of("validity", "validUntil",
                $"It ends on {Day(until)}, before it begins on {Day(certificate.ValidFrom)}.",
                $"有效期截止 {Day(until)} 早于起始 {Day(certificate.ValidFrom)}。");
        if (certificate.ValidUntil is { } end && end < certificate.IssuedOn)
            yield return CredentialProblem.Of("validity", "validUntil",
                $"It ends on {Day(end)}, before it is issued on {Day(certificate.IssuedOn)}.",
                $"有效期截止 {Day(end)} 早于颁发日期 {Day(certificate.IssuedOn)}。");
    }

    private static IEnumerable<CredentialProblem> Links(ElectronicCertificate certificate)
    {
        if (certificate.Identifier != default && certificate.Issuer.Code != certificate.Identifier.Issuer)
            yield return CredentialProblem.Of("link", "issuer", $"The identifier names the issuer {certificate.Identifier.Issuer}.",
                $"证照标识中的颁发机构为 {certificate.Identifier.Issuer}。");
        if (certificate.Identifier.Type is var type && type != default && certificate.DefinedBy.Code != type.Authority.Value)
            yield return CredentialProblem.Of("link", "definedBy", $"The identifier names the authority {type.Authority}.",
                $"证照标识中的定义机构为 {type.Authority}。");
        if (certificate.Identifier.Version > 1 && certificate.Previous == default)
            yield return CredentialProblem.Of("link", "previous",
                $"Version {certificate.Identifier.Version} names the version that it follows.",
                $"第 {certificate.Identifier.Version} 版须写明关联证照标识。");
    }

    private static IEnumerable<CredentialProblem> File(ElectronicCertificate certificate)
    {
        if (certificate.File is { } file && (file.Sha256.Length != 64 || !file.Sha256.All(char.IsAsciiHexDigitLower) || file.Bytes < 1))
            yield return CredentialProblem.Of("file", "file",
                "A file is named by 64 lower-case hexadecimal digits of SHA-256 and its length.",
                "文件须以 64 位小写十六进制 SHA-256 与长度标明。");
    }

    /// <summary>A leniency for nothing would hide the next mistake.</summary>
    private static IEnumerable<CredentialProblem> Leniencies(ElectronicCertificate certificate)
    {
        var broken = Found(certificate).Where(found => found.Problem is not null).Select(found =>
            (found.Member, found.Problem!.Code)).ToHashSet();
        foreach (var leniency in certificate.Leniencies)
        {
            var part = $"leniencies.{leniency.Member}";
            if (!CodeLeniency.Waivable.Contains(leniency.Rule))
                yield return CredentialProblem.Of("leniency", part,
                    $"The rule '{leniency.Rule}' cannot be waived: {string.Join(", ", CodeLeniency.Waivable)}.",
                    $"规则“{leniency.Rule}”不可放行，可放行：{string.Join("、", CodeLeniency.Waivable)}。");
            else if (!broken.Contains((leniency.Member, leniency.Rule)))
                yield return CredentialProblem.Of("leniency", part, $"The code keeps the rule '{leniency.Rule}': leave the leniency out.",
                    $"该代码符合规则“{leniency.Rule}”，请删除放行说明。");
            if (leniency.By.Length is 0 or > CodeLeniency.MaxBy || leniency.Reason.Length is 0 or > CodeLeniency.MaxReason)
                yield return CredentialProblem.Of("leniency", part, "A leniency says by whom (1 to 128 characters) and why (1 to 500).",
                    "放行说明须写明放行人（1 至 128 字）与理由（1 至 500 字）。");
        }
    }

    private static string Day(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
