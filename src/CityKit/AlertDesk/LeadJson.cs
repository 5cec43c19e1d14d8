using System.Text.Json;
using CityKit.Cases.Policies;

namespace CityKit.AlertDesk;

/// <summary>What machines found as JSON, and what leads have beside it; members that say nothing are left out.</summary>
internal static class LeadJson
{
    internal static void WriteMachine(Utf8JsonWriter writer, MachineFinding? machine)
    {
        if (machine is null) return;
        writer.WritePropertyName("machine");
        Write(writer, machine);
    }

    internal static MachineFinding? ReadMachine(JsonElement json) => json.TryGetProperty("machine", out var machine) ? Read(machine) : null;

    /// <summary>What came later than the rest of a lead.</summary>
    internal static void WriteMore(Utf8JsonWriter writer, Lead lead)
    {
        DeskJson.WriteOptional(writer, "dismissal", lead.Dismissal);
        DeskJson.WriteOptional(writer, "mergedInto", lead.MergedInto?.ToString());
        DeskJson.WriteOptional(writer, "takenBy", lead.TakenBy);
        DeskJson.WriteTime(writer, "takenAt", lead.TakenAt);
        DeskJson.WriteOptional(writer, "handover", lead.HandOver);
        if (lead.WasRight is { } right) writer.WriteBoolean("wasRight", right);
        WriteFindings(writer, lead);
        if (lead.WaitsFor is { } wait) Write(writer, wait);
    }

    internal static Lead ReadMore(JsonElement json, Lead lead) => lead with
    {
        Dismissal = DeskJson.Optional(json, "dismissal"),
        MergedInto = DeskJson.Optional(json, "mergedInto") is { } into ? LeadId.Parse(into) : null,
        TakenBy = DeskJson.Optional(json, "takenBy"),
        TakenAt = DeskJson.Time(json, "takenAt"),
        HandOver = DeskJson.Optional(json, "handover"),
        WasRight = json.TryGetProperty("wasRight", out var right) ? right.GetBoolean() : null,
        Findings = json.TryGetProperty("findings", out var found) ? [.. found.EnumerateArray().Select(Read)] : [],
        WaitsFor = json.TryGetProperty("waitsFor", out var wait) ? ReadWait(wait) : null,
    };

    private static void WriteFindings(Utf8JsonWriter writer, Lead lead)
    {
        if (lead.Findings.IsEmpty) return;
        writer.WriteStartArray("findings");
        foreach (var found in lead.Findings) Write(writer, found);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, MachineFinding machine)
    {
        writer.WriteStartObject();
        writer.WriteString("by", machine.By);
        writer.WriteNumber("confidence", machine.Confidence);
        DeskJson.WriteOptional(writer, "snapshot", machine.Snapshot);
        DeskJson.WriteOptional(writer, "snapshotSha256", machine.SnapshotSha256);
        if (machine.Source is { } source) writer.WriteString("source", LeadSources.WordOf(source));
        DeskJson.WriteOptional(writer, "version", machine.Version);
        DeskJson.WriteOptional(writer, "clip", machine.Clip);
        DeskJson.WriteOptional(writer, "clipSha256", machine.ClipSha256);
        writer.WriteEndObject();
    }

    private static MachineFinding Read(JsonElement json) => new(json.GetProperty("by").GetString()!,
        json.GetProperty("confidence").GetDecimal(), DeskJson.Optional(json, "snapshot"), DeskJson.Optional(json, "snapshotSha256"))
    {
        Source = DeskJson.Optional(json, "source") is { } source ? LeadSources.Parse(source) : null,
        Version = DeskJson.Optional(json, "version"),
        Clip = DeskJson.Optional(json, "clip"),
        ClipSha256 = DeskJson.Optional(json, "clipSha256"),
    };

    private static void Write(Utf8JsonWriter writer, LeadWait wait)
    {
        writer.WriteStartObject("waitsFor");
        writer.WriteNumber("confirmed", wait.Confirmed);
        writer.WriteNumber("afterConfirmed", wait.AfterConfirmed);
        if (wait.Precision is { } precision) writer.WriteNumber("precision", precision);
        writer.WriteNumber("atPrecision", wait.AtPrecision);
        writer.WriteString("zh", wait.Text.Zh);
        writer.WriteString("en", wait.Text.En);
        writer.WriteEndObject();
    }

    private static LeadWait ReadWait(JsonElement json) => new(json.GetProperty("confirmed").GetInt64(),
        json.GetProperty("afterConfirmed").GetInt32(),
        json.TryGetProperty("precision", out var precision) ? precision.GetDecimal() : null, json.GetProperty("atPrecision").GetDecimal());
}
