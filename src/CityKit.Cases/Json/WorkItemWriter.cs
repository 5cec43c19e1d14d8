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
    : PartsWriter(json, parts)
{
    internal void Write()
    {
        Json.WriteStartObject();
        WriteParts();
        if (item.Assignments.Any(each => each.Kind != AssignmentKind.Lead || each.Person is not null) && Has(WorkItemPart.Assignment))
            WriteAssignments();
        Json.WriteEndObject();
    }

    /// <summary>Everything, with what the history says in short: its rows are kept beside it.</summary>
    internal void WriteStored()
    {
        Json.WriteStartObject();
        WriteParts();
        if (item.Assignments.Count > 0) WriteAssignments();
        Moment("openedAt", item.OpenedAt);
        Moment("updatedAt", item.UpdatedAt);
        Json.WriteNumber("entries", item.Entries);
        WriteTurns();
        Json.WriteEndObject();
    }

    private void WriteParts()
    {
        Json.WriteNumber("schema", JsonNames.Schema);
        Json.WriteString("id", item.Id.ToString());
        if (Has(WorkItemPart.Summary)) WriteSummary();
        if (Has(WorkItemPart.Place)) WritePlace();
        if (Has(WorkItemPart.Household)) Text("household", item.Household);
        if (Has(WorkItemPart.Assignment)) WriteAssignment();
        if (Has(WorkItemPart.Evidence)) WriteTexts("alerts", item.Alerts);
        if (Has(WorkItemPart.Evidence) && item.Reports.Count > 0) WriteReports();
        if (Has(WorkItemPart.History)) WriteHistory();
    }

    private void WriteSummary()
    {
        Json.WriteString("profile", item.Profile);
        Text("class", item.Class?.ToString());
        WriteBoth("title", item.Title);
        Json.WriteString("source", item.Source);
        Json.WriteString("state", item.State);
        Json.WriteString("stage", item.Stage);
        Json.WriteBoolean("open", item.IsOpen);
        Text("condition", item.Condition);
        Text("standard", item.Standard);
        Text("outcome", item.Outcome);
        Moment("reportedAt", item.ReportedAt);
        if (item.TimeUnknown) Json.WriteBoolean("timeUnknown", true);
        Moment("stateSince", item.StateSince);
        Moment("closedAt", item.ClosedAt);
        Text("repeatOf", item.RepeatOf?.ToString());
        Moment("deadline", item.Deadline?.At);
        Json.WriteBoolean("provisional", item.Deadline is { Provisional: true });
        Json.WriteBoolean("overseen", item.Overseen);
        Json.WriteBoolean("exempt", item.Exempt);
        WriteCounts();
        if (!item.Details.IsEmpty) TextMapJson.Write(Json, "details", item.Details);
        Text("parent", item.Parent?.ToString());
        Text("mergedInto", item.MergedInto?.ToString());
        if (item.Parts.Count > 0) WritePartItems();
    }

    private void WritePartItems()
    {
        Json.WriteStartArray("parts");
        foreach (var part in item.Parts)
        {
            Json.WriteStartObject();
            Json.WriteString("id", part.Id.ToString());
            Json.WriteBoolean("open", part.IsOpen);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
    }

    private void WriteAssignments()
    {
        Json.WriteStartArray("assignments");
        foreach (var each in item.Assignments)
        {
            Json.WriteStartObject();
            Json.WriteString("kind", JsonNames.Kinds[(int)each.Kind]);
            Json.WriteString("body", each.Assignee.Body);
            Text("crew", each.Assignee.Crew);
            Text("person", each.Person);
            Moment("since", each.Since);
            Moment("endedAt", each.EndedAt);
            if (each.Done) Json.WriteBoolean("done", true);
            if (each.Clock is { } clock) WriteClock("clock", clock);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
    }

    private void WriteTurns()
    {
        Json.WriteStartArray("turns");
        foreach (var turn in item.Turns)
        {
            Json.WriteStartObject();
            Json.WriteString("command", turn.Command);
            Text("from", turn.From);
            Json.WriteString("to", turn.To);
            Json.WriteNumber("count", turn.Count);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
    }

    private void WriteCounts()
    {
        Json.WriteStartObject("counts");
        Json.WriteNumber("returns", item.Counts.Returns);
        Json.WriteNumber("reworks", item.Counts.Reworks);
        Json.WriteNumber("extensions", item.Counts.Extensions);
        Json.WriteNumber("suspensions", item.Counts.Suspensions);
        Json.WriteNumber("joined", item.Counts.Joined);
        foreach (var (turn, count) in item.Counts.Others) Json.WriteNumber(turn, count);
        Json.WriteEndObject();
    }

    private void WritePlace()
    {
        WorkPlaceJson.Write(Json, item.Place);
        Text("component", item.Component?.ToString());
        WriteFound();
    }

    private void WriteFound()
    {
        if (item.Found is not { } found) return;
        Json.WritePropertyName("found");
        FoundComponentJson.Write(Json, found);
    }

    private void WriteAssignment()
    {
        WriteAssignee("assignee", item.Assignee);
        if (item.Duties is { } duties)
        {
            Json.WritePropertyName("duties");
            DutyLookupJson.Write(Json, duties);
        }
        if (item.Suggestion is not { } suggestion) return;
        Json.WritePropertyName("suggestion");
        DispatchSuggestionJson.Write(Json, suggestion);
    }

    private void WriteReports()
    {
        Json.WriteStartArray("reports");
        foreach (var report in item.Reports)
        {
            Json.WriteStartObject();
            if (Has(WorkItemPart.Assignment)) Json.WriteString("id", report.Id); // names its reporter too
            if (Has(WorkItemPart.Assignment)) Json.WriteString("reporter", report.Reporter);
            Moment("at", report.At);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
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
        Json.WriteStartArray("history");
        var writer = new HistoryWriter(Json, Parts);
        foreach (var entry in entries) writer.Write(entry);
        Json.WriteEndArray();
    }

    private void WriteClocks(string name, IReadOnlyList<StageClock> clocks)
    {
        Json.WriteStartArray(name);
        foreach (var clock in clocks) WriteClock(null, clock);
        Json.WriteEndArray();
    }

    private void WriteClock(string? name, StageClock clock)
    {
        if (name is not null) Json.WritePropertyName(name);
        Json.WriteStartObject();
        Json.WriteString("stage", clock.Stage);
        Moment("startedAt", clock.StartedAt);
        Text("limit", clock.Limit?.ToString());
        Moment("deadline", clock.Deadline?.At);
        if (clock.Deadline is { Provisional: true } deadline) WriteBoth("provisional", deadline.Reason);
        Moment("finishedAt", clock.FinishedAt);
        if (clock.OnTime is { } onTime) Json.WriteBoolean("onTime", onTime);
        if (clock.Overdue) Json.WriteBoolean("overdue", true);
        if (clock.Adjustments.Count > 0) WriteAdjustments(clock.Adjustments);
        Json.WriteEndObject();
    }

    private void WriteAdjustments(IReadOnlyList<ClockAdjustment> adjustments)
    {
        Json.WriteStartArray("adjustments");
        foreach (var adjustment in adjustments)
        {
            Json.WriteStartObject();
            Moment("from", adjustment.From);
            Text("extension", adjustment.Extension?.ToString());
            Moment("to", adjustment.To);
            Json.WriteEndObject();
        }
        Json.WriteEndArray();
    }
}
