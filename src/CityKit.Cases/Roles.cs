using System.Collections.Immutable;

namespace CityKit.Cases;

/// <summary>The roles that every city has; profiles add theirs.</summary>
public static class Roles
{
    /// <summary>The built-in roles, in the order in which actors' roles are written.</summary>
    public static ImmutableArray<Role> BuiltIn { get; } =
    [
        Role.System, Role.Inspector, Role.Acceptor, Role.DutyLeader, Role.Dispatcher, Role.CompetentDepartment,
        Role.Oversight, Role.DutyOfficer, Role.PropertyManager, Role.PropertyWorker, Role.CareWorker, Role.Resident,
        Role.GridWorker, Role.Administrator, Role.Utility, Role.Machine,
    ];

    /// <summary>The names of the built-in roles.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. BuiltIn.Select(role => role.Name)];

    internal static int PlaceOf(Role role) => BuiltIn.IndexOf(role) is var place and >= 0 ? place : BuiltIn.Length;
}
