using CityKit.Cases;
using CityKit.Components;

namespace CityKit.AlertDesk;

/// <summary>What an alert or a lead is about (对象): where it is and which thing it is. No person is named.</summary>
/// <param name="Place">Where.</param>
/// <param name="Component">The component's id; null when it is not one.</param>
/// <param name="Household">An opaque reference to a household, whose record is elsewhere; null when it is not one.</param>
public sealed record Subject(WorkPlace Place, ComponentId? Component = null, string? Household = null)
{
    /// <summary>The scopes that it is in.</summary>
    internal IEnumerable<Scope> Scopes => [.. ItemScopes.Of(Place), .. Scope.Cut(ScopeKind.Household, Household)];

    /// <summary>Nothing known.</summary>
    public static Subject Unknown { get; } = new(WorkPlace.Unknown);
}
