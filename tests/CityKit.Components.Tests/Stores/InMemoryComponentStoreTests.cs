using CityKit.Components.Registry;

namespace CityKit.Components.Tests.Stores;

public sealed class InMemoryComponentStoreTests : ComponentStoreConformance
{
    private readonly InMemoryComponentStore store = new();

    public override IComponentStore Reopen() => store;
}
