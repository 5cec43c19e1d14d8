using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using CityKit.Evidence;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime.Text;

namespace CityKit.Explaining;

/// <summary>Writes what links of one kind have and others have not.</summary>
internal static class LinkDetails
{
    internal static Action<Utf8JsonWriter> Of(Rule? rule, RuleInForce? inForce) => writer =>
    {
        if (inForce is null && rule is null) return;
        writer.WriteStartObject("rule");
        if (rule is not null)
        {
            DeskJson.WriteText(writer, "title", rule.Then.Title);
            DeskJson.WriteText(writer, "words", RuleText.Of(rule));
            writer.WriteString("when", rule.Words);
            writer.WriteString("where", rule.Where == RuleHost.Edge ? "edge" : "hub");
            DeskJson.WriteOptional(writer, "duty", rule.Duty);
            DeskJson.WriteOptional(writer, "purpose", rule.Purpose);
        }
        DeskJson.WriteOptional(writer, "version", inForce?.Version);
        if (inForce?.Entry is { } entry) writer.WriteNumber("entry", entry);
        writer.WriteEndObject();
    };

    /// <summary>The register's entry; whose household it is, is no part of it.</summary>
    internal static Action<Utf8JsonWriter> Of(Sensor sensor, SensorChart? chart) => writer =>
    {
        writer.WriteStartObject("sensor");
        writer.WriteString("quantity", sensor.Quantity.Value);
        writer.WriteString("unit", sensor.Unit);
        writer.WriteNumber("perUnit", sensor.PerUnit);
        foreach (var (name, value) in new[]
        {
            ("grid", sensor.Grid), ("compound", sensor.Compound), ("building", sensor.Building), ("entrance", sensor.Entrance),
            ("component", sensor.Component),
        })
            DeskJson.WriteOptional(writer, name, value);
        writer.WriteBoolean("household", sensor.Household is not null);
        DeskJson.WriteTime(writer, "validFrom", sensor.ValidFrom);
        DeskJson.WriteTime(writer, "validTo", sensor.ValidTo);
        writer.WriteEndObject();
        chart?.Write(writer);
    };

    internal static Action<Utf8JsonWriter> Of(Alert alert) => writer =>
    {
        writer.WriteStartObject("alert");
        DeskJson.WriteText(writer, "title", alert.Told);
        writer.WriteString("severity", alert.Severity.ToString());
        DeskJson.WriteTime(writer, "raisedAt", alert.RaisedAt);
        DeskJson.WriteTime(writer, "clearedAt", alert.ClearedAt);
        if (alert.TimeUnknown) writer.WriteBoolean("timeUnknown", true);
        if (alert.Late) writer.WriteBoolean("late", true);
        writer.WriteEndObject();
    };

    /// <summary>The lead, and who decided; words of a person's own are left out.</summary>
    internal static Action<Utf8JsonWriter> Of(Lead lead) => writer =>
    {
        writer.WriteStartObject("lead");
        DeskJson.WriteText(writer, "title", lead.Title);
        writer.WriteString("state", lead.State.ToString());
        writer.WriteString("profile", lead.Profile);
        writer.WriteString("class", lead.Class);
        if (lead.Automatic) writer.WriteBoolean("automatic", true);
        DeskJson.WriteTime(writer, "decidedAt", lead.DecidedAt);
        DeskJson.WriteOptional(writer, "decidedBy", lead.DecidedBy);
        DeskJson.WriteOptional(writer, "dismissal", lead.Dismissal);
        writer.WriteEndObject();
    };

    internal static Action<Utf8JsonWriter> Of(WorkItem item) => writer =>
    {
        writer.WriteStartObject("item");
        DeskJson.WriteOptional(writer, "number", item.Number);
        if (item.Title is { } title) DeskJson.WriteText(writer, "title", title);
        writer.WriteString("profile", item.Profile);
        writer.WriteString("state", item.State);
        writer.WriteEndObject();
    };

    /// <summary>A piece of evidence; its id is the digest that the journal has.</summary>
    internal static Action<Utf8JsonWriter> Of(EvidenceInfo piece) => writer =>
    {
        writer.WriteStartObject("piece");
        writer.WriteString("type", piece.Type.ToString());
        writer.WriteNumber("bytes", piece.Bytes);
        writer.WriteString("by", piece.By);
        writer.WriteBoolean("shown", piece.Shown is not null);
        writer.WriteEndObject();
    };

