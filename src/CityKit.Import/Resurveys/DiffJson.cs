using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Components;
using CityKit.Components.Registry;
using NodaTime.Text;

namespace CityKit.Import.Resurveys;

/// <summary>The lines of a diff as JSON, one object a line.</summary>
internal static class DiffJson
{
    private const string Format = "citykit-survey-diff/1";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };
    private static readonly string[] Kinds = ["", "new", "moved", "changed", "missing"];
    private static readonly string[] Decisions = ["", "accept", "refuse"];

    internal static byte[] Of(DiffHead head) => Line(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("store", head.State.Id);
        json.WriteNumber("revision", head.State.Revision);
        json.WriteString("survey", head.Survey);
        json.WriteString("on", LocalDatePattern.Iso.Format(head.On));
        json.WriteNumber("movedMetres", head.MovedMetres);
    });

    internal static byte[] Of(DiffLine line) => Line(json =>
    {
        json.WriteNumber("line", line.Line);
        json.WriteString("kind", Kinds[(int)line.Kind]);
        json.WriteString("decision", Decisions[(int)line.Decision]);
        json.WriteString("id", line.Id.ToString());
        json.WriteString("class", line.Class.ToShortString());
        json.WriteNumber("entries", line.Entries);
        json.WriteNumber("metres", Math.Round(line.Metres, 2));
        json.WriteStartArray("changes");
        foreach (var change in line.Changes) WriteChange(json, change);
        json.WriteEndArray();
        json.WriteStartObject("found");
        foreach (var (field, value) in line.Found) json.WriteString(field, value);
        json.WriteEndObject();
    });

    internal static byte[] Of(DiffCounts counts) => Line(json =>
    {
        json.WriteNumber("new", counts.New);
        json.WriteNumber("moved", counts.Moved);
        json.WriteNumber("changed", counts.Changed);
        json.WriteNumber("missing", counts.Missing);
        json.WriteNumber("same", counts.Same);
        json.WriteNumber("rejected", counts.Rejected);
    });

    internal static DiffHead? ReadHead(ReadOnlyMemory<byte> line) => Read(line, root =>
        root.GetProperty("format").GetString() == Format && LocalDatePattern.Iso.Parse(Text(root, "on")) is { Success: true } on
            ? new DiffHead(new StoreState(Text(root, "store"), root.GetProperty("revision").GetInt64()), Text(root, "survey"), on.Value,
                root.GetProperty("movedMetres").GetDouble()) : null);

    internal static DiffLine? ReadLine(ReadOnlyMemory<byte> line) => Read(line, root =>
    {
        var (kind, decision) = (Array.IndexOf(Kinds, Text(root, "kind")), Array.IndexOf(Decisions, Text(root, "decision")));
        var (id, code) = (Text(root, "id"), Text(root, "class"));
        var known = ComponentId.TryParse(id, null, out var read);
        if (kind < 1 || decision < 0 || !known && (id.Length > 0 || kind != (int)DiffKind.New)) return null;
        if (!ClassKey.TryParseShort(code, out var key)) return null;
        var changes = root.GetProperty("changes").EnumerateArray()
            .Select(change => new FieldChange(Text(change, "field"), Text(change, "before"), Text(change, "after"))).ToImmutableArray();
        var found = root.GetProperty("found").EnumerateObject().Select(cell => KeyValuePair.Create(cell.Name, cell.Value.GetString() ?? ""))
            .ToImmutableArray();
        return new DiffLine(root.GetProperty("line").GetInt64(), (DiffKind)kind, read, key, root.GetProperty("entries").GetInt32(),
            root.GetProperty("metres").GetDouble(), changes, (DiffDecision)decision)
        {
            Found = found,
        };
    });

    internal static DiffCounts? ReadCounts(ReadOnlyMemory<byte> line) =>
        Read(line, root => root.TryGetProperty("same", out _)
            ? (DiffCounts?)new DiffCounts(Number(root, "new"), Number(root, "moved"), Number(root, "changed"), Number(root, "missing"),
                Number(root, "same"), Number(root, "rejected"))
            : null);

    internal static string NumberText(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void WriteChange(Utf8JsonWriter json, FieldChange change)
    {
        json.WriteStartObject();
        json.WriteString("field", change.Field);
        json.WriteString("before", change.Before);
        json.WriteString("after", change.After);
        json.WriteEndObject();
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    // Whatever a hand may have done to the file, it is a line that cannot be read.
    private static T? Read<T>(ReadOnlyMemory<byte> line, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : default;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return default;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
