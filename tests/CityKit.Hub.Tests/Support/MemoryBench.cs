using CityKit.Documents;
using CityKit.Storage;
using CityKit.Testing.Stores;

namespace CityKit.Hub.Tests.Support;

internal sealed class MemoryBench : IStoreBench
{
    private readonly InMemoryCityStore store = new();

    public ICityStore Open() => store;

    /// <summary>An owner of its own, as the memory store itself has no lock.</summary>
    public ICityStore OpenBeside() => store;

    public IReadOnlyList<string>? PlanOf(ICityStore opened, DocumentQuery query) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
