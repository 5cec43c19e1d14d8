using CityKit.Client.Asking;
using NodaTime;

namespace CityKit.Client.Items;

/// <summary>Which work items; what is null does not matter.</summary>
public sealed record ItemFilter
{
    /// <summary><c>open</c>, <c>closed</c> or <c>all</c>; open when it is null.</summary>
    public string? State { get; init; }

    /// <summary>The state's id.</summary>
    public string? Status { get; init; }

    /// <summary>The profile's id.</summary>
    public string? Profile { get; init; }

    /// <summary>The class.</summary>
    public string? Class { get; init; }

    /// <summary>The first digits of the unit grid.</summary>
    public string? Grid { get; init; }

    /// <summary>The body that has it.</summary>
    public string? Body { get; init; }

    /// <summary>Who has it: <c>body</c> or <c>body/crew</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Whose current deadline is before this moment.</summary>
    public Instant? DueBefore { get; init; }

    /// <summary>Whose current deadline is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Reported at this moment or later.</summary>
    public Instant? ReportedFrom { get; init; }

    /// <summary>Reported before this moment.</summary>
    public Instant? ReportedUntil { get; init; }

    /// <summary>Closed at this moment or later.</summary>
    public Instant? ClosedFrom { get; init; }

    /// <summary>Closed before this moment.</summary>
    public Instant? ClosedUntil { get; init; }

    /// <summary>Longitude, latitude (WGS 84) and metres: what is within so many metres of the point.</summary>
    public (double Longitude, double Latitude, int Metres)? Near { get; init; }

    /// <summary>Words that are all in the title, address, compound or the name of the class.</summary>
    public string? Words { get; init; }

    /// <summary><c>reported</c> or <c>due</c>, with <c>-</c> before it for the last first; reported when it is null.</summary>
    public string? Order { get; init; }

    internal Arguments Arguments() => OpenArguments()
        .With("state", State).With("closedFrom", ClosedFrom).With("closedUntil", ClosedUntil).With("order", Order);

    /// <summary>Those that are asked of open items alone.</summary>
    internal Arguments OpenArguments() => new Arguments()
        .With("status", Status).With("profile", Profile).With("class", Class).With("grid", Grid).With("body", Body)
        .With("assignee", Assignee).With("dueBefore", DueBefore).With("overdue", IsOverdue ? "yes" : null)
        .With("reportedFrom", ReportedFrom).With("reportedUntil", ReportedUntil)
        .With("near", Near is var (longitude, latitude, metres) ? FormattableString.Invariant($"{longitude},{latitude},{metres}") : null)
        .With("words", Words);
}
