using CityKit.BuiltIn;
using CityKit.Documents;
using CityKit.PostgreSql;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary>A hub's partition of a PostgreSQL database.</summary>
internal sealed class HubPartition : HubPlace
{
    /// <summary>A check of everything takes longer than a hub's own questions.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly string connection;
    private readonly PostgreSqlOptions options;

    /// <exception cref="ToolException">The connection string or the partition is not valid; the message shows nothing of the connection
    /// string.</exception>
    internal HubPartition(string connection, string partition)
    {
        (this.connection, options) = (connection, new PostgreSqlOptions { Partition = partition, StatementTimeout = Longest });
        try
        {
            Name = $"{NewStore()}";
        }
        catch (ArgumentException)
        {
            throw new ToolException("--postgresql is a connection string, such as 'Host=db;Database=city;Username=hub', "
                + $"and --partition a name of 1 to {PostgreSqlOptions.MaxPartition} characters. "
                + $"--postgresql 须为连接字符串，--partition 须为 1 至 {PostgreSqlOptions.MaxPartition} 个字符的名称。");
        }
    }

    private string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal override ICityStore Create() => NewStore();

    internal override async ValueTask<ICityStore> OpenReadOnlyAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancel)
    {
        var store = NewStore();
        await store.OpenReadOnlyAsync(kinds, cancel).ConfigureAwait(false);
        return store;
    }

    internal override IAsyncEnumerable<HubFileFinding> CheckAsync(IProgress<long> progress, CancellationToken cancel) =>
        PostgreSqlHubCheck.RunAsync(connection, options, HubDocuments.Kinds, progress, cancel);

    /// <summary>Declares that it was restored.</summary>
    internal Task<StorePosition> RestoreAsync(CancellationToken cancel) => PostgreSqlHubRestore.RunAsync(connection, options, cancel);

    private PostgreSqlCityStore NewStore() => new(connection, options);
}
