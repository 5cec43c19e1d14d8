namespace CityKit.Orleans.Membership;

/// <summary>A node holds another for dead.</summary>
/// <param name="By">The one that says so.</param>
/// <param name="At">When, in ticks of UTC.</param>
internal sealed record NodeSuspicion(string By, long At);
