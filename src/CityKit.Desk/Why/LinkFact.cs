using CityKit.Client.Chains;
using CityKit.Core;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;

namespace CityKit.Desk.Why;

/// <summary>What a link of a chain says, in one line.</summary>
internal static class LinkFact
{
    internal static string Of(ChainLink link, DeskView view, IReadOnlyDictionary<string, LocalizedText> names) => link switch
    {
        { Rule: { } rule } => Joined(rule.Title is { } title ? view.Say(title) : link.Id, view.Say(rule.Words ?? WhyWords.RuleGone)),
        { What: "rule" } => $"{link.Id} · {view.Say(WhyWords.RuleGone)}",
        { Sensor: { } sensor } => Joined(link.Id, sensor.Quantity, PlaceText.Of(view, sensor.Compound, sensor.Building, sensor.Entrance)),
        { Evidence: { } evidence } => Joined(evidence.Condition, evidence.Value),
        { Alert: { } alert } => Joined(view.Say(alert.Title), view.Say(CommonWords.SeverityOf(alert.Severity)),
            view.Say(WhyWords.RaisedAt, view.When(alert.RaisedAt)),
            alert.ClearedAt is { } over && over != alert.RaisedAt ? view.Say(WhyWords.ClearedAt, view.When(over)) : null,
            alert.TimeUnknown ? view.Say(WhyWords.TimeUnknown) : null, alert.Late ? view.Say(WhyWords.Late) : null),
        { Lead: { } lead } => Joined(view.Say(lead.Title), view.Say(WhyWords.LeadStateOf(lead.State)),
            lead.Automatic ? view.Say(WhyWords.ByItself) : lead.DecidedBy, lead.Dismissal),
        { Step: { } step } => StepOf(link, step, view, names),
        { What: "command" } => Joined(view.Say(WhyWords.CommandOf(link.Id)), link.Key?.Split('/')[0]),
        { Component: { } found } => Joined(link.Id, found.Metres > 0 ? view.Say(WhyWords.Metres, view.Number((decimal)found.Metres))
            : view.Say(WhyWords.Named),
            view.Say(found.Confirmed ? CommonWords.Confirmed : WhyWords.NotConfirmed)),
        { Duty: { } duty } => Joined(link.Id, view.Say(WhyWords.DutyFact, duty.Net, duty.Level, duty.Place, duty.Role)),
        { What: "dispatch" } => Joined(link.Id, link.Because is { } because ? view.Say(because) : null),
        { Piece: { } piece } => Joined(piece.Type, view.Say(WhyWords.Bytes, view.Number(piece.Bytes)), piece.By),
        { Item: { } item } => Joined(item.Number, item.Title is { } title ? view.Say(title) : null, names.Name(view, item.State)),
        { Clock: { } clock } => ClockOf(link, clock, view, names),
        { Events.Count: > 0 } => Joined(link.Id, view.Say(WhyWords.Events, string.Join(", ", link.Events))),
        _ => link.Id,
    };

    private static string StepOf(ChainLink link, LinkStep step, DeskView view, IReadOnlyDictionary<string, LocalizedText> names) => Joined(
        link.What == "command" && link.Id != "step" ? view.Say(WhyWords.CommandOf(link.Id)) : names.Name(view, step.Command),
        step.From is { } from ? view.Say(WhyWords.Moved, names.Name(view, from), names.Name(view, step.To))
            : view.Say(WhyWords.Opened, names.Name(view, step.To)),
        view.Say(CommonWords.RoleOf(step.Role)), step.Actor, step.Assignee is { } to ? view.Say(WhyWords.To, to) : null);

    private static string ClockOf(ChainLink link, LinkClock clock, DeskView view, IReadOnlyDictionary<string, LocalizedText> names)
    {
        var limit = clock.Limit is { } text ? view.Say(text) : "";
        return Joined(names.Name(view, link.Id), clock.Deadline is { } due ? view.Say(WhyWords.Due, limit, view.When(due))
            : view.Say(WhyWords.Paused, limit),
            view.Say(clock.Overdue ? WhyWords.Overdue : clock.FinishedAt is null ? WhyWords.Running : WhyWords.InTime));
    }

    private static string Joined(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
