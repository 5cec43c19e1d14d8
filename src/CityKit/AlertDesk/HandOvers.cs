using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>Hand-overs as a store keeps them, and what they can be asked by.</summary>
public static class HandOvers
{
    /// <summary>1 until it is accepted, 0 after it.</summary>
    public static DocumentIndex<HandOver> Open { get; } =
        DocumentIndex<HandOver>.Integer("open", h => h.AcceptedAt is null ? 1 : 0);

    /// <summary>Where it is seen, see <see cref="ScopeIndex"/>.</summary>
    internal static DocumentIndex<HandOver> InScope { get; } = ScopeIndex.Of<HandOver>(h => h.Scopes);

    /// <summary>When it was given.</summary>
    public static DocumentIndex<HandOver> At { get; } = DocumentIndex<HandOver>.Order("at", h => h.At);

    /// <summary>All hand-overs.</summary>
    public static DocumentKind<HandOver> Kind { get; } =
        new("handover", h => h.Id, h => DeskJson.ToUtf8(h, Write), Read, Open, InScope, At);

    /// <summary>Whether an actor who watches may see it: one of his roles counts there, or it is his.</summary>
    internal static bool Sees(ActorView view, HandOver handOver) => view.Over(handOver.Scopes, DutyRoom.Watching.Roles) is not null
        || (view.Actor.IsAny(DutyRoom.Watching.Roles) && (handOver.From == view.Actor.Id || handOver.To == view.Actor.Id));

    /// <summary>Writes one with how many there are of each kind.</summary>
    public static void Write(Utf8JsonWriter writer, HandOver handOver)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(handOver);
        writer.WriteStartObject();
        writer.WriteString("id", handOver.Id);
        writer.WriteString("from", handOver.From);
        DeskJson.WriteOptional(writer, "to", handOver.To);
        DeskJson.WriteTime(writer, "at", handOver.At);
        DeskJson.WriteOptional(writer, "note", handOver.Note);
        Write(writer, "in", handOver.In);
        WriteCounts(writer, handOver);
        Write(writer, "leads", handOver.Leads);
        Write(writer, "alerts", handOver.Alerts);
        Write(writer, "items", handOver.Items);
        if (handOver.HasMore) writer.WriteBoolean("hasMore", true);
        DeskJson.WriteTime(writer, "acceptedAt", handOver.AcceptedAt);
        DeskJson.WriteOptional(writer, "acceptedBy", handOver.AcceptedBy);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, HandOver handOver)
    {
        writer.WriteStartObject("counts");
        writer.WriteNumber("leads", handOver.Leads.Length);
        writer.WriteNumber("alerts", handOver.Alerts.Length);
        writer.WriteNumber("items", handOver.Items.Length);
        writer.WriteEndObject();
    }

    private static HandOver Read(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, json => new HandOver(
        json.GetProperty("id").GetString()!, json.GetProperty("from").GetString()!, DeskJson.Optional(json, "to"),
        DeskJson.Time(json, "at")!.Value)
    {
        Note = DeskJson.Optional(json, "note"),
        In = Read<Scope>(json, "in"),
        Leads = Read<LeadId>(json, "leads"),
        Alerts = Read<AlertId>(json, "alerts"),
        Items = Read<WorkItemId>(json, "items"),
        HasMore = DeskJson.Flag(json, "hasMore"),
        AcceptedAt = DeskJson.Time(json, "acceptedAt"),
        AcceptedBy = DeskJson.Optional(json, "acceptedBy"),
    });

    private static void Write<T>(Utf8JsonWriter writer, string name, ImmutableArray<T> values) where T : struct
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value.ToString());
        writer.WriteEndArray();
    }

    private static ImmutableArray<T> Read<T>(JsonElement json, string name) where T : IParsable<T> =>
        [.. json.GetProperty(name).EnumerateArray().Select(value => T.Parse(value.GetString()!, CultureInfo.InvariantCulture))];
}
