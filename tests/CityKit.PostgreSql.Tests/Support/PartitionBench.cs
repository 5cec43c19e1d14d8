using CityKit.Documents;
using CityKit.Partitions;
using CityKit.Storage;
using CityKit.Testing.Stores;

namespace CityKit.PostgreSql.Tests.Support;

/// <summary>A partition of a city's database: its owners share the connections that read.</summary>
internal sealed class PartitionBench(PostgreSqlDatabase city) : IStoreBench
{
    private static int last;
    private readonly PartitionId partition = new(Interlocked.Increment(ref last));

    public ICityStore Open() => city.Store(partition);

    public ICityStore OpenBeside() => city.Store(partition);

    /// <summary>See <see cref="PostgreSqlBench"/>.</summary>
    public IReadOnlyList<string>? PlanOf(ICityStore store, DocumentQuery query) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
