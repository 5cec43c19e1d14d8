using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Credentials.Certificates;

/// <summary>A certificate's record as JSON, at most <see cref="MaxBytes"/>; see <c>docs/credentials.md</c>.</summary>
public static class CertificateJson
{
    /// <summary>The most bytes of a record.</summary>
    public const int MaxBytes = 48 << 10;

    private const int MaxText = 2000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a record. Its form alone is checked here: <see cref="CertificateCheck"/> says what else is wrong.</summary>
    /// <returns>The record and no errors, or null and each error with line and column. No error has the holder's code.</returns>
    public static (ElectronicCertificate? Certificate, ConfigErrors Errors) Read(ReadOnlySpan<byte> utf8)
    {
        var reader = ConfigReader.Parse(utf8, JsonLimits.Default with { Bytes = MaxBytes });
        reader.Integer("schema", 1, 1);
        var certificate = ReadMembers(reader);
        reader.Close();
        return reader.Errors.Count == 0 ? (certificate, reader.Errors) : (null, reader.Errors);
    }

    /// <summary>Reads a holder alone: <c>{"name": …, "code": …, "codeKind": "111", "category": "person"}</c>.</summary>
    /// <returns>The holder and no errors, or null and each error with line and column.</returns>
    public static (CertificateHolder? Holder, ConfigErrors Errors) ReadHolder(ReadOnlySpan<byte> utf8)
    {
        var reader = ConfigReader.Parse(utf8, JsonLimits.Default with { Bytes = MaxBytes });
        var holder = ReadHolder(reader);
        return reader.Errors.Count == 0 ? (holder, reader.Errors) : (null, reader.Errors);
    }

    /// <summary>Writes a record; the same record always gives the same bytes.</summary>
    public static byte[] Write(ElectronicCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            WriteMembers(writer, certificate);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static ElectronicCertificate ReadMembers(ConfigReader reader) => new()
    {
        Identifier = ReadIdentifier(reader, "identifier"), TypeName = reader.Text("typeName"), Number = reader.Text("number"),
        Issuer = ReadBody(reader, "issuer"), DefinedBy = ReadBody(reader, "definedBy"), IssuedOn = ReadDay(reader, "issuedOn"),
        ValidFrom = ReadDay(reader, "validFrom"), ValidUntil = reader.Has("validUntil") ? ReadDay(reader, "validUntil") : null,
        Holder = ReadHolder(reader.Object("holder")), Previous = reader.Has("previous") ? ReadIdentifier(reader, "previous") : default,
        Area = reader.ParsedOrDefault<AreaCode>("area", new("行政区划代码", "an area's code")),
        Trust = reader.WordOr("trust", TrustLevel.None, CertificateWords.Trusts),
        Fields = ReadFields(reader), File = ReadFile(reader), Leniencies = ReadLeniencies(reader),
    };

    private static void WriteMembers(Utf8JsonWriter writer, ElectronicCertificate certificate)
    {
        writer.WriteString("identifier", certificate.Identifier.Value);
        writer.WriteString("typeName", certificate.TypeName);
        writer.WriteString("number", certificate.Number);
        WriteBody(writer, "issuer", certificate.Issuer);
        WriteBody(writer, "definedBy", certificate.DefinedBy);
        writer.WriteString("issuedOn", Text(certificate.IssuedOn));
        writer.WriteString("validFrom", Text(certificate.ValidFrom));
        if (certificate.ValidUntil is { } until) writer.WriteString("validUntil", Text(until));
        WriteHolder(writer, certificate.Holder);
        if (certificate.Previous != default) writer.WriteString("previous", certificate.Previous.Value);
        if (certificate.Area != default) writer.WriteString("area", certificate.Area.ToString());
        if (certificate.Trust != TrustLevel.None) writer.WriteString("trust", CertificateWords.Of(CertificateWords.Trusts,
            certificate.Trust));
        WriteFields(writer, certificate.Fields);
        if (certificate.File is { } file) WriteFile(writer, file);
        WriteLeniencies(writer, certificate.Leniencies);
    }

    private static CertificateIdentifier ReadIdentifier(ConfigReader reader, string name)
    {
        var text = reader.Text(name);
        if (text.Length == 0) return default;
        if (CertificateIdentifier.CheckForm(text) is not { } wrong) return CertificateIdentifier.OfForm(text);
        reader.Reject(name, wrong.Message, found: new("其他形式的标识", "an identifier of another form"));
        return default;
    }

    private static CertificateBody ReadBody(ConfigReader reader, string name)
    {
        var body = reader.Object(name);
        var result = new CertificateBody(body.Text("name"), body.Text("code"));
        body.Close();
        return result;
    }

    private static void WriteBody(Utf8JsonWriter writer, string name, CertificateBody body)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name", body.Name);
        writer.WriteString("code", body.Code);
        writer.WriteEndObject();
    }

