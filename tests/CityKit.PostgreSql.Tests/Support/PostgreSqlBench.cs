using CityKit.Documents;
using CityKit.Storage;
using CityKit.Testing.Stores;

namespace CityKit.PostgreSql.Tests.Support;

internal sealed class PostgreSqlBench(TestDatabase database) : IStoreBench
{
    private readonly string partition = database.NewPartition();

    public ICityStore Open() => database.Store(partition);

    public ICityStore OpenBeside() => database.Store(partition);

    /// <summary>
    /// Small tables are best read whole, and PostgreSQL knows: what it does with large ones is tested in <see cref="PlanTests"/>.
    /// </summary>
    public IReadOnlyList<string>? PlanOf(ICityStore store, DocumentQuery query) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
