using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Cases.Flow;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Json;

/// <summary>Reads what <see cref="WorkItemWriter"/> wrote.</summary>
internal static class WorkItemParser
{
    internal static WorkItem Read(JsonElement json)
    {
        var schema = json.GetProperty("schema").GetInt32();
        if (schema != JsonNames.Schema)
            throw new FormatException($"Work item schema {schema}; this version reads {JsonNames.Schema}. "
                + $"工作项的数据版本为 {schema}，本版本只读 {JsonNames.Schema}。");
        var read = Described(json) with
        {
            Class = Class(json),
            Component = Text(json, "component") is { } component ? ComponentId.Parse(component) : null,
            Found = json.TryGetProperty("found", out var found) ? FoundComponentJson.Read(found) : null,
            Duties = json.TryGetProperty("duties", out var duties) ? DutyLookupJson.Read(duties) : null,
            Suggestion = json.TryGetProperty("suggestion", out var suggestion) ? DispatchSuggestionJson.Read(suggestion) : null,
            Title = Both(json, "title"),
            Household = Text(json, "household"),
            Details = Details(json),
            Parent = Text(json, "parent") is { } parent ? WorkItemId.Parse(parent) : null,
            MergedInto = Text(json, "mergedInto") is { } merged ? WorkItemId.Parse(merged) : null,
            Parts = List(json, "parts",
                part => new WorkPart(WorkItemId.Parse(Required(part, "id")), part.GetProperty("open").GetBoolean())),
            NamedClocks = List(json, "namedClocks", Clock),
            Condition = Text(json, "condition"),
            Standard = Text(json, "standard"),
            Outcome = Text(json, "outcome"),
            TimeUnknown = Flag(json, "timeUnknown"),
            ClosedAt = Moment(json, "closedAt"),
            RepeatOf = Text(json, "repeatOf") is { } original ? WorkItemId.Parse(original) : null,
            Alerts = Texts(json, "alerts"),
            Reports = Reports(json),
            DoneSteps = Texts(json, "doneSteps"),
            Counts = Counts(json.GetProperty("counts")),
            Overseen = json.GetProperty("overseen").GetBoolean(),
            Exempt = json.GetProperty("exempt").GetBoolean(),
        };
        return read with { Assignments = Assignments(json, read) };
    }

    internal static HistoryEntry Entry(JsonElement json) => new()
    {
        At = JsonNames.Instant(Required(json, "at")),
        ActorId = Required(json, "actor"),
        Role = Role.Parse(Required(json, "role")),
        Command = Required(json, "command"),
        From = Text(json, "from"),
        To = Required(json, "to"),
        TimeUnknown = Flag(json, "timeUnknown"),
        Reason = Text(json, "reason"),
        Reply = Text(json, "reply"),
        IsShown = Flag(json, "shown"),
        Assignee = Who(json, "assignee"),
        Class = Class(json),
        Condition = Text(json, "condition"),
        Outcome = Text(json, "outcome"),
        Because = Both(json, "because"),
        Component = Text(json, "component") is { } component ? ComponentId.Parse(component) : null,
        Person = Text(json, "person"),
        Details = Details(json),
        Evidence = Texts(json, "evidence"),
    };

    private static WorkItem Described(JsonElement json) => json.TryGetProperty("openedAt", out _)
        ? Basics(json, JsonNames.Instant(Required(json, "openedAt")), JsonNames.Instant(Required(json, "updatedAt"))) with
        {
            Entries = json.GetProperty("entries").GetInt32(),
            Turns = List(json, "turns", turn => new Turn(Required(turn, "command"), Text(turn, "from"), Required(turn, "to"),
                turn.GetProperty("count").GetInt32())),
        }
        : WithHistory(json, Some(List(json, "history", Entry), "history"));

    /// <summary>An item as an export, or a version before, has it: with its history inside.</summary>
    private static WorkItem WithHistory(JsonElement json, HistoryEntry[] history) => Basics(json, history[0].At, history[^1].At) with
    {
        Entries = history.Length,
        Turns = Turns.Of(history),
        KeptHistory = history,
    };

