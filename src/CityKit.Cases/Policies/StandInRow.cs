using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>
/// Roles that may do what another role may (兼岗). The standard has two centres (监督中心 and 指挥中心), whose roles are kept apart; a city with
/// one centre lets its duty officers stand in for them.
/// </summary>
/// <param name="Role">The role.</param>
/// <param name="By">The roles that stand in for it.</param>
public sealed record StandInRow(Role Role, ImmutableArray<Role> By)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
