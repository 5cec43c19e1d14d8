using CityKit.Journal;

namespace CityKit.Hub.Tests;

public sealed class InMemoryStoreTests : StoreConformance
{
    private readonly InMemoryCityStore store = new();

    public override ICityStore Reopen() => store;
}
