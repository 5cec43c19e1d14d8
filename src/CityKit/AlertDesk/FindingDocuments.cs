using System.Globalization;
using System.Text.Json;
using CityKit.Documents;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>Findings as a store keeps them, and what they can be asked by.</summary>
public static class FindingDocuments
{
    /// <summary>What it is.</summary>
    public static DocumentIndex<Finding> Code { get; } = DocumentIndex<Finding>.Text("code", f => f.Code);

    /// <summary>Whose it is.</summary>
    public static DocumentIndex<Finding> Source { get; } = DocumentIndex<Finding>.Text("source", f => f.Source);

    /// <summary>The journal entry it comes from.</summary>
    public static DocumentIndex<Finding> Journal { get; } = DocumentIndex<Finding>.Order("journal", f => f.Journal);

    /// <summary>When the hub made it.</summary>
    public static DocumentIndex<Finding> At { get; } = DocumentIndex<Finding>.Order("at", f => f.At);

    /// <summary>When what was not seen ended.</summary>
    internal static DocumentIndex<Finding> BlindUntil { get; } =
        DocumentIndex<Finding>.Tally("blind_until", f => IsBlind(f) ? f.To : (Instant?)null);

    /// <summary>The day in which all of it was, by the city's clock; <see cref="SomeDays"/> when it was in several.</summary>
    internal static DocumentIndex<Finding> BlindDay { get; } = DocumentIndex<Finding>.Text("blind_day", DayOf);

    /// <summary>How long nothing was seen, in whole seconds.</summary>
    internal static DocumentIndex<Finding> BlindSeconds { get; } =
        DocumentIndex<Finding>.Tally("blind_seconds", f => IsBlind(f) ? (long)(f.To!.Value - f.From!.Value).TotalSeconds : null);

    /// <summary>The day of what was in several.</summary>
    internal const string SomeDays = "some";

    /// <summary>All findings.</summary>
    public static DocumentKind<Finding> Kind { get; } = new(
        "finding", IdOf, f => DeskJson.ToUtf8(f, static (writer, finding) => Write(writer, finding)), Read, Code, Source, Journal, At,
        BlindUntil, BlindDay, BlindSeconds);

    private static bool IsBlind(Finding finding) => finding is { Code: "blind", From: not null, To: not null };

    private static string? DayOf(Finding finding)
    {
        if (!IsBlind(finding)) return null;
        var (from, to) = (AlertFigures.DayOf(finding.From!.Value), AlertFigures.DayOf(finding.To!.Value));
        return from == to ? from : SomeDays;
    }

    private static string IdOf(Finding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{finding.Journal:d19}-{finding.Ordinal:d6}");

    /// <param name="writer">Where it goes.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="partition">Whose journal it names, for people; null in a store and for a hub that is the whole city.</param>
    internal static void Write(Utf8JsonWriter writer, Finding finding, string? partition = null)
    {
        writer.WriteStartObject();
        writer.WriteNumber("journal", finding.Journal);
        writer.WriteNumber("ordinal", finding.Ordinal);
        DeskJson.WriteOptional(writer, "partition", partition);
        writer.WriteString("code", finding.Code);
        writer.WriteString("source", finding.Source);
        DeskJson.WriteTime(writer, "at", finding.At);
        DeskJson.WriteTime(writer, "from", finding.From);
        DeskJson.WriteTime(writer, "to", finding.To);
        DeskJson.WriteText(writer, "reason", finding.Reason);
        writer.WriteEndObject();
    }

    private static Finding Read(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, json => new Finding(
        json.GetProperty("journal").GetInt64(), json.GetProperty("code").GetString()!, json.GetProperty("source").GetString()!,
        DeskJson.Time(json, "from"), DeskJson.Time(json, "to"), DeskJson.ReadText(json.GetProperty("reason")))
    {
        Ordinal = json.GetProperty("ordinal").GetInt32(), At = DeskJson.Time(json, "at"),
    });
}
