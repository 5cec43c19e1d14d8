namespace CityKit.AspNetCore.Endpoints;

/// <summary>Which hub an endpoint is about.</summary>
/// <param name="Name">The name it was added by.</param>
internal sealed record HubName(string Name);
