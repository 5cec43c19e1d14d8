using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Modules;

/// <summary>
/// What one actor may see and do (可见范围), by the profiles and the policy in force. What is not in it does not exist for him.
/// </summary>
public sealed class ActorView
{
    private readonly WorkEngine work;
    private readonly Instant now;

    /// <param name="actor">The actor, as the journal knows him.</param>
    /// <param name="work">What is in force.</param>
    /// <param name="now">The hub's clock.</param>
    internal ActorView(Actor actor, WorkEngine work, Instant now)
    {
        (this.work, this.now) = (work, now);
        Reach = work.Policy.ReachOf(actor);
        Actor = actor with { Roles = actor.AnyRoles.ToHashSet(), Grants = Reach.Grants };
    }

    /// <summary>The actor with all his roles, and in <see cref="Cases.Actor.Grants"/> where each counts.</summary>
    public Actor Actor { get; }

    /// <summary>How far his roles reach.</summary>
    public Reach Reach { get; }

    /// <summary>The policy in force.</summary>
    internal WorkPolicy Policy => work.Policy;

    /// <summary>What is in force.</summary>
    internal WorkEngine Work => work;

    /// <summary>The profiles in force.</summary>
    internal ProfileCatalogue Profiles => work.Profiles;

    /// <summary>The actor with the roles that count over a work item; null when he may not see it.</summary>
    public Actor? Over(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var roles = Reach.Over(ItemScopes.Of(item));
        var sees = roles.Contains(Role.System) || (Profiles.TryGet(item.Profile, out var profile)
            ? profile.VisibleTo(roles) != WorkItemPart.None
            : roles.Count > 0); // nobody moves it any more, and nothing but its number is shown
        return sees ? Actor with { Roles = roles } : null;
    }

    /// <summary>The parts of a work item that he may see.</summary>
    public WorkItemPart Visible(WorkItem item) => Over(item) is { } over ? Visible(item, over) : WorkItemPart.None;

    /// <summary>The commands that he may give a work item now.</summary>
    public IReadOnlyList<string> Allowed(WorkItem item) => Over(item) is { } over ? Allowed(item, over) : [];

    /// <summary>How long it is until its deadline, or since that passed; null without one.</summary>
    internal TimeLeft? Left(WorkItem item) => work.LeftAt(item, now);

    /// <summary>A work item with those of its profile's own fields that somebody who sees some parts of it may see.</summary>
    internal WorkItem Seen(WorkItem item, WorkItemPart parts) =>
        item.Details.IsEmpty ? item : item with { Details = item.Details.RemoveRange(Hidden(item, parts)) };

    /// <summary>A history with those of the fields that changed which somebody who sees some parts of the item may see.</summary>
    internal IReadOnlyList<HistoryEntry>? Seen(WorkItem item, IReadOnlyList<HistoryEntry>? history, WorkItemPart parts)
    {
        string[] hidden = [.. Hidden(item, parts)];
        return history is null || hidden.Length == 0 ? history
            : [.. history.Select(entry => entry with { Details = entry.Details.RemoveRange(hidden) })];
    }

    private IEnumerable<string> Hidden(WorkItem item, WorkItemPart parts) => !Profiles.TryGet(item.Profile, out var profile) ? []
        : profile.Fields.Where(field => !parts.HasFlag(field.Part)).Select(field => field.Id);

    /// <summary>A work item as it was at a moment before; null when it was not opened yet, or nobody moves it any more.</summary>
    internal WorkItem? AsOf(WorkItem item, IReadOnlyList<HistoryEntry> history, Instant moment) =>
        work.Knows(item) ? work.AsOf(item, history, moment) : null;

    /// <param name="item">The work item.</param>
    /// <param name="over">What <see cref="Over(WorkItem)"/> gave for it.</param>
    internal WorkItemPart Visible(WorkItem item, Actor over) =>
        Profiles.TryGet(item.Profile, out var profile) ? profile.VisibleTo(over.Roles) : WorkItemPart.None;

    /// <inheritdoc cref="Visible(WorkItem, Actor)"/>
    internal IReadOnlyList<string> Allowed(WorkItem item, Actor over) => work.Knows(item) ? work.Allowed(item, over, now) : [];

    /// <summary>The actor with the roles, of some, that count over something; null when none does.</summary>
    internal Actor? Over(IEnumerable<Scope> scopes, params IEnumerable<Role> roles)
    {
        var over = Reach.Over(scopes);
        return over.Overlaps(roles) ? Actor with { Roles = over } : null;
    }
}
