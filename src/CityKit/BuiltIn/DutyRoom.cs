using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>Those who watch over what happens, each where his role counts; others see work items, part by part.</summary>
public static class DutyRoom
{
    /// <summary>Who sees alerts, leads and what goes on.</summary>
    public static Access Watching { get; } = Access.For(
        DataClass.Work, Role.DutyOfficer, Role.DutyLeader, Role.Oversight, Role.Administrator);

    /// <summary>The same for what is of the whole city, such as findings and devices.</summary>
    public static Access WatchingAll { get; } = Watching with { IsCityWide = true };
}
