using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Components;
using CityKit.Documents;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AlertDesk;

/// <summary>Work items as a store keeps them, and what they can be asked by.</summary>
public static class ItemDocuments
{
    /// <summary>1 while somebody still has to do something, 0 after that.</summary>
    public static DocumentIndex<WorkItem> Open { get; } = DocumentIndex<WorkItem>.Integer("open", i => i.IsOpen ? 1 : 0);

    /// <summary>The profile's id.</summary>
    public static DocumentIndex<WorkItem> Profile { get; } = DocumentIndex<WorkItem>.Text("profile", i => i.Profile);

    /// <summary>The state's id.</summary>
    public static DocumentIndex<WorkItem> State { get; } = DocumentIndex<WorkItem>.Text("state", i => i.State);

    /// <summary>The class.</summary>
    public static DocumentIndex<WorkItem> Class { get; } = DocumentIndex<WorkItem>.Text("class", i => i.Class?.ToString());

    /// <summary>The unit grid; its first characters are street, district and city.</summary>
    public static DocumentIndex<WorkItem> Grid { get; } = DocumentIndex<WorkItem>.Text("grid", i => Cut(i.Place.Grid));

    /// <summary>The body that leads the work on it.</summary>
    public static DocumentIndex<WorkItem> Body { get; } = DocumentIndex<WorkItem>.Text("body", i => Cut(i.Assignee?.Body));

    /// <summary>Its fields of the profile's own, as <c>name=value</c>; those of up to 200 characters.</summary>
    public static DocumentIndex<WorkItem> Details { get; } = DocumentIndex<WorkItem>.Texts("details",
        i => i.Details.Select(d => $"{d.Key}={d.Value}"));

    /// <summary>The component.</summary>
    public static DocumentIndex<WorkItem> Component { get; } = DocumentIndex<WorkItem>.Text("component", i => i.Component?.ToString());

    /// <summary>Every component that it is, or may be, about: the one that was named, and the one that a look-up found.</summary>
    public static DocumentIndex<WorkItem> Concerns { get; } = DocumentIndex<WorkItem>.Texts("concerns", ConcernsOf);

    /// <summary>The household, by its subject.</summary>
    public static DocumentIndex<WorkItem> Household { get; } = DocumentIndex<WorkItem>.Text("household", i => i.Household);

    /// <summary>The reports of it, each by its actor and id.</summary>
    public static DocumentIndex<WorkItem> Reports { get; } = DocumentIndex<WorkItem>.Texts("reports", i => i.Reports.Select(r => r.Id));

    /// <summary>1 for a repeat of another item, 0 for every other.</summary>
    public static DocumentIndex<WorkItem> Repeat { get; } = DocumentIndex<WorkItem>.Integer("repeat", i => i.RepeatOf is null ? 0 : 1);

    /// <summary>The number people read.</summary>
    public static DocumentIndex<WorkItem> Number { get; } = DocumentIndex<WorkItem>.Text("number", i => i.Number);

    /// <summary>While it is open: what makes a repeat join it, see <see cref="JoinKey"/>.</summary>
    internal static DocumentIndex<WorkItem> Joins { get; } =
        DocumentIndex<WorkItem>.Text("joins", i => i.IsOpen ? JoinKey.Of(i) : null);

    /// <summary>While it is open: profile, class and tile, see <see cref="NearKey"/>.</summary>
    internal static DocumentIndex<WorkItem> Near { get; } = DocumentIndex<WorkItem>.Text("near", NearKey.Of);

    /// <summary>Where it is, by profile, see <see cref="ItemSight"/>.</summary>
    internal static DocumentIndex<WorkItem> InScope { get; } = DocumentIndex<WorkItem>.Texts("scope", ItemSight.KeysOf);

    /// <summary>The same while it is open: those are few among the many that an old firm or grid has.</summary>
    internal static DocumentIndex<WorkItem> OpenInScope { get; } =
        DocumentIndex<WorkItem>.Texts("open_scope", i => i.IsOpen ? ItemSight.KeysOf(i) : []);

    /// <summary>When something falls due on it by itself.</summary>
    internal static DocumentIndex<WorkItem> Due { get; } = DocumentIndex<WorkItem>.Timer("due", i => i.DueAt);

