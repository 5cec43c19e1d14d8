using System.Text.Json;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Rules;

namespace CityKit.AlertDesk;

/// <summary>Suspensions, and the alerts that they keep from being raised, as a store keeps them.</summary>
public static class SuspensionDocuments
{
    /// <summary>1 until it is over, 0 after it.</summary>
    public static DocumentIndex<SuspensionNote> Open { get; } =
        DocumentIndex<SuspensionNote>.Integer("open", s => s.EndedAt is null ? 1 : 0);

    /// <summary>The rule, for one of a rule.</summary>
    public static DocumentIndex<SuspensionNote> Rule { get; } = DocumentIndex<SuspensionNote>.Text("rule", s => s.Of.Rule);

    /// <summary>Until it is over: of which rule or household it is, see <see cref="KeyOf"/>.</summary>
    internal static DocumentIndex<SuspensionNote> Key { get; } =
        DocumentIndex<SuspensionNote>.Text("key", s => s.EndedAt is null ? KeyOf(s.Of.Rule, s.Of.Household) : null);

    /// <summary>When it ends by itself.</summary>
    internal static DocumentIndex<SuspensionNote> Due { get; } =
        DocumentIndex<SuspensionNote>.Order("due", s => s.EndedAt is null ? s.Of.Until : null);

    /// <summary>When it was noted.</summary>
    public static DocumentIndex<SuspensionNote> At { get; } = DocumentIndex<SuspensionNote>.Order("at", s => s.At);

    /// <summary>All suspensions.</summary>
    public static DocumentKind<SuspensionNote> Kind { get; } = new(
        "suspension", s => s.Id, s => DeskJson.ToUtf8(s, Write), Read, Open, Rule, Key, Due, At);

    internal static DocumentIndex<HeldAlert> HeldCause { get; } =
        DocumentIndex<HeldAlert>.Text("cause", h => AlertDocuments.CauseOf(h.Alert.Rule, h.Alert.Source));

    internal static DocumentIndex<HeldAlert> HeldUntil { get; } = DocumentIndex<HeldAlert>.Order("until", h => h.Until);

    internal static DocumentIndex<HeldAlert> HeldBy { get; } = DocumentIndex<HeldAlert>.Text("suspension", h => h.Suspension);

    internal static DocumentKind<HeldAlert> Held { get; } = new(
        "held_alert", h => h.Alert.Id.ToString(), h => DeskJson.ToUtf8(h, Write), ReadHeld, HeldCause, HeldUntil, HeldBy);

    internal static string KeyOf(string? rule, string? household) => rule is null ? $"household|{household}" : $"rule|{rule}";

    internal static void Write(Utf8JsonWriter writer, SuspensionNote note)
    {
        writer.WriteStartObject();
        writer.WriteString("id", note.Id);
        DeskJson.WriteOptional(writer, "rule", note.Of.Rule);
        DeskJson.WriteOptional(writer, "purpose", note.Of.Purpose);
        DeskJson.WriteOptional(writer, "source", note.Of.Source);
        DeskJson.WriteOptional(writer, "household", note.Of.Household);
        DeskJson.WriteOptional(writer, "area", note.Of.Area);
        DeskJson.WriteTime(writer, "from", note.Of.From);
        DeskJson.WriteTime(writer, "until", note.Of.Until);
        DeskJson.WriteOptional(writer, "reason", note.Reason);
        writer.WriteString("by", note.By);
        DeskJson.WriteTime(writer, "at", note.At);
        writer.WriteNumber("suppressed", note.Suppressed);
        DeskJson.WriteTime(writer, "endedAt", note.EndedAt);
        writer.WriteEndObject();
    }

    private static SuspensionNote Read(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, json => new SuspensionNote(
        json.GetProperty("id").GetString()!,
        new Suspension(DeskJson.Time(json, "from")!.Value, DeskJson.Time(json, "until")!.Value)
        {
            Rule = DeskJson.Optional(json, "rule"), Purpose = DeskJson.Optional(json, "purpose"),
            Source = DeskJson.Optional(json, "source"),
            Household = DeskJson.Optional(json, "household"), Area = DeskJson.Optional(json, "area"),
        },
        DeskJson.Optional(json, "reason"), json.GetProperty("by").GetString()!, DeskJson.Time(json, "at")!.Value)
    {
        Suppressed = json.GetProperty("suppressed").GetInt32(), EndedAt = DeskJson.Time(json, "endedAt"),
    });

    private static void Write(Utf8JsonWriter writer, HeldAlert held)
    {
        writer.WriteStartObject();
        writer.WriteString("suspension", held.Suspension);
        DeskJson.WriteTime(writer, "until", held.Until);
        writer.WritePropertyName("alert");
        DeskJson.Write(writer, held.Alert);
        writer.WriteEndObject();
    }

    private static HeldAlert ReadHeld(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, json => new HeldAlert(
        DeskJson.ReadAlert(json.GetProperty("alert")), json.GetProperty("suspension").GetString()!, DeskJson.Time(json, "until")!.Value));
}
