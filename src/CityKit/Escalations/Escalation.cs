using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Escalations;

/// <summary>
/// An alert, a lead or a hand-over that waits for somebody to acknowledge it (升级). It goes by the plan that was in force when it began.
/// </summary>
/// <param name="Id">The id of the alert, lead or hand-over.</param>
/// <param name="Of">Which of them.</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="Levels">The plan's levels.</param>
/// <param name="Text">What people read.</param>
/// <param name="StartedAt">When the hub learnt of it.</param>
public sealed record Escalation(string Id, EscalatedKind Of, string Plan, ImmutableArray<EscalationLevel> Levels,
    LocalizedText Text, Instant StartedAt)
{
    /// <summary>How often somebody was notified.</summary>
    public int Notified { get; init; }

    /// <summary>When the next level is notified; null once it is over.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Until when it waits, as its alert is snoozed; null when it does not.</summary>
    public Instant? WaitsUntil { get; init; }

    /// <summary>The work item that is open for it: its profile says who is notified from then on. Null while there is none.</summary>
    public string? Item { get; init; }

    /// <summary>When it was acknowledged; null while it is not.</summary>
    public Instant? AcknowledgedAt { get; init; }

    /// <summary>Who acknowledged it: an actor's id.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Whether an alert that is over ends it.</summary>
    public bool StopsWhenCleared { get; init; }

    internal static DocumentIndex<Escalation> Open { get; } =
        DocumentIndex<Escalation>.Integer("open", e => e.DueAt is null ? 0 : 1);

    internal static DocumentIndex<Escalation> Due { get; } = DocumentIndex<Escalation>.Order("due", e => e.DueAt);

    internal static DocumentIndex<Escalation> Started { get; } = DocumentIndex<Escalation>.Order("started", e => e.StartedAt);

    /// <summary>All escalations.</summary>
    public static DocumentKind<Escalation> Kind { get; } = ModuleJson.Documents(
        "escalations_escalation", e => e.Id, () => EscalationsJson.Shared.Escalation, Open, Due, Started);
}