    private static WorkItem Basics(JsonElement json, Instant opened, Instant updated) => new()
    {
        Id = WorkItemId.Parse(Required(json, "id")),
        Profile = Required(json, "profile"),
        Source = Required(json, "source"),
        State = Required(json, "state"),
        Stage = Required(json, "stage"),
        IsOpen = json.GetProperty("open").GetBoolean(),
        Place = WorkPlaceJson.Read(json.GetProperty("place")),
        ReportedAt = JsonNames.Instant(Required(json, "reportedAt")),
        StateSince = JsonNames.Instant(Required(json, "stateSince")),
        Clocks = Some(List(json, "clocks", Clock), "clocks"),
        OpenedAt = opened,
        UpdatedAt = updated,
        Entries = 0,
    };

    /// <summary>Its assignments; of a version before, the body that has it and since when, as far as the history says.</summary>
    private static IReadOnlyList<Assignment> Assignments(JsonElement json, WorkItem read)
    {
        if (json.TryGetProperty("assignments", out _)) return List(json, "assignments", ReadAssignment);
        if (Who(json, "assignee") is not { } who) return [];
        var since = read.KeptHistory.LastOrDefault(entry => entry.Assignee == who)?.At ?? read.StateSince;
        return [new Assignment(AssignmentKind.Lead, who, since)];
    }

    private static Assignment ReadAssignment(JsonElement json) => new(
        JsonNames.KindOf(Required(json, "kind")), new Assignee(Required(json, "body"),
            Text(json, "crew")), JsonNames.Instant(Required(json, "since")))
    {
        Person = Text(json, "person"),
        EndedAt = Moment(json, "endedAt"),
        Done = Flag(json, "done"),
        Clock = json.TryGetProperty("clock", out var clock) ? Clock(clock) : null,
    };

    private static T[] List<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(read)] : [];

    private static ImmutableSortedDictionary<string, string> Details(JsonElement json) =>
        TextMapJson.Read(json.TryGetProperty("details", out var details) ? details : null);

    private static WorkReport[] Reports(JsonElement json) => json.TryGetProperty("reports", out var list)
        ? [.. list.EnumerateArray()
            .Select(report =>
                new WorkReport(Required(report, "id"), Required(report, "reporter"), JsonNames.Instant(Required(report, "at"))))]
        : [];

    private static T[] Some<T>(IEnumerable<T> items, string name) =>
        items.ToArray() is { Length: > 0 } some ? some : throw new FormatException($"'{name}' is empty. {name} 为空。");

    private static WorkCounts Counts(JsonElement json) => new(
        json.GetProperty("returns").GetInt32(), json.GetProperty("reworks").GetInt32(), json.GetProperty("extensions").GetInt32(),
        json.GetProperty("suspensions").GetInt32(), json.GetProperty("joined").GetInt32())
    {
        Others = json.EnumerateObject().Where(each => !Counted.Contains(each.Name))
            .ToImmutableSortedDictionary(each => each.Name, each => each.Value.GetInt32(), StringComparer.Ordinal),
    };

    private static readonly string[] Counted = ["returns", "reworks", "extensions", "suspensions", "joined"];

    private static StageClock Clock(JsonElement json) => new()
    {
        Stage = Required(json, "stage"),
        StartedAt = JsonNames.Instant(Required(json, "startedAt")),
        Limit = Limit(json, "limit"),
        Deadline = Moment(json, "deadline") is { } at
            ? new Deadline(at, json.TryGetProperty("provisional", out _), Both(json, "provisional")) : null,
        FinishedAt = Moment(json, "finishedAt"),
        Overdue = Flag(json, "overdue"),
        Adjustments = json.TryGetProperty("adjustments", out var list) ? [.. list.EnumerateArray().Select(Adjustment)] : [],
    };

    private static ClockAdjustment Adjustment(JsonElement json) =>
        new(JsonNames.Instant(Required(json, "from")), Limit(json, "extension"), Moment(json, "to"));

    private static ClassKey? Class(JsonElement json) => Text(json, "class") is { } key ? ClassKey.Parse(key) : null;

    private static Assignee? Who(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? new Assignee(Required(value, "body"), Text(value, "crew")) : null;

    private static LocalizedText? Both(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? new LocalizedText(Required(value, "zh"), Required(value, "en")) : null;

    private static string[] Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    private static WorkLimit? Limit(JsonElement json, string name) => Text(json, name) is { } text ? WorkLimit.Parse(text) : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static Instant? Moment(JsonElement json, string name) => Text(json, name) is { } text ? JsonNames.Instant(text) : null;

    private static string Required(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null. {name} 为 null。");

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
