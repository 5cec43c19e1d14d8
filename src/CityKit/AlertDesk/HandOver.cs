using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>What a duty officer hands over at the end of a shift (交接班), with what became of it.</summary>
/// <param name="Id">Made from the command that gave it: 32 hexadecimal digits.</param>
/// <param name="From">Who hands over: an actor's id.</param>
/// <param name="To">Who is to accept: an actor's id. Null for anybody in the room.</param>
/// <param name="At">When, by the hub's clock.</param>
public sealed record HandOver(string Id, string From, string? To, Instant At)
{
    /// <summary>The most ids of each kind that it has.</summary>
    public const int MaxOfAKind = 500;

    /// <summary>What the next one has to know: a reference to the protected record of the words; null without any.</summary>
    public string? Note { get; init; }

    /// <summary>Where the duty of the one who handed over counts.</summary>
    public ImmutableArray<Scope> In { get; init; } = [];

    /// <summary>The open leads.</summary>
    public ImmutableArray<LeadId> Leads { get; init; } = [];

    /// <summary>The open alerts.</summary>
    public ImmutableArray<AlertId> Alerts { get; init; } = [];

    /// <summary>The open work items.</summary>
    public ImmutableArray<WorkItemId> Items { get; init; } = [];

    /// <summary>Whether more was open than <see cref="MaxOfAKind"/> of a kind.</summary>
    public bool HasMore { get; init; }

    /// <summary>When it was accepted; null while it is not.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>Who accepted it: an actor's id.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>
    /// Where it is seen: where the duty counts, each area with those that it is in, and by those who gave it or are to get it.
    /// </summary>
    internal IEnumerable<Scope> Scopes =>
        [
            .. In.SelectMany(scope => scope.Kind == ScopeKind.Area ? Scope.AreasOf(scope.Key) : [scope]),
            .. Scope.Cut(ScopeKind.Own, From), .. Scope.Cut(ScopeKind.Own, To),
        ];
}
