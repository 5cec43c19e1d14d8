using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Duty;

/// <summary>Makes the hub's command of a step that a person filled in.</summary>
internal static class StepCommands
{
    private const string Item = "item:";

    /// <summary>As browsers write it; one that has seconds in it was not chosen by a person.</summary>
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <param name="row">The thing.</param>
    /// <param name="step">What is to be done with it.</param>
    /// <param name="values">What the person filled in.</param>
    /// <param name="me">Who is signed in.</param>
    /// <param name="now">Now.</param>
    /// <returns>The command, or what is wrong with what was filled in.</returns>
    internal static (HubCommand? Command, Refusal? Refusal) Of(DutyRow row, DutyStep step, StepValues values, string me, Instant now) =>
        row.Kind switch
        {
            "lead" => OfLead(LeadId.Parse(row.Id), step.Command, values),
            "alert" when step.Command == "snooze" => Snooze(AlertId.Parse(row.Id), values, now),
            "alert" => (OfAlert(AlertId.Parse(row.Id), step.Command, values, me), null),
            _ => ItemCommands.Of(WorkItemId.Parse(row.Id), step, values),
        };

    private static (HubCommand? Command, Refusal? Refusal) OfLead(LeadId lead, string command, StepValues values) => command switch
    {
        "confirm" => (new ConfirmLead(values.CommandId, lead), null),
        "take" => (new TakeLead(values.CommandId, lead), null),
        "release" => (new ReleaseLead(values.CommandId, lead), null),
        "dismiss" => (new DismissLead(values.CommandId, lead, values["reason"] ?? "") { Because = values["because"] }, null),
        _ => (Merge(lead, values), null),
    };

    private static HubCommand Merge(LeadId lead, StepValues values) =>
        values["into"] is { } into && into.StartsWith(Item, StringComparison.Ordinal)
        ? new MergeLead(values.CommandId, lead, WorkItemId.Parse(into[Item.Length..]))
        : new MergeLeads(values.CommandId, lead, LeadId.Parse(IdOf(values["into"]!)));

    private static HubCommand OfAlert(AlertId alert, string command, StepValues values, string me) => command switch
    {
        "acknowledge" => new AssignAlert(values.CommandId, alert, me),
        "assign" => new AssignAlert(values.CommandId, alert, values["to"] ?? ""),
        "comment" => new CommentAlert(values.CommandId, alert, values["text"] ?? ""),
        "outcome" => new ConcludeAlert(values.CommandId, alert, Enum.Parse<AlertOutcome>(values["outcome"]!)),
        "resolve" => new ResolveAlert(values.CommandId, alert, values["reason"] ?? ""),
        _ => new MergeAlert(values.CommandId, alert, AlertId.Parse(IdOf(values["into"]!))),
    };

    /// <summary>For so long, or until a moment by the city's clock when one is filled in; how far that may be the hub says.</summary>
    private static (HubCommand? Command, Refusal? Refusal) Snooze(AlertId alert, StepValues values, Instant now)
    {
        if (values["until"] is not { } until)
            return (new SnoozeAlert(values.CommandId, alert, now + Duration.FromMinutes(Number(values["minutes"]!))), null);
        return Minute.Parse(until) is { Success: true, Value: var moment }
            ? (new SnoozeAlert(values.CommandId, alert, moment.InZoneLeniently(WorkCalendar.Zone).ToInstant()), null)
            : (null, Refusal.Of("bad-until", $"'{until}' is no date and time; write it such as 2026-09-03T18:00.",
                $"“{until}”不是日期和时间，应如 2026-09-03T18:00。"));
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
