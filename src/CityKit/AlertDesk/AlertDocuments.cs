using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>Alerts as a store keeps them, and what they can be asked by.</summary>
public static class AlertDocuments
{
    /// <summary>1 while the alert holds, 0 when it is over.</summary>
    public static DocumentIndex<Alert> Open { get; } = DocumentIndex<Alert>.Integer("open", a => a.ClearedAt is null ? 1 : 0);

    /// <summary>The rule that raised it.</summary>
    public static DocumentIndex<Alert> Rule { get; } = DocumentIndex<Alert>.Text("rule", a => a.Rule);

    /// <summary>Device and sensor, or feed and register.</summary>
    public static DocumentIndex<Alert> Source { get; } = DocumentIndex<Alert>.Text("source", a => a.Source);

    /// <summary>The unit grid.</summary>
    public static DocumentIndex<Alert> Grid { get; } = DocumentIndex<Alert>.Text("grid", a => a.Subject.Place.Grid);

    /// <summary>How much it matters, by its name.</summary>
    internal static DocumentIndex<Alert> Severity { get; } = DocumentIndex<Alert>.Text("severity", a => a.Severity.ToString());

    /// <summary>The component that it is about.</summary>
    public static DocumentIndex<Alert> Component { get; } = DocumentIndex<Alert>.Text("component", a => a.Subject.Component?.ToString());

    /// <summary>While it holds: the rule and what it holds open for, see <see cref="CauseOf"/>.</summary>
    internal static DocumentIndex<Alert> Cause { get; } =
        DocumentIndex<Alert>.Text("cause", a => a.ClearedAt is null ? CauseOf(a.Rule, a.Source) : null);

    /// <summary>While it holds by a raising that is not its first: that one's identity.</summary>
    internal static DocumentIndex<Alert> RaisedBy { get; } =
        DocumentIndex<Alert>.Text("raised_by", a => a.ClearedAt is null ? a.RaisedBy?.ToString() : null);

    /// <summary>The outcome that people found, by its name; none while there is none.</summary>
    public static DocumentIndex<Alert> Outcome { get; } = DocumentIndex<Alert>.Text("outcome", a => a.Work.Outcome?.ToString());

    /// <summary>The same, of an alert that was not merged into another: for statistics, which count each once.</summary>
    internal static DocumentIndex<Alert> Verdict { get; } =
        DocumentIndex<Alert>.Text("verdict", a => a.Work.MergedInto is null ? a.Work.Outcome?.ToString() : null);

    /// <summary>How long it held, in seconds to two digits, when its condition ended by itself: for statistics.</summary>
    internal static DocumentIndex<Alert> Lasted { get; } = DocumentIndex<Alert>.Integer("lasted", AlertFigures.LastedOf);

    /// <summary>How long after the hub learnt of it a person did something about it, in seconds to two digits: for statistics.</summary>
    internal static DocumentIndex<Alert> Seen { get; } = DocumentIndex<Alert>.Integer("seen", AlertFigures.SeenAfter);

    /// <summary>The day on which it was raised, by the city's clock: for statistics.</summary>
    internal static DocumentIndex<Alert> Day { get; } = DocumentIndex<Alert>.Text("day", a => AlertFigures.DayOf(a.RaisedAt));

    /// <summary>Where it is, see <see cref="ScopeIndex"/>.</summary>
    internal static DocumentIndex<Alert> InScope { get; } = ScopeIndex.Of<Alert>(a => a.Subject.Scopes);

    /// <summary>When it was raised.</summary>
    public static DocumentIndex<Alert> At { get; } = DocumentIndex<Alert>.Order("at", a => a.RaisedAt);

    /// <summary>While it holds: the role or person who handles it.</summary>
    internal static DocumentIndex<Alert> OpenAssignee { get; } =
        DocumentIndex<Alert>.Text("open_assignee", a => a.ClearedAt is null ? a.Work.Assignee : null);

    /// <summary>All alerts.</summary>
    public static DocumentKind<Alert> Kind { get; } = new(
        "alert", a => a.Id.ToString(), a => DeskJson.ToUtf8(a, DeskJson.Write), DeskJson.ReadAlert,
        Open, Rule, Source, Grid, Cause, InScope, At, RaisedBy, Outcome, Verdict, Lasted, Seen, Day, Component, OpenAssignee, Severity);

    internal static string CauseOf(string rule, string source) => $"{rule}|{source}";
}
