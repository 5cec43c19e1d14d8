namespace CityKit.Edge.Guest;

/// <summary>No services: the edge's parts are made here by hand.</summary>
internal sealed class NoServices : IServiceProvider
{
    internal static NoServices Instance { get; } = new();

    public object? GetService(Type serviceType) => null;
}
