using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Json;

/// <summary>Writes a work item, always in this order: as somebody sees it, or as a store keeps it.</summary>
/// <param name="json">Where to.</param>
/// <param name="item">The item.</param>
/// <param name="parts">What of it.</param>
/// <param name="history">Its history; null to leave it out.</param>
internal sealed class WorkItemWriter(Utf8JsonWriter json, WorkItem item, WorkItemPart parts, IReadOnlyList<HistoryEntry>? history)
{
    internal void Write()
    {
        json.WriteStartObject();
        WriteParts();
        if (item.Assignments.Any(each => each.Kind != AssignmentKind.Lead || each.Person is not null) && Has(WorkItemPart.Assignment))
            WriteAssignments();
        json.WriteEndObject();
    }

    /// <summary>Everything, with what the history says in short: its rows are kept beside it.</summary>
    internal void WriteStored()
    {
        json.WriteStartObject();
        WriteParts();
        if (item.Assignments.Count > 0) WriteAssignments();
        Moment("openedAt", item.OpenedAt);
        Moment("updatedAt", item.UpdatedAt);
        json.WriteNumber("entries", item.Entries);
        WriteTurns();
        json.WriteEndObject();
    }

    private void WriteParts()
    {
        json.WriteNumber("schema", JsonNames.Schema);
        json.WriteString("id", item.Id.ToString());
        if (Has(WorkItemPart.Summary)) WriteSummary();
        if (Has(WorkItemPart.Place)) WritePlace();
        if (Has(WorkItemPart.Household)) Text("household", item.Household);
        if (Has(WorkItemPart.Assignment)) WriteAssignment();
        if (Has(WorkItemPart.Evidence)) WriteTexts("alerts", item.Alerts);
        if (Has(WorkItemPart.Evidence) && item.Reports.Count > 0) WriteReports();
        if (Has(WorkItemPart.History)) WriteHistory();
    }

    private bool Has(WorkItemPart part) => (parts & part) == part;

    private void WriteSummary()
    {
        json.WriteString("profile", item.Profile);
        Text("class", item.Class?.ToString());
        WriteBoth("title", item.Title);
        json.WriteString("source", item.Source);
        json.WriteString("state", item.State);
        json.WriteString("stage", item.Stage);
        json.WriteBoolean("open", item.IsOpen);
        Text("condition", item.Condition);
        Text("standard", item.Standard);
        Text("outcome", item.Outcome);
        Moment("reportedAt", item.ReportedAt);
        if (item.TimeUnknown) json.WriteBoolean("timeUnknown", true);
        Moment("stateSince", item.StateSince);
        Moment("closedAt", item.ClosedAt);
        Text("repeatOf", item.RepeatOf?.ToString());
        Moment("deadline", item.Deadline?.At);
        json.WriteBoolean("provisional", item.Deadline is { Provisional: true });
        json.WriteBoolean("overseen", item.Overseen);
        json.WriteBoolean("exempt", item.Exempt);
        WriteCounts();
        if (!item.Details.IsEmpty) WriteDetails(item.Details);
        Text("parent", item.Parent?.ToString());
        Text("mergedInto", item.MergedInto?.ToString());
        if (item.Parts.Count > 0) WritePartItems();
    }

