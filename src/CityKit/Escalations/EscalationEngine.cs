using CityKit.AlertDesk;
using CityKit.Core;
using NodaTime;

namespace CityKit.Escalations;

/// <summary>
/// The one engine that decides who is notified next of an alert, a lead or a hand-over. Pure: an escalation and a moment give the
/// escalation after it and the level that is notified.
/// </summary>
public static class EscalationEngine
{
    /// <summary>Begins for an alert.</summary>
    public static Escalation Begin(Alert alert, EscalationPlan plan, Instant now)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Begin(alert.Id.ToString(), EscalatedKind.Alert, alert.Told, plan, now);
    }

    /// <summary>Begins for a lead.</summary>
    public static Escalation Begin(Lead lead, EscalationPlan plan, Instant now)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return Begin(lead.Id.ToString(), EscalatedKind.Lead, Alert.Marked(lead.Title, lead.TimeUnknown), plan, now);
    }

    /// <summary>Begins for a hand-over.</summary>
    public static Escalation Begin(HandOver handOver, EscalationPlan plan, Instant now)
    {
        ArgumentNullException.ThrowIfNull(handOver);
        return Begin(handOver.Id, EscalatedKind.HandOver, HandOverDesk.Given(handOver), plan, now);
    }

    /// <summary>Takes the next step when it is due.</summary>
    /// <param name="escalation">The escalation as it is.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The escalation after it, and the level to notify; null when nothing is due.</returns>
    public static (Escalation After, EscalationLevel? Notify) Step(Escalation escalation, Instant now)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        if (escalation.DueAt is not { } due || due > now) return (escalation, null);
        var level = escalation.Levels[Math.Min(escalation.Notified, escalation.Levels.Length - 1)];
        return (escalation with { Notified = escalation.Notified + 1, DueAt = now + level.Wait, WaitsUntil = null }, level);
    }

    /// <summary>Lets the next level wait until a moment; what is over stays as it is.</summary>
    public static Escalation Wait(Escalation escalation, Instant until)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return escalation.DueAt is { } due ? escalation with { DueAt = Instant.Max(due, until), WaitsUntil = until } : escalation;
    }

    /// <summary>
    /// An alert that was over, which ended it, is open again without a new notice: the level after the last one is due when that one's time
    /// is up. What was acknowledged, or has a work item, stays as it is.
    /// </summary>
    public static Escalation Resume(Escalation escalation, Instant now)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        var wait = escalation.Levels[Math.Clamp(escalation.Notified - 1, 0, escalation.Levels.Length - 1)].Wait;
        return escalation is { DueAt: null, AcknowledgedAt: null, Item: null } ? escalation with { DueAt = now + wait } : escalation;
    }

    /// <summary>Ends the wait: the next level is due.</summary>
    public static Escalation GoOn(Escalation escalation, Instant now)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return escalation with { DueAt = escalation.DueAt is null ? null : now, WaitsUntil = null };
    }

    /// <summary>Ends it without an acknowledgement; what is over stays as it is.</summary>
    public static Escalation End(Escalation escalation)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        return escalation with { DueAt = null };
    }

    /// <summary>Somebody has seen it.</summary>
    /// <param name="escalation">One that was not acknowledged.</param>
    /// <param name="by">The actor's id.</param>
    /// <param name="now">The moment.</param>
    public static Escalation Acknowledge(Escalation escalation, string by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(escalation);
        ArgumentNullException.ThrowIfNull(by);
        return escalation with { DueAt = null, AcknowledgedAt = now, AcknowledgedBy = by };
    }

    private static Escalation Begin(string id, EscalatedKind of, LocalizedText text, EscalationPlan plan, Instant now) =>
        new(id, of, plan.Name, plan.Levels, text, now) { DueAt = now, StopsWhenCleared = plan.StopsWhenCleared };
}
