using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>
/// Whose turn it is (待办): the roles whose commands take an item on from its state. Ending it (void, close by force) is somebody's turn
/// only where nothing else leads on; marks, such as to urge, are nobody's.
/// </summary>
internal static class ItemTurns
{
    /// <summary>The query of open items that are probably an actor's turn; null for none.</summary>
    internal static DocumentQuery<WorkItem>? Narrow(DocumentQuery<WorkItem> query, ActorView view)
    {
        var turns = (from profile in view.Profiles.All
                     from row in profile.States.SelectMany(state => Rows(profile, state.Id))
                     from scope in row.Roles.SelectMany(view.Reach.Of)
                     select (Profile: profile.Id, row.From, Key: ItemSight.KeyOf(profile.Id, scope))).ToArray();
        return turns.Length == 0 ? null : query
            .Where(ItemDocuments.Profile, [.. turns.Select(turn => turn.Profile).Distinct()])
            .Where(ItemDocuments.State, [.. turns.Select(turn => turn.From).Distinct()])
            .Where(ItemDocuments.OpenInScope, [.. turns.Select(turn => turn.Key).Distinct()]);
    }

    /// <summary>Whether an actor can take an item on now.</summary>
    internal static bool IsTurnOf(ActorView view, WorkItem item)
    {
        if (view.Over(item) is not { } over || !view.Profiles.TryGet(item.Profile, out var profile)) return false;
        var allowed = view.Allowed(item, over);
        return Rows(profile, item.State).Any(row => row.Roles.Any(over.Roles.Contains) && allowed.Contains(row.Command));
    }

    private static Transition[] Rows(Profile profile, string state)
    {
        Transition[] moves = [.. profile.From(state).Where(row => row.To != state)];
        Transition[] on = [.. moves.Where(row => !profile.IsTerminal(row.To))];
        return on.Length > 0 ? on : moves;
    }
}
