using System.Collections.Immutable;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>In which scopes a role counts that an account simply has (角色的默认范围).</summary>
/// <param name="Role">The role.</param>
/// <param name="In">The kinds of scope; which area, compound, body or household, the account says. Empty for nowhere.</param>
public sealed record AccessRow(Role Role, ImmutableArray<ScopeKind> In)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
