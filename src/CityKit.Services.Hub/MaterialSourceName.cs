namespace CityKit.Services.Hub;

/// <summary>A material, and the source that is to confirm it.</summary>
/// <param name="Material">The material's id.</param>
/// <param name="Source">The source's id.</param>
public sealed record MaterialSourceName(string Material, string Source);
