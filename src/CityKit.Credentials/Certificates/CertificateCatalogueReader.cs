using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;

namespace CityKit.Credentials.Certificates;

/// <summary>Reads a catalogue of types from JSON.</summary>
internal static class CertificateCatalogueReader
{
    private const int MaxTypes = 2000;
    private const int MaxIssuers = 2000;
    private const int MaxFields = 64;
    private const int MaxYears = 200;

    internal static (CertificateCatalogue? Catalogue, ConfigErrors Errors) Read(ReadOnlySpan<byte> utf8)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        var types = new List<CertificateType>();
        foreach (var entry in reader.Objects("types", MaxTypes)) Add(types, entry);
        reader.Close();
        return reader.Errors.Count == 0 ? (new CertificateCatalogue(types), reader.Errors) : (null, reader.Errors);
    }

    private static void Add(List<CertificateType> types, ConfigReader entry)
    {
        var type = ReadType(entry);
        if (type.Code != default && types.Any(known => known.Code == type.Code))
            entry.Reject("code", new("前面类型未用过的代码", "a code that no type before has"));
        types.Add(type);
    }

    private static CertificateType ReadType(ConfigReader entry)
    {
        var code = entry.Text("code");
        if (code.Length > 0 && CertificateTypeCode.Check(code) is { } wrong) entry.Reject("code", wrong.Message);
        var type = new CertificateType(CertificateTypeCode.TryParse(code, null, out var read) ? read
            : default, entry.Bilingual("name"), entry.Text("definedBy"))
        {
            Issuers = [.. entry.Texts("issuers", MaxIssuers, required: false)],
            Holders = [.. entry.Texts("holders", required: false).Select(word => HolderOf(word, entry)).Distinct()],
            MostYears = (int?)entry.IntegerOrNull("mostYears", 1, MaxYears),
            IsSensitive = entry.Flag("sensitive"),
            Fields = ReadFields(entry),
            VerifiableType = entry.TextOrNull("vct"),
        };
        foreach (var issuer in type.Issuers.Where(issuer => !IsBody(issuer)))
            entry.Reject("issuers", new("统一社会信用代码或行政区划代码", "unified social credit codes or area codes"),
                found: LocalizedText.Values($"'{issuer}'"));
        entry.Close();
        return type;
    }

    private static bool IsBody(string code) => AreaCode.Check(code) is null || UnifiedSocialCreditCode.Check(code) is null;

    private static HolderCategory HolderOf(string word, ConfigReader entry)
    {
        foreach (var (known, value) in CertificateWords.Holders)
            if (word == known) return value;
        entry.RejectUnknown("holders", word, [.. CertificateWords.Holders.Select(known => known.Word)]);
        return default;
    }

    private static ImmutableArray<CertificateFieldRule> ReadFields(ConfigReader entry)
    {
        var fields = new List<CertificateFieldRule>();
        foreach (var field in entry.Objects("fields", MaxFields, required: false))
        {
            var name = field.Text("name", 64);
            if (name.Length > 0 && !CertificateField.IsName(name))
                field.Reject("name", new("1 至 64 个 a-z、0-9、_", "1 to 64 of a-z, 0-9, '_'"));
            if (fields.Any(known => known.Name == name)) field.Reject("name", new("前面字段未用过的名称", "a name that no field before has"));
            fields.Add(new CertificateFieldRule(name, field.Bilingual("label"), field.Flag("required")));
            field.Close();
        }
        return [.. fields];
    }
}