    private static CertificateHolder ReadHolder(ConfigReader holder)
    {
        var result = new CertificateHolder(
            holder.Text("name"), holder.Text("code"), holder.Text("codeKind"), holder.Word("category", CertificateWords.Holders));
        holder.Close();
        return result;
    }

    private static void WriteHolder(Utf8JsonWriter writer, CertificateHolder holder)
    {
        writer.WriteStartObject("holder");
        writer.WriteString("name", holder.Name);
        writer.WriteString("code", holder.Code);
        writer.WriteString("codeKind", holder.CodeKind);
        writer.WriteString("category", CertificateWords.Of(CertificateWords.Holders, holder.Category));
        writer.WriteEndObject();
    }

    private static ImmutableArray<CertificateField> ReadFields(ConfigReader reader)
    {
        if (reader.ObjectOrNull("fields") is not { } fields) return [];
        CertificateField[] read = [.. fields.Names.Select(name => new CertificateField(name, fields.Text(name, MaxText)))];
        fields.Close();
        return [.. read];
    }

    private static void WriteFields(Utf8JsonWriter writer, ImmutableArray<CertificateField> fields)
    {
        if (fields.IsEmpty) return;
        writer.WriteStartObject("fields");
        foreach (var field in fields) writer.WriteString(field.Name, field.Value);
        writer.WriteEndObject();
    }

    private static CertificateFile? ReadFile(ConfigReader reader)
    {
        if (reader.ObjectOrNull("file") is not { } file) return null;
        var result = new CertificateFile(file.Text("sha256"), file.Integer("bytes", 1), file.Text("mediaType"));
        file.Close();
        return result;
    }

    private static void WriteFile(Utf8JsonWriter writer, CertificateFile file)
    {
        writer.WriteStartObject("file");
        writer.WriteString("sha256", file.Sha256);
        writer.WriteNumber("bytes", file.Bytes);
        writer.WriteString("mediaType", file.MediaType);
        writer.WriteEndObject();
    }

    private static ImmutableArray<CodeLeniency> ReadLeniencies(ConfigReader reader)
    {
        var read = new List<CodeLeniency>();
        foreach (var entry in reader.Objects("leniencies", 5, required: false))
        {
            read.Add(new CodeLeniency(entry.Text("member"), entry.Text("rule"), entry.Text("by"), entry.Text("reason",
                CodeLeniency.MaxReason), ReadDay(entry, "on")));
            entry.Close();
        }
        return [.. read];
    }

    private static void WriteLeniencies(Utf8JsonWriter writer, ImmutableArray<CodeLeniency> leniencies)
    {
        if (leniencies.IsEmpty) return;
        writer.WriteStartArray("leniencies");
        foreach (var leniency in leniencies)
        {
            writer.WriteStartObject();
            writer.WriteString("member", leniency.Member);
            writer.WriteString("rule", leniency.Rule);
            writer.WriteString("by", leniency.By);
            writer.WriteString("reason", leniency.Reason);
            writer.WriteString("on", Text(leniency.On));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static LocalDate ReadDay(ConfigReader reader, string name)
    {
        var text = reader.Text(name);
        var read = LocalDatePattern.Iso.Parse(text);
        if (text.Length > 0 && !read.Success) reader.Reject(name, new("日期，如 2026-11-28", "a day such as 2026-11-28"));
        return read.Success ? read.Value : default;
    }

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
