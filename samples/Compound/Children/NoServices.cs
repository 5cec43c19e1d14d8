namespace CityKit.Samples.Compound.Children;

/// <summary>No services: the edge's parts are made here by hand.</summary>
internal sealed class NoServices : IServiceProvider
{
    private NoServices()
    {
    }

    /// <summary>The one.</summary>
    public static NoServices Instance { get; } = new();

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => null;
}
