using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Desk.Duty;

/// <summary>Makes the hub's command of a step that a person filled in.</summary>
internal static class StepCommands
{
    private const string Item = "item:";

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
            "alert" => (OfAlert(AlertId.Parse(row.Id), step.Command, values, me, now), null),
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

    private static HubCommand OfAlert(AlertId alert, string command, StepValues values, string me, Instant now) => command switch
    {
        "acknowledge" => new AssignAlert(values.CommandId, alert, me),
        "assign" => new AssignAlert(values.CommandId, alert, values["to"] ?? ""),
        "comment" => new CommentAlert(values.CommandId, alert, values["text"] ?? ""),
        "outcome" => new ConcludeAlert(values.CommandId, alert, Enum.Parse<AlertOutcome>(values["outcome"]!)),
        "snooze" => new SnoozeAlert(values.CommandId, alert, now + Duration.FromMinutes(Number(values["minutes"]!))),
        "resolve" => new ResolveAlert(values.CommandId, alert, values["reason"] ?? ""),
        _ => new MergeAlert(values.CommandId, alert, AlertId.Parse(IdOf(values["into"]!))),
    };

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