    internal static Action<Utf8JsonWriter> Of(FoundComponent found, bool isConfirmed) => writer =>
    {
        writer.WriteStartObject("component");
        writer.WriteNumber("metres", found.Metres);
        writer.WriteString("department", found.Department);
        DeskJson.WriteOptional(writer, "owner", found.Owner);
        DeskJson.WriteOptional(writer, "maintainer", found.Maintainer);
        writer.WriteString("registry", found.Registry);
        writer.WriteBoolean("confirmed", isConfirmed);
        writer.WriteEndObject();
    };

    internal static Action<Utf8JsonWriter> Of(FoundDuty duty, DutyLookup lookup) => writer =>
    {
        writer.WriteStartObject("duty");
        writer.WriteString("net", duty.Net.ToString());
        writer.WriteString("level", duty.Level);
        writer.WriteString("place", duty.Place);
        writer.WriteString("role", duty.Role);
        writer.WriteString("nets", lookup.Nets);
        writer.WriteString("on", LocalDatePattern.Iso.Format(lookup.On));
        writer.WriteEndObject();
    };

    internal static Action<Utf8JsonWriter> Of(HistoryEntry step, WorkItemPart parts) => writer =>
    {
        writer.WriteStartObject("step");
        writer.WriteString("command", step.Command);
        writer.WriteString("role", step.Role.ToString());
        DeskJson.WriteOptional(writer, "from", step.From);
        writer.WriteString("to", step.To);
        DeskJson.WriteOptional(writer, "outcome", step.Outcome);
        if (parts.HasFlag(WorkItemPart.Assignment))
        {
            writer.WriteString("actor", step.ActorId);
            DeskJson.WriteOptional(writer, "assignee", step.Assignee?.ToString());
        }
        writer.WriteEndObject();
    };

    /// <summary>A stage's clock with the days between start and deadline as they count.</summary>
    internal static Action<Utf8JsonWriter> Of(StageClock clock, WorkClock counted) => writer =>
    {
        writer.WriteStartObject("clock");
        DeskJson.WriteTime(writer, "startedAt", clock.StartedAt);
        if (clock.Limit is { } limit)
        {
            DeskJson.WriteText(writer, "limit", new(limit.ToChinese(), limit.ToString()));
            writer.WriteBoolean("working", limit.NeedsCalendar);
        }
        DeskJson.WriteTime(writer, "deadline", clock.Deadline?.At);
        if (clock.Deadline is { Provisional: true, Reason: { } reason }) DeskJson.WriteText(writer, "provisional", reason);
        DeskJson.WriteTime(writer, "finishedAt", clock.FinishedAt);
        if (clock.Overdue) writer.WriteBoolean("overdue", true);
        WriteAdjustments(writer, clock.Adjustments);
        if (clock is { Limit.NeedsCalendar: true, Deadline: { } due }) WriteDays(writer, counted.DaysBetween(clock.StartedAt, due.At));
        writer.WriteEndObject();
    };

    private static void WriteAdjustments(Utf8JsonWriter writer, IReadOnlyList<ClockAdjustment> adjustments)
    {
        if (adjustments.Count == 0) return;
        writer.WriteStartArray("adjustments");
        foreach (var adjustment in adjustments)
        {
            writer.WriteStartObject();
            DeskJson.WriteTime(writer, "from", adjustment.From);
            DeskJson.WriteTime(writer, "to", adjustment.To);
            if (adjustment.Extension is { } limit) DeskJson.WriteText(writer, "extension", new(limit.ToChinese(), limit.ToString()));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteDays(Utf8JsonWriter writer, IReadOnlyList<ClockDay> days)
    {
        writer.WriteStartArray("days");
        foreach (var day in days)
        {
            writer.WriteStartObject();
            writer.WriteString("date", LocalDatePattern.Iso.Format(day.Date));
            writer.WriteBoolean("work", day.IsWorkDay);
            DeskJson.WriteOptional(writer, "name", day.Name);
            WriteSpans(writer, day);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteSpans(Utf8JsonWriter writer, ClockDay day)
    {
        if (day.Spans.Count == 0) return;
        writer.WriteStartArray("spans");
        foreach (var span in day.Spans)
        {
            writer.WriteStartObject();
            DeskJson.WriteTime(writer, "from", span.Start);
            DeskJson.WriteTime(writer, "to", span.End);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
