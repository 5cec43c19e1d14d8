namespace CityKit.Desk.Duty;

/// <summary>Filters that a person's browser keeps under a name.</summary>
/// <param name="Name">What the person calls them.</param>
/// <param name="Address">The address that has them, relative to the desk's.</param>
public sealed record SavedFilter(string Name, string Address);
