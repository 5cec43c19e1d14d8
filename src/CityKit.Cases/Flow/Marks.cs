using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Entries of what happens to an item beside its profile's table: it stays in its state.</summary>
internal static class Marks
{
    /// <summary>By a person, as the first of the actor's roles.</summary>
    internal static HistoryEntry Of(string command, WorkItem item, Actor actor, Instant now) =>
        Of(command, item, actor, actor.Roles.Order().First(), now);

    /// <summary>By a person in a role; not before what happened last.</summary>
    internal static HistoryEntry Of(string command, WorkItem item, Actor actor, Role role, Instant now) => new()
    {
        At = Instant.Max(now, item.UpdatedAt), ActorId = actor.Id, Role = role, Command = command, From = item.State, To = item.State,
    };
}
