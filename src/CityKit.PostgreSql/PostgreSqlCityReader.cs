using System.Collections.Concurrent;
using CityKit.Documents;
using CityKit.Notifications;
using CityKit.Partitions;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>Reads over all partitions by SQL (全市读取), on connections of its own.</summary>
internal sealed class PostgreSqlCityReader : ICityReader
{
    private readonly ConcurrentDictionary<PartitionId, PostgreSqlCityStore> partitions = [];
    private readonly StoreConnections primary;
    private readonly StoreConnections connections;
    private readonly PartitionScope city;
    private readonly StoreReader reader;
    private readonly string[] names;
    private readonly Func<PartitionScope, PostgreSqlCityStore> storeOf;
    private Dictionary<string, DocumentTable> tables = [];
    private readonly PostgreSqlCityStore all;
    private CityNews? news;

    /// <param name="primary">Where the schema is made.</param>
    /// <param name="connectionString">Where it reads.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="count">How many partitions there are, beside the city's own.</param>
    internal PostgreSqlCityReader(StoreConnections primary, string connectionString, PostgreSqlOptions options, int count)
    {
        (this.primary, city, connections) = (primary, PartitionScope.City(count), new StoreConnections(connectionString, options));
        names = [.. PartitionId.All(count).Select(id => $"{id}")];
        reader = new StoreReader(connections.Readers, connections.Name, city);
        storeOf = scope => new(connectionString, options, connections, scope, [.. tables.Values.Select(t => t.Kind)]);
        all = storeOf(city);
    }

    /// <inheritdoc/>
    public ICityStore All => all;

    /// <inheritdoc/>
    public Task News => news?.Next ?? throw NotOpen();

    /// <inheritdoc/>
    public async ValueTask OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (news is not null) throw new InvalidOperationException("This reader is open already.");
        tables = kinds.Select(kind => new DocumentTable(kind)).ToDictionary(t => t.Kind.Name);
        await primary.EnsureSchemaAsync(tables.Values, cancellationToken).ConfigureAwait(false);
        foreach (var store in partitions.Values.Prepend(all)) store.Know(kinds);
        news = await NewsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ICityStore Of(PartitionId partition) =>
        partitions.GetOrAdd(partition, id => storeOf(PartitionScope.Of($"{id}")));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<DocumentKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new Dictionary<DocumentKey, PartitionId>();
        foreach (var ids in keys.GroupBy(key => key.Kind, key => SqlText.Of(key.Id)))
            foreach (var (id, partition) in await reader.WhereAsync(Of(ids.Key), [.. ids], cancellationToken).ConfigureAwait(false))
                found.Add(new DocumentKey(ids.Key, id), Named(partition));
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<CellKey, PartitionId>> WhereAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (news is null) throw NotOpen();
        return keys.Count == 0 ? new() : (await reader.WhereAsync(keys, cancellationToken).ConfigureAwait(false))
            .ToDictionary(found => found.Key, found => Named(found.Partition));
    }

    /// <inheritdoc/>
    public int Count => names.Length - 1;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StorePosition>> ReadPositionsAsync(CancellationToken cancellationToken) =>
        await reader.PositionsAsync(names, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StateCell?>> FindCellsAsync(CellKey key, CancellationToken cancellationToken)
    {
        var cells = new StateCell?[names.Length];
        foreach (var (cell, place) in await reader.CellsAsync(names, key, cancellationToken).ConfigureAwait(false)) cells[place] = cell;
        return cells;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
        IReadOnlyList<long> after, int limit, CancellationToken cancellationToken) =>
        await reader.NotificationsAsync(names, [.. after], limit, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (news is not null) await news.DisposeAsync().ConfigureAwait(false);
        foreach (var store in partitions.Values) await store.DisposeAsync().ConfigureAwait(false);
        await all.DisposeAsync().ConfigureAwait(false);
        await connections.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<CityNews> NewsAsync(CancellationToken cancellationToken)
    {
        var starting = new CityNews(connections.Readers, city);
        try
        {
            await starting.StartAsync(cancellationToken).ConfigureAwait(false);
            return starting;
        }
        catch (Exception failed)
        {
            await starting.DisposeAsync().ConfigureAwait(false);
            if (failed is NpgsqlException) throw StoreTroubles.CannotRead(connections.Name, failed);
            throw;
        }
    }

    private DocumentTable Of(string kind) => news is null ? throw NotOpen() : tables.GetValueOrDefault(kind)
        ?? throw new ArgumentException($"The reader was opened without documents of kind '{kind}'.");

    private static PartitionId Named(string partition) => PartitionId.Parse(partition)!.Value;

    private static InvalidOperationException NotOpen() => new("The reader is not open: call OpenAsync first. 读取器尚未打开。");
}
