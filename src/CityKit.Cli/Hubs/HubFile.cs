using CityKit.BuiltIn;
using CityKit.Documents;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Cli.Hubs;

/// <summary>A hub's SQLite file.</summary>
internal sealed class HubFile(string path) : HubPlace
{
    /// <exception cref="ToolException">It is not there.</exception>
    internal string Path => File.Exists(path) ? path
        : throw new ToolException($"{path} is not there: name the hub's SQLite file. 找不到 {path}，请指定中枢的 SQLite 文件。");

    /// <inheritdoc/>
    public override string ToString() => path;

    internal override ICityStore Create() => new SqliteCityStore(Path);

    internal override ValueTask<ICityStore> OpenReadOnlyAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancel)
    {
        var store = new SqliteCityStore(Path);
        store.OpenReadOnly(kinds);
        return ValueTask.FromResult<ICityStore>(store);
    }

    internal override IAsyncEnumerable<HubFileFinding> CheckAsync(IProgress<long> progress, CancellationToken cancel) =>
        SqliteHubCheck.Run(Path, HubDocuments.Kinds, progress, cancel).ToAsyncEnumerable();
}
