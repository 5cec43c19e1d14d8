using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>
/// What an alert has besides what the first versions kept: each member is left out while there is nothing to say, so that what they wrote
/// stays the same bytes.
/// </summary>
internal static class AlertJson
{
    internal static void WriteMore(Utf8JsonWriter writer, Alert alert)
    {
        if (alert.Message is { } message) DeskJson.WriteText(writer, "message", message);
        WriteAll(writer, "evidence", alert.Evidence, Write);
        WriteAll(writer, "severities", alert.Severities, (json, change) =>
        {
            DeskJson.WriteTime(json, "at", change.At);
            json.WriteString("severity", change.Severity.ToString());
        });
        if (alert.Repeats > 0) writer.WriteNumber("repeats", alert.Repeats);
        DeskJson.WriteOptional(writer, "raisedBy", alert.RaisedBy?.ToString());
        if (alert.Work != AlertWork.None) Write(writer, alert.Work);
    }

    /// <summary>What is calculated for people and not stored.</summary>
    internal static void WriteView(Utf8JsonWriter writer, Alert alert)
    {
        writer.WriteStartObject();
        DeskJson.WriteMembers(writer, alert);
        if (alert.Duration is { } duration) writer.WriteNumber("seconds", Math.Round(duration.TotalSeconds));
        if (alert.IsFlapping) writer.WriteBoolean("flapping", true);
        writer.WriteEndObject();
    }

    internal static Alert ReadMore(JsonElement json, Alert alert) => alert with
    {
        Message = json.TryGetProperty("message", out var message) ? DeskJson.ReadText(message) : null,
        Evidence = ReadAll(json, "evidence", ReadEvidence),
        Severities = ReadAll(json, "severities", change => new SeverityChange(
            DeskJson.Time(change, "at")!.Value, Enum.Parse<Severity>(change.GetProperty("severity").GetString()!))),
        Repeats = json.TryGetProperty("repeats", out var repeats) ? repeats.GetInt32() : 0,
        RaisedBy = Id(json, "raisedBy"),
        Work = json.TryGetProperty("work", out var work) ? ReadWork(work) : AlertWork.None,
    };

    /// <summary>Writes the members of one.</summary>
    internal static void Write(Utf8JsonWriter writer, AlertEvidence evidence)
    {
        writer.WriteString("condition", evidence.Condition);
        writer.WriteString("source", evidence.Source);
        DeskJson.WriteTime(writer, "at", evidence.At);
        DeskJson.WriteOptional(writer, "value", evidence.Value);
        DeskJson.WriteOptional(writer, "limit", evidence.Limit);
        if (evidence.CoveragePermille is { } coverage) writer.WriteNumber("coveragePermille", coverage);
    }

    private static AlertEvidence ReadEvidence(JsonElement json) => new(
        json.GetProperty("condition").GetString()!, json.GetProperty("source").GetString()!, DeskJson.Time(json, "at")!.Value)
    {
        Value = DeskJson.Optional(json, "value"),
        Limit = DeskJson.Optional(json, "limit"),
        CoveragePermille = json.TryGetProperty("coveragePermille", out var coverage) ? coverage.GetInt32() : null,
    };

    private static void Write(Utf8JsonWriter writer, AlertWork work)
    {
        writer.WriteStartObject("work");
        DeskJson.WriteTime(writer, "seenAt", work.SeenAt);
        DeskJson.WriteOptional(writer, "assignee", work.Assignee);
        DeskJson.WriteTime(writer, "snoozedUntil", work.SnoozedUntil);
        DeskJson.WriteOptional(writer, "outcome", work.Outcome?.ToString());
        DeskJson.WriteTime(writer, "resolvedAt", work.ResolvedAt);
        DeskJson.WriteOptional(writer, "mergedInto", work.MergedInto?.ToString());
        WriteAll(writer, "history", work.History, (json, step) =>
        {
            DeskJson.WriteTime(json, "at", step.At);
            json.WriteString("by", step.By);
            json.WriteString("act", step.Act.ToString());
            DeskJson.WriteOptional(json, "detail", step.Detail);
        });
        writer.WriteEndObject();
    }

    private static AlertWork ReadWork(JsonElement json) => new()
    {
        SeenAt = DeskJson.Time(json, "seenAt"),
        Assignee = DeskJson.Optional(json, "assignee"),
        SnoozedUntil = DeskJson.Time(json, "snoozedUntil"),
        Outcome = DeskJson.Optional(json, "outcome") is { } outcome ? Enum.Parse<AlertOutcome>(outcome) : null,
        ResolvedAt = DeskJson.Time(json, "resolvedAt"),
        MergedInto = Id(json, "mergedInto"),
        History = ReadAll(json, "history", step => new AlertStep(DeskJson.Time(step, "at")!.Value, step.GetProperty("by").GetString()!,
            Enum.Parse<AlertAct>(step.GetProperty("act").GetString()!), DeskJson.Optional(step, "detail"))),
    };

    private static void WriteAll<T>(Utf8JsonWriter writer, string name, ImmutableArray<T> values, Action<Utf8JsonWriter, T> members)
    {
        if (values.IsEmpty) return;
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            members(writer, value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static ImmutableArray<T> ReadAll<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(read)] : [];

    private static AlertId? Id(JsonElement json, string name) => DeskJson.Optional(json, name) is { } id ? AlertId.Parse(id) : null;
}
