using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Sensors.Alerts;

namespace CityKit.Escalations;

/// <summary>Who is notified of what, level by level, until somebody acknowledges it (升级预案).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">What it is for.</param>
/// <param name="Severity">Alerts that are at least this severe; of no meaning for leads and hand-overs.</param>
/// <param name="Rules">The rules that it is for; empty for all, and for hand-overs.</param>
/// <param name="Levels">At least one.</param>
/// <param name="StopsWhenCleared">Whether an alert that is over needs no acknowledgement any more.</param>
public sealed record EscalationPlan(string Name, EscalatedKind Of, Severity Severity,
    ImmutableArray<string> Rules, ImmutableArray<EscalationLevel> Levels, bool StopsWhenCleared)
{
    internal bool Fits(Alert alert) => Of == EscalatedKind.Alert && alert.Severity >= Severity && Fits(alert.Rule);

    internal bool Fits(Lead lead) => Of == EscalatedKind.Lead && Fits(lead.Rule);

    internal bool Fits(HandOver handOver) => Of == EscalatedKind.HandOver && handOver.AcceptedAt is null;

    private bool Fits(string rule) => Rules.IsEmpty || Rules.Contains(rule);
}
