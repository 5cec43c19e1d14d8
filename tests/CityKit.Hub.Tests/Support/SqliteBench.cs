using CityKit.Documents;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Stores;

namespace CityKit.Hub.Tests.Support;

internal sealed class SqliteBench : IStoreBench
{
    private readonly TempFile file = new();

    public ICityStore Open() => new SqliteCityStore(file.Path);

    public ICityStore OpenBeside() => new SqliteCityStore(file.Path, isLocked: false);

    public IReadOnlyList<string> PlanOf(ICityStore store, DocumentQuery query) => ((SqliteCityStore)store).Explain(query);

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
