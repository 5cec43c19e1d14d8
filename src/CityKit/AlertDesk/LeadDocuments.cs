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
        DocumentIndex<Lead>.Text("verdict", l => !l.IsConcluded && l.DecidedBy is { } by && by != Actor.System.Id
            ? l.State.ToString() : null);

    /// <summary>The alerts in it.</summary>
    internal static DocumentIndex<Lead> OfAlert { get; } = DocumentIndex<Lead>.Texts("of_alert", l => l.Alerts.Select(a => a.ToString()));

    /// <summary>The rule that found it.</summary>
    public static DocumentIndex<Lead> Rule { get; } = DocumentIndex<Lead>.Text("rule", l => l.Rule);

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
        OpenProfile, Joins, Near, InScope, At, Judged, Verdict, OfAlert);
}
