namespace CityKit.Cases;

/// <summary>The names of roles, as claims and files carry them.</summary>
public static class Roles
{
    private static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(role => role.ToString(), StringComparer.Ordinal);

    /// <summary>The names, in the order of <see cref="Role"/>.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Gets the role that has exactly this name. Numbers, lists and other cases are no names.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        role = default;
        return name is not null && ByName.TryGetValue(name, out role);
    }

    /// <summary>Gets the role that has exactly this name.</summary>
    /// <exception cref="FormatException">There is no such role.</exception>
    public static Role Parse(string name) => TryParse(name, out var role) ? role
        : throw new FormatException($"'{name}' is not a role; there are {string.Join(", ", Names)}. “{name}”不是角色名。");
}
