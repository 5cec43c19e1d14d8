using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AlertDesk;

/// <summary>Alerts and leads as JSON: the form they have in stores and exports. The same value always gives the same bytes.</summary>
public static class DeskJson
{
    /// <summary>Writes an alert as one object.</summary>
    public static void Write(Utf8JsonWriter writer, Alert alert)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(alert);
        writer.WriteStartObject();
        WriteMembers(writer, alert);
        writer.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter writer, Alert alert)
    {
        writer.WriteString("id", alert.Id.ToString());
        writer.WriteString("rule", alert.Rule);
        writer.WriteString("source", alert.Source);
        writer.WriteString("raisedAt", Text(alert.RaisedAt));
        writer.WriteString("severity", alert.Severity.ToString());
        WriteText(writer, "title", alert.Title);
        WriteSubject(writer, alert.Subject);
        writer.WriteString("receivedAt", Text(alert.ReceivedAt));
        if (alert.Late) writer.WriteBoolean("late", true);
        if (alert.TimeUnknown) writer.WriteBoolean("timeUnknown", true);
        LeadJson.WriteMachine(writer, alert.Machine);
        if (alert.ClearedAt is { } cleared) writer.WriteString("clearedAt", Text(cleared));
        AlertJson.WriteMore(writer, alert);
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, Alert)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static Alert ReadAlert(ReadOnlyMemory<byte> utf8) => Read(utf8, ReadAlert);

    internal static Alert ReadAlert(JsonElement json) => AlertJson.ReadMore(json, new Alert(
        AlertId.Parse(json.GetProperty("id").GetString()!), json.GetProperty("rule").GetString()!,
        json.GetProperty("source").GetString()!, Time(json, "raisedAt")!.Value)
    {
        Severity = Enum.Parse<Severity>(json.GetProperty("severity").GetString()!),
        Title = ReadText(json.GetProperty("title")),
        Subject = ReadSubject(json.GetProperty("subject")),
        ReceivedAt = Time(json, "receivedAt")!.Value,
        Late = Flag(json, "late"),
        TimeUnknown = Flag(json, "timeUnknown"),
        Machine = LeadJson.ReadMachine(json),
        ClearedAt = Time(json, "clearedAt"),
    });

    /// <summary>Writes a lead as one object.</summary>
    public static void Write(Utf8JsonWriter writer, Lead lead)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(lead);
        writer.WriteStartObject();
        WriteMembers(writer, lead);
        writer.WriteEndObject();
    }

    internal static void WriteMembers(Utf8JsonWriter writer, Lead lead)
    {
        writer.WriteString("id", lead.Id.ToString());
        writer.WriteString("rule", lead.Rule);
        writer.WriteString("source", lead.Source);
        writer.WriteString("profile", lead.Profile);
        writer.WriteString("class", lead.Class);
        writer.WriteString("at", Text(lead.At));
        WriteText(writer, "title", lead.Title);
        WriteSubject(writer, lead.Subject);
        writer.WriteString("openedAt", Text(lead.OpenedAt));
        writer.WriteStartArray("alerts");
        foreach (var alert in lead.Alerts) writer.WriteStringValue(alert.ToString());
        writer.WriteEndArray();
        writer.WriteString("state", lead.State.ToString());
        if (lead.Automatic) writer.WriteBoolean("automatic", true);
        if (lead.TimeUnknown) writer.WriteBoolean("timeUnknown", true);
        LeadJson.WriteMachine(writer, lead.Machine);
        WriteFound(writer, lead.Found);
        if (lead.IsConcluded) writer.WriteBoolean("concluded", true);
        WriteDecision(writer, lead);
        LeadJson.WriteMore(writer, lead);
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, Lead)"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static Lead ReadLead(ReadOnlyMemory<byte> utf8) => Read(utf8, json => LeadJson.ReadMore(json, new Lead(
        LeadId.Parse(json.GetProperty("id").GetString()!), json.GetProperty("rule").GetString()!, json.GetProperty("source").GetString()!,
        json.GetProperty("profile").GetString()!, json.GetProperty("class").GetString()!, Time(json, "at")!.Value)
    {
        Title = ReadText(json.GetProperty("title")),
        Subject = ReadSubject(json.GetProperty("subject")),
        OpenedAt = Time(json, "openedAt")!.Value,
        Alerts = [.. json.GetProperty("alerts").EnumerateArray().Select(a => AlertId.Parse(a.GetString()!))],
        State = Enum.Parse<LeadState>(json.GetProperty("state").GetString()!),
        Automatic = Flag(json, "automatic"),
        TimeUnknown = Flag(json, "timeUnknown"),
        Machine = LeadJson.ReadMachine(json),
        Found = json.TryGetProperty("found", out var found) ? FoundComponentJson.Read(found) : null,
        IsConcluded = Flag(json, "concluded"),
        DecidedAt = Time(json, "decidedAt"),
        DecidedBy = Optional(json, "decidedBy"),
        Reason = Optional(json, "reason"),
        Item = Optional(json, "item") is { } item ? WorkItemId.Parse(item) : null,
    }));

    /// <summary>One object as UTF-8 bytes.</summary>
    public static byte[] ToUtf8<T>(T value, Action<Utf8JsonWriter, T> write) => ModuleJson.ToUtf8(value, write);

    /// <summary>How CityKit writes JSON: Chinese as it is, not escaped.</summary>
    public static JsonWriterOptions WriterOptions => ModuleJson.WriterOptions;

    private static void WriteDecision(Utf8JsonWriter writer, Lead lead)
    {
        if (lead.DecidedAt is { } at) writer.WriteString("decidedAt", Text(at));
        WriteOptional(writer, "decidedBy", lead.DecidedBy);
        WriteOptional(writer, "reason", lead.Reason);
        WriteOptional(writer, "item", lead.Item?.ToString());
    }

    internal static void WriteTime(Utf8JsonWriter writer, string name, Instant? time)
    {
        if (time is { } at) writer.WriteString(name, Text(at));
    }

    internal static void WriteText(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }

    internal static LocalizedText ReadText(JsonElement json) =>
        new(json.GetProperty("zh").GetString()!, json.GetProperty("en").GetString()!);

    private static void WriteSubject(Utf8JsonWriter writer, Subject subject)
    {
        var place = subject.Place;
        writer.WriteStartObject("subject");
        if (place.Point is { } point)
        {
            writer.WriteNumber("longitude", point.Longitude);
            writer.WriteNumber("latitude", point.Latitude);
        }
        WriteOptional(writer, "grid", place.Grid);
        WriteOptional(writer, "compound", place.Compound);
        WriteOptional(writer, "building", place.Building);
        WriteOptional(writer, "entrance", place.Entrance);
        WriteOptional(writer, "address", place.Address);
        WriteOptional(writer, "component", subject.Component?.ToString());
        WriteOptional(writer, "household", subject.Household);
        writer.WriteEndObject();
    }

    private static Subject ReadSubject(JsonElement json)
    {
        var place = new WorkPlace
        {
            Point = json.TryGetProperty("longitude", out var longitude)
                ? GeoPoint.FromDegrees(longitude.GetDouble(), json.GetProperty("latitude").GetDouble())
                : null,
            Grid = Optional(json, "grid"),
            Compound = Optional(json, "compound"),
            Building = Optional(json, "building"),
            Entrance = Optional(json, "entrance"),
            Address = Optional(json, "address"),
        };
        return new Subject(place, Optional(json, "component") is { } component ? ComponentId.Parse(component) : null,
            Optional(json, "household"));
    }

    private static void WriteFound(Utf8JsonWriter writer, FoundComponent? found)
    {
        if (found is null) return;
        writer.WritePropertyName("found");
        FoundComponentJson.Write(writer, found);
    }

    internal static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    internal static T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The stored JSON is damaged: {wrong.Message} 存储的警情数据已损坏。", wrong);
        }
    }

    internal static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    internal static Instant? Time(JsonElement json, string name) =>
        Optional(json, name) is { } text ? InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow() : null;

    internal static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();
}
