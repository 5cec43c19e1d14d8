using CityKit.Cases;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>One who works here: a role with a name, not a person. The hub knows the actor by the key.</summary>
internal sealed record Person(string Id, string Key, string Body, IReadOnlyList<string> Roles, IReadOnlyList<string> Places)
{
    /// <summary>As the hub knows it.</summary>
    public Actor ToActor() =>
        new(Id, Body, Roles.Select(Role.Parse).ToHashSet()) { Places = [.. Places.Select(place => Scope.Parse(place))] };
}
