using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>Who may give a command, where a city decides otherwise than the profile (操作权限).</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Command">The command.</param>
/// <param name="Roles">The roles that may, in place of those of the profile's rows; rows of the engine's own stay as they are.</param>
public sealed record PermissionRow(string Profile, string Command, ImmutableArray<Role> Roles)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
