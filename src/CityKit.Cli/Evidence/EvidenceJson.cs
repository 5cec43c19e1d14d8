using System.Text.Json;
using CityKit.Edge.Evidence;

namespace CityKit.Cli.Evidence;

/// <summary>A verdict as one JSON object.</summary>
internal static class EvidenceJson
{
    internal static void Write(Utf8JsonWriter json, EvidenceVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", verdict.Check.IsValid);
        json.WriteBoolean("proven", verdict.IsProven);
        json.WriteString("signer", verdict.Signer);
        if (verdict.Check.Problem is { } problem) WriteProblem(json, verdict.Check, problem);
        if (verdict.Check.Record is { } record) WriteRecord(json, record);
        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, EvidenceCheck check, Core.LocalizedText problem)
    {
        json.WriteStartObject("problem");
        json.WriteString("zh", problem.Zh);
        json.WriteString("en", problem.En);
        json.WriteNumber("offset", check.Offset);
        json.WriteNumber("entry", check.Entry);
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, EvidenceRecord record)
    {
        json.WriteString("device", record.Device.Value);
        json.WriteString("boot", record.Boot.ToString());
        json.WriteString("bootBeganAt", record.Zero is { } zero ? $"{zero}" : null);
        json.WriteString("clockQuality", record.Quality.ToString());
        WriteDetection(json, record);
        json.WriteNumber("fromNanoseconds", record.From);
        json.WriteNumber("toNanoseconds", record.To);
        json.WriteBoolean("whole", record.IsWhole);
        json.WriteStartArray("edges");
        foreach (var edge in record.Edges) WriteEdge(json, record, edge);
        json.WriteEndArray();
        if (record.Clip is { } clip) WriteClip(json, record, clip);
    }

    private static void WriteDetection(Utf8JsonWriter json, EvidenceRecord record)
    {
        json.WriteStartObject("detection");
        json.WriteString("sensor", record.Detection.Sensor.Value);
        json.WriteString("kind", record.Detection.Kind.ToString());
        json.WriteNumber("value", record.Detection.Value);
        json.WriteNumber("atNanoseconds", record.Detection.Time.Nanoseconds);
        json.WriteStartObject("fields");
        foreach (var field in record.Detection.Fields) WriteField(json, field);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, Core.EventField field)
    {
        if (field.Text is { } text) json.WriteString(field.Name, text);
        else json.WriteNumber(field.Name, field.Number);
    }

    private static void WriteEdge(Utf8JsonWriter json, EvidenceRecord record, EvidenceEdge edge)
    {
        json.WriteStartObject();
        json.WriteString("line", edge.Line >= 0 && edge.Line < record.Lines.Count ? record.Lines[edge.Line] : null);
        json.WriteBoolean("active", edge.Edge == Edge.Gpio.LineEdge.Rising);
        json.WriteNumber("nanoseconds", edge.Nanoseconds);
        json.WriteNumber("lineSequence", edge.LineSequence);
        json.WriteEndObject();
    }

    private static void WriteClip(Utf8JsonWriter json, EvidenceRecord record, EvidenceClip clip)
    {
        json.WriteStartObject("clip");
        json.WriteString("recorder", clip.Recorder);
        json.WriteString("channel", clip.Channel);
        json.WriteString("from", record.ClipTimes is { } begin ? $"{begin.From}" : null);
        json.WriteString("to", record.ClipTimes is { } end ? $"{end.To}" : null);
        json.WriteEndObject();
    }
}
