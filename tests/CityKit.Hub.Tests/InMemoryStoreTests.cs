using CityKit.Storage;

namespace CityKit.Hub.Tests;

public sealed class InMemoryStoreTests : HubOverStore
{
    private readonly InMemoryCityStore store = new();

    public override ICityStore Reopen() => store;
}