    /// <summary>Who has it: the body, and the crew when it has named one.</summary>
    public static DocumentIndex<WorkItem> Assignee { get; } = DocumentIndex<WorkItem>.Text("assignee", i => Cut(i.Assignee?.ToString()));

    /// <summary>Where its point is, see <see cref="PointCell"/>.</summary>
    internal static DocumentIndex<WorkItem> Cell { get; } = DocumentIndex<WorkItem>.Cell("cell", i => PointCell.Of(i.Place.Point));

    /// <summary>What its texts are found by, see <see cref="SearchWords"/>.</summary>
    internal static DocumentIndex<WorkItem> Words { get; } = DocumentIndex<WorkItem>.Texts("words", SearchWords.Of);

    /// <summary>The current deadline; closed items and those without a limit have none.</summary>
    public static DocumentIndex<WorkItem> Deadline { get; } = DocumentIndex<WorkItem>.Order("deadline", i => i.Deadline?.At);

    /// <summary>When it was reported.</summary>
    public static DocumentIndex<WorkItem> At { get; } = DocumentIndex<WorkItem>.Order("at", i => i.ReportedAt);

    /// <summary>When its handling is due and when it was closed, by day, see <see cref="ItemDays"/>.</summary>
    internal static DocumentIndex<WorkItem> Days { get; } = DocumentIndex<WorkItem>.Texts("days", ItemDays.Of);

    /// <summary>When its handling is or was due, see <see cref="CaseFacts.DueAt"/>.</summary>
    internal static DocumentIndex<WorkItem> HandlingDue { get; } = DocumentIndex<WorkItem>.Tally("handling_due", CaseFacts.DueAt);

    /// <summary>What figures count of it, see <see cref="FactCode"/>.</summary>
    internal static DocumentIndex<WorkItem> Facts { get; } = DocumentIndex<WorkItem>.Tally("facts", i => FactCode.Of(i));

    /// <summary>All work items.</summary>
    public static DocumentKind<WorkItem> Kind { get; } = new(
        "item", i => i.Id.ToString(), Write, Read, Open, Profile, State, Class, Grid, Body, Component, Household, Reports, Repeat, Number,
        Joins, Near, InScope, OpenInScope, Assignee, Cell, Words, Deadline, Due, At, Concerns, Details, Days, HandlingDue, Facts)
    {
        Tallies = [[Profile, Repeat, At, Body, Facts], [Profile, Repeat, HandlingDue, Body, Facts],
            [Open, Grid, Class, Profile, Deadline]],
    };

    /// <summary>A name longer than an index holds is found by its beginning: no document is too long to be stored.</summary>
    private static string? Cut(string? text) => text is { Length: > IndexValue.MaxText } ? text[..IndexValue.MaxText] : text;

    private static IEnumerable<string> ConcernsOf(WorkItem item) =>
        new[] { item.Component, item.Found?.Id }.OfType<ComponentId>().Distinct().Select(id => id.ToString());

    /// <summary>The item as exports have it, with what no export has beside it: the number, and when something falls due.</summary>
    private static ReadOnlyMemory<byte> Write(WorkItem item) => DeskJson.ToUtf8(item, static (writer, item) =>
    {
        writer.WriteStartObject();
        writer.WriteString("number", item.Number);
        if (item.DueAt is { } due) writer.WriteString("due", InstantPattern.ExtendedIso.Format(due));
        writer.WritePropertyName("item");
        WorkItemJson.WriteStored(writer, item);
        writer.WriteEndObject();
    });

    private static WorkItem Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes.Span);
        try
        {
            var (number, due) = ReadBeside(ref reader);
            var start = (int)reader.BytesConsumed; // behind the colon
            return WorkItemJson.Read(bytes.Span[start..^1]) with { Number = number, DueAt = due };
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"The stored work item is damaged: {wrong.Message} 存储的工作项已损坏。", wrong);
        }
    }

    /// <summary>Reads up to the item.</summary>
    private static (string? Number, Instant? Due) ReadBeside(ref Utf8JsonReader reader)
    {
        (string? Number, Instant? Due) beside = default;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("item"u8)))
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var isDue = reader.ValueTextEquals("due"u8);
            reader.Read();
            if (isDue) beside.Due = InstantPattern.ExtendedIso.Parse(reader.GetString()!).GetValueOrThrow();
            else beside.Number = reader.GetString();
        }
        return beside;
    }
}