    private void WriteDetails(IReadOnlyDictionary<string, string> details)
    {
        json.WriteStartObject("details");
        foreach (var (name, value) in details) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private void WritePartItems()
    {
        json.WriteStartArray("parts");
        foreach (var part in item.Parts)
        {
            json.WriteStartObject();
            json.WriteString("id", part.Id.ToString());
            json.WriteBoolean("open", part.IsOpen);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteAssignments()
    {
        json.WriteStartArray("assignments");
        foreach (var each in item.Assignments)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNames.Kinds[(int)each.Kind]);
            json.WriteString("body", each.Assignee.Body);
            Text("crew", each.Assignee.Crew);
            Text("person", each.Person);
            Moment("since", each.Since);
            Moment("endedAt", each.EndedAt);
            if (each.Done) json.WriteBoolean("done", true);
            if (each.Clock is { } clock) WriteClock("clock", clock);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteTurns()
    {
        json.WriteStartArray("turns");
        foreach (var turn in item.Turns)
        {
            json.WriteStartObject();
            json.WriteString("command", turn.Command);
            Text("from", turn.From);
            json.WriteString("to", turn.To);
            json.WriteNumber("count", turn.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteCounts()
    {
        json.WriteStartObject("counts");
        json.WriteNumber("returns", item.Counts.Returns);
        json.WriteNumber("reworks", item.Counts.Reworks);
        json.WriteNumber("extensions", item.Counts.Extensions);
        json.WriteNumber("suspensions", item.Counts.Suspensions);
        json.WriteNumber("joined", item.Counts.Joined);
        foreach (var (turn, count) in item.Counts.Others) json.WriteNumber(turn, count);
        json.WriteEndObject();
    }

    private void WritePlace()
    {
        json.WriteStartObject("place");
        if (item.Place.Point is { } point)
        {
            json.WriteNumber("longitude", point.Longitude);
            json.WriteNumber("latitude", point.Latitude);
        }
        Text("grid", item.Place.Grid);
        if (item.Place.NearGrids.Count > 0) WriteTexts("nearGrids", item.Place.NearGrids);
        Text("compound", item.Place.Compound);
        Text("building", item.Place.Building);
        Text("entrance", item.Place.Entrance);
        Text("spot", item.Place.Spot);
        Text("address", item.Place.Address);
        json.WriteEndObject();
        Text("component", item.Component?.ToString());
        WriteFound();
    }

    private void WriteFound()
    {
        if (item.Found is not { } found) return;
        json.WritePropertyName("found");
        FoundComponentJson.Write(json, found);
    }

    private void WriteAssignment()
    {
        WriteAssignee("assignee", item.Assignee);
        if (item.Duties is { } duties)
        {
            json.WritePropertyName("duties");
            DutyLookupJson.Write(json, duties);
        }
        if (item.Suggestion is not { } suggestion) return;
        json.WritePropertyName("suggestion");
        DispatchSuggestionJson.Write(json, suggestion);
    }

    private void WriteReports()
    {
        json.WriteStartArray("reports");
        foreach (var report in item.Reports)
        {
            json.WriteStartObject();
            if (Has(WorkItemPart.Assignment)) json.WriteString("id", report.Id); // names its reporter too
            if (Has(WorkItemPart.Assignment)) json.WriteString("reporter", report.Reporter);
            Moment("at", report.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteHistory()
    {
        WriteClocks("clocks", item.Clocks);
        if (item.NamedClocks.Count > 0) WriteClocks("namedClocks", item.NamedClocks);
        WriteTexts("doneSteps", item.DoneSteps);
        if (history is not null) WriteEntries(history);
    }

    private void WriteEntries(IReadOnlyList<HistoryEntry> entries)
    {
        json.WriteStartArray("history");
        foreach (var entry in entries) WriteEntry(entry);
        json.WriteEndArray();
    }

    private void WriteClocks(string name, IReadOnlyList<StageClock> clocks)
    {
        json.WriteStartArray(name);
        foreach (var clock in clocks) WriteClock(null, clock);
        json.WriteEndArray();
    }

    private void WriteClock(string? name, StageClock clock)
    {
        if (name is not null) json.WritePropertyName(name);
        json.WriteStartObject();
        json.WriteString("stage", clock.Stage);
        Moment("startedAt", clock.StartedAt);
        Text("limit", clock.Limit?.ToString());
        Moment("deadline", clock.Deadline?.At);
        if (clock.Deadline is { Provisional: true } deadline) WriteBoth("provisional", deadline.Reason);
        Moment("finishedAt", clock.FinishedAt);
        if (clock.OnTime is { } onTime) json.WriteBoolean("onTime", onTime);
        if (clock.Overdue) json.WriteBoolean("overdue", true);
        if (clock.Adjustments.Count > 0) WriteAdjustments(clock.Adjustments);
        json.WriteEndObject();
    }

    private void WriteAdjustments(IReadOnlyList<ClockAdjustment> adjustments)
    {
        json.WriteStartArray("adjustments");
        foreach (var adjustment in adjustments)
        {
            json.WriteStartObject();
            Moment("from", adjustment.From);
            Text("extension", adjustment.Extension?.ToString());
            Moment("to", adjustment.To);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static void WriteWhole(Utf8JsonWriter json, HistoryEntry entry) =>
        new WorkItemWriter(json, null!, WorkItemPart.All, null).WriteEntry(entry);

    private void WriteEntry(HistoryEntry entry)
    {
        json.WriteStartObject();
        Moment("at", entry.At);
        if (Has(WorkItemPart.Assignment)) json.WriteString("actor", entry.ActorId);
        json.WriteString("role", entry.Role.ToString());
        json.WriteString("command", entry.Command);
        Text("from", entry.From);
        json.WriteString("to", entry.To);
        if (entry.TimeUnknown) json.WriteBoolean("timeUnknown", true);
        Text("reason", entry.Reason);
        Text("reply", entry.Reply);
        if (Has(WorkItemPart.Assignment)) WriteAssignee("assignee", entry.Assignee);
        if (Has(WorkItemPart.Assignment)) WriteBoth("because", entry.Because);
        if (Has(WorkItemPart.Place)) Text("component", entry.Component?.ToString());
        Text("class", entry.Class?.ToString());
        Text("condition", entry.Condition);
        Text("outcome", entry.Outcome);
        if (Has(WorkItemPart.Assignment)) Text("person", entry.Person);
        if (!entry.Details.IsEmpty) WriteDetails(entry.Details);
        if (Has(WorkItemPart.Evidence) && entry.Evidence.Count > 0) WriteTexts("evidence", entry.Evidence);
        if (entry.IsShown) json.WriteBoolean("shown", true);
        json.WriteEndObject();
    }

    private void WriteAssignee(string name, Assignee? assignee)
    {
        if (assignee is null) return;
        json.WriteStartObject(name);
        json.WriteString("body", assignee.Body);
        Text("crew", assignee.Crew);
        json.WriteEndObject();
    }

    private void WriteBoth(string name, LocalizedText? text)
    {
        if (text is null) return;
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void Text(string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private void Moment(string name, Instant? at)
    {
        if (at is { } moment) JsonNames.Write(json, name, moment);
    }
}
