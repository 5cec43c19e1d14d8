using System.Diagnostics.CodeAnalysis;

namespace CityKit.Cases;

/// <summary>A role in a scope (授权), written <c>DutyOfficer@area/370202</c>. <c>default</c> is nobody's role.</summary>
/// <param name="Role">The role.</param>
/// <param name="In">Where it counts.</param>
public readonly record struct Grant(Role Role, Scope In) : IParsable<Grant>
{
    /// <inheritdoc/>
    public static Grant Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var grant) ? grant
        : throw new FormatException($"'{s}' is no role in a scope, such as DutyOfficer@area/370202. "
            + $"“{s}”须写作 角色@范围，如 DutyOfficer@area/370202。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Grant result)
    {
        result = default;
        var at = s?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at < 0 || !Role.TryParse(s![..at], out var role) || !Scope.TryParse(s[(at + 1)..], provider, out var scope)) return false;
        result = new Grant(role, scope);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Role}@{In}";
}
