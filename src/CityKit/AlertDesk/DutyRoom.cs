using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>Those who watch over what happens, each where his role counts; others see work items, part by part.</summary>
public static class DutyRoom
{
    /// <summary>Who sees alerts, leads and what goes on.</summary>
    public static Access Watching { get; } = Access.For(
        DataClass.Work, Role.DutyOfficer, Role.DutyLeader, Role.Oversight, Role.Administrator);

    /// <summary>Whether one of those roles counts where an alert or a lead is.</summary>
    internal static bool Sees(ActorView view, Subject subject) => view.Over(subject.Scopes, Watching.Roles) is not null;

    /// <summary>Whether one of those roles counts where a work item is, of which the asker sees something.</summary>
    internal static bool Sees(ActorView view, WorkItem item) =>
        view.Over(item) is not null && view.Over(ItemScopes.Of(item), Watching.Roles) is not null;

    /// <summary>The same for what is of the whole city, such as findings and devices.</summary>
    public static Access WatchingAll { get; } = Watching with { IsCityWide = true };
}
