using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>Leads as a store keeps them, and what they can be asked by.</summary>
public static class LeadDocuments
{
    /// <summary>1 while the lead waits for a decision, 0 after it.</summary>
    public static DocumentIndex<Lead> Open { get; } = DocumentIndex<Lead>.Integer("open", l => l.State == LeadState.Open ? 1 : 0);

    /// <summary>The state's name.</summary>
    public static DocumentIndex<Lead> State { get; } = DocumentIndex<Lead>.Text("state", l => l.State.ToString());

    /// <summary>What a person decided; none while nobody did, and of a lead that became a work item by itself.</summary>
    internal static DocumentIndex<Lead> Judged { get; } =
        DocumentIndex<Lead>.Text("judged", l => l.DecidedBy is { } by && by != Actor.System.Id ? l.State.ToString() : null);

    /// <summary>The same, of a lead that alone says what its alerts were.</summary>
    internal static DocumentIndex<Lead> Verdict { get; } =
        DocumentIndex<Lead>.Text("verdict", l => !l.IsConcluded && l.MergedInto is null && l.DecidedBy is { } by && by != Actor.System.Id
            ? l.State.ToString() : null);

    /// <summary>The alerts in it.</summary>
    internal static DocumentIndex<Lead> OfAlert { get; } = DocumentIndex<Lead>.Texts("of_alert", l => l.Alerts.Select(a => a.ToString()));

    /// <summary>The rule that found it.</summary>
    public static DocumentIndex<Lead> Rule { get; } = DocumentIndex<Lead>.Text("rule", l => l.Rule);

    /// <summary>The sensor or camera that saw it: for statistics.</summary>
    internal static DocumentIndex<Lead> Sensor { get; } = DocumentIndex<Lead>.Text("sensor", l => l.Source);

    /// <summary>The day on which it happened, by the city's clock: for statistics.</summary>
    internal static DocumentIndex<Lead> Day { get; } = DocumentIndex<Lead>.Text("day", l => AlertFigures.DayOf(l.At));

    /// <summary>The class of the work item that it would become.</summary>
    public static DocumentIndex<Lead> Class { get; } = DocumentIndex<Lead>.Text("class", l => l.Class);

    /// <summary>
    /// Where it comes from: <c>rule</c>, <c>video</c>, <c>drone</c>, or <c>machine</c> for one that does not say its kind.
    /// </summary>
    public static DocumentIndex<Lead> Source { get; } = DocumentIndex<Lead>.Text("source", LeadSources.WordOf);

    /// <summary>The account of the machine that found it first.</summary>
    public static DocumentIndex<Lead> Machine { get; } = DocumentIndex<Lead>.Text("machine", l => l.Machine?.By);

    /// <summary>While it is open: 1 when somebody has taken it, else 0.</summary>
    public static DocumentIndex<Lead> Taken { get; } =
        DocumentIndex<Lead>.Integer("taken", l => l.State != LeadState.Open ? null : l.TakenBy is null ? 0 : 1);

    /// <summary>While it is open: who has taken it.</summary>
    public static DocumentIndex<Lead> TakenBy { get; } =
        DocumentIndex<Lead>.Text("taken_by", l => l.State == LeadState.Open ? l.TakenBy : null);

    /// <summary>What people found that it was, one that became a work item by itself included.</summary>
    internal static DocumentIndex<Lead> Judgement { get; } =
        DocumentIndex<Lead>.Text("judgement", l => l.MergedInto is null ? l.Judgement?.ToString() : Duplicate);

    /// <summary>What a lead is that another one judges.</summary>
    internal const string Duplicate = "Duplicate";

    /// <summary>Why it was dismissed, one of the policy's reasons.</summary>
    internal static DocumentIndex<Lead> Dismissal { get; } = DocumentIndex<Lead>.Text("dismissal", l => l.Dismissal);

    /// <summary>The work item that it became by itself, while nobody knows whether its machine was right.</summary>
    internal static DocumentIndex<Lead> Unproven { get; } =
        DocumentIndex<Lead>.Text("unproven", l => l.IsUnproven ? l.Item?.ToString() : null);

    /// <summary>The unit grid.</summary>
    public static DocumentIndex<Lead> Grid { get; } = DocumentIndex<Lead>.Text("grid", l => l.Subject.Place.Grid);

    /// <summary>While it is open: the profile of the work item that it would become.</summary>
    internal static DocumentIndex<Lead> OpenProfile { get; } =
        DocumentIndex<Lead>.Text("open_profile", l => l.State == LeadState.Open ? l.Profile : null);

    /// <summary>While it is open: what makes a repeat join it, see <see cref="JoinKey"/>.</summary>
    internal static DocumentIndex<Lead> Joins { get; } =
        DocumentIndex<Lead>.Text("joins", l => l.State == LeadState.Open ? JoinKey.Of(l) : null);

    /// <summary>Where it is, see <see cref="ScopeIndex"/>.</summary>
    internal static DocumentIndex<Lead> InScope { get; } = ScopeIndex.Of<Lead>(l => l.Subject.Scopes);

    /// <summary>While it is open: profile, class and tile, see <see cref="NearKey"/>.</summary>
    internal static DocumentIndex<Lead> Near { get; } = DocumentIndex<Lead>.Text("near", NearKey.Of);

    /// <summary>When it happened.</summary>
    public static DocumentIndex<Lead> At { get; } = DocumentIndex<Lead>.Order("at", l => l.At);

    /// <summary>All leads.</summary>
    public static DocumentKind<Lead> Kind { get; } = new(
        "lead", l => l.Id.ToString(), l => DeskJson.ToUtf8(l, DeskJson.Write), DeskJson.ReadLead, Open, State, Rule, Grid,
        OpenProfile, Joins, Near, InScope, At, Judged, Verdict, OfAlert,
        Class, Source, Machine, Taken, TakenBy, Judgement, Dismissal, Unproven, Sensor, Day);
}
