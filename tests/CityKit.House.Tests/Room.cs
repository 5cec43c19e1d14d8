namespace CityKit.House.Tests;

/// <summary>One package of the house, the projects and the packages it may reference.</summary>
internal sealed record Room(string Name, IReadOnlyList<string> MayKnow, IReadOnlyList<string> Packages);
