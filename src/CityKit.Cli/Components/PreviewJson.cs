using System.Text.Json;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.Import.Previews;

namespace CityKit.Cli.Components;

/// <summary>A preview as one line of JSON.</summary>
internal static class PreviewJson
{
    internal static void Write(TextWriter output, string file, SurveyPreview preview) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteBoolean("guessed", preview.IsGuessed);
        json.WriteString("encoding", preview.Encoding);
        json.WriteStartArray("columns");
        foreach (var column in preview.Columns) json.WriteStringValue(column);
        json.WriteEndArray();
        json.WritePropertyName("mapping");
        json.WriteRawValue(preview.Mapping.Write().Where(part => part is not ((byte)'\n' or (byte)'\r')).ToArray());
        WritePlaces(json, preview);
        json.WriteStartArray("rows");
        foreach (var row in preview.Rows) WriteRow(json, row);
        json.WriteEndArray();
        json.WriteNumber("count", preview.Count);
        json.WriteNumber("accepted", preview.Accepted);
        json.WriteNumber("rejected", preview.Rejected);
        json.WriteStartArray("rejects");
        foreach (var reject in preview.Rejects) WriteReject(json, reject.Row, reject.Field, reject.Value, reject.Reason);
        json.WriteEndArray();
        WriteRefusal(json, "refusal", preview.Refusal);
        json.WriteEndObject();
    });

    private static void WritePlaces(Utf8JsonWriter json, SurveyPreview preview)
    {
        json.WriteString("system", preview.System.ToString());
        if (preview.Verdict is { } verdict) WriteText(json, "reading", verdict.Reading.Message);
        WriteRefusal(json, "place", preview.Verdict?.Refusal);
        if (preview.Box is not { } box) return;
        json.WriteStartArray("box");
        foreach (var side in new[] { box.West, box.South, box.East, box.North }) json.WriteNumberValue(side);
        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, PreviewRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row.Number);
        json.WriteStartObject("fields");
        foreach (var (field, value) in row.Fields) json.WriteString(field, value);
        json.WriteEndObject();
        if (row.Place is { } place)
        {
            json.WriteNumber("lon", place.Longitude);
            json.WriteNumber("lat", place.Latitude);
        }
        if (row.Reject is { } reject) WriteText(json, "reason", reject.Reason);
        json.WriteEndObject();
    }

    private static void WriteReject(Utf8JsonWriter json, long row, string field, string value, LocalizedText reason)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row);
        json.WriteString("field", field);
        json.WriteString("value", value);
        WriteText(json, "reason", reason);
        json.WriteEndObject();
    }

    private static void WriteRefusal(Utf8JsonWriter json, string name, Refusal? refusal)
    {
        if (refusal is not null) WriteText(json, name, refusal.Message);
    }

    private static void WriteText(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
