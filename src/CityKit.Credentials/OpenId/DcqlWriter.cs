using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core.Text;

namespace CityKit.Credentials.OpenId;

/// <summary>Writes a query as JSON.</summary>
internal static class DcqlWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(IReadOnlyList<DcqlCredential> credentials, IReadOnlyList<DcqlCredentialSet> sets)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        WriteAll(json, "credentials", credentials, WriteCredential);
        if (sets.Count > 0) WriteAll(json, "credential_sets", sets, WriteSet);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteCredential(Utf8JsonWriter json, DcqlCredential credential)
    {
        json.WriteStartObject();
        json.WriteString("id", credential.Id);
        json.WriteString("format", credential.Format);
        if (credential.IsMultiple) json.WriteBoolean("multiple", true);
        WriteMeta(json, credential);
        if (credential.Claims.Count > 0) WriteAll(json, "claims", credential.Claims, WriteClaim);
        if (credential.ClaimSets.Count > 0) WriteAll(json, "claim_sets", credential.ClaimSets, WriteIds);
        json.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter json, DcqlCredential credential)
    {
        json.WritePropertyName("meta");
        if (credential.OtherMeta is { } other)
        {
            WriteTree(json, other);
            return;
        }
        json.WriteStartObject();
        json.WritePropertyName("vct_values");
        WriteIds(json, credential.Types);
        json.WriteEndObject();
    }

    private static void WriteClaim(Utf8JsonWriter json, DcqlClaim claim)
    {
        json.WriteStartObject();
        if (claim.Id is { } id) json.WriteString("id", id);
        WriteAll(json, "path", claim.Path, WriteStep);
        if (claim.Values.Count > 0) WriteAll(json, "values", claim.Values, WriteValue);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, DcqlStep step)
    {
        if (step.Name is { } name) json.WriteStringValue(name);
        else if (step.Index is { } index) json.WriteNumberValue(index);
        else json.WriteNullValue();
    }

    private static void WriteValue(Utf8JsonWriter json, DcqlValue value) => WriteScalar(json, value.Kind, value.Text);

    private static void WriteSet(Utf8JsonWriter json, DcqlCredentialSet set)
    {
        json.WriteStartObject();
        if (!set.IsRequired) json.WriteBoolean("required", false);
        WriteAll(json, "options", set.Options, WriteIds);
        json.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter json, IReadOnlyList<string> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }

    private static void WriteTree(Utf8JsonWriter json, JsonValue value)
    {
        if (value.Kind == JsonKind.Object) WriteMembers(json, value);
        else if (value.Kind == JsonKind.Array) WriteItems(json, value);
        else WriteScalar(json, value.Kind, value.Text);
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonValue value)
    {
        json.WriteStartObject();
        foreach (var member in value.Members)
        {
            json.WritePropertyName(member.Name);
            WriteTree(json, member.Value);
        }
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, JsonValue value)
    {
        json.WriteStartArray();
        foreach (var item in value.Items) WriteTree(json, item);
        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, JsonKind kind, string text)
    {
        if (kind == JsonKind.String) json.WriteStringValue(text);
        else json.WriteRawValue(kind == JsonKind.Number ? text : kind.ToString().ToLowerInvariant());
    }
}
