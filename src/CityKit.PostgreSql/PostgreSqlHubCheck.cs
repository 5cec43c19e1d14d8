using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Shared.Stores;
using CityKit.Storage;
using CityKit.Verifying;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Checks a hub's partition from its journal to its documents (存储检查), at one moment and without changing anything; the hub may be
/// running. Pages and B-trees are the database's own: see <c>pg_amcheck</c>.
/// </summary>
public sealed class PostgreSqlHubCheck
{
    private const int PageRows = 500;
    private readonly NpgsqlConnection connection;
    private readonly string partition;
    private readonly DocumentTable[] tables;
    private readonly IProgress<long>? progress;
    private StorePosition position = new(0, long.MaxValue, default, long.MaxValue, 0);
    private long rows;

    private PostgreSqlHubCheck(
        NpgsqlConnection connection, string partition, IReadOnlyCollection<DocumentKind> kinds, IProgress<long>? progress) =>
        (this.connection, this.partition, tables, this.progress) =
            (connection, partition, [.. kinds.Select(k => new DocumentTable(k))], progress);

    /// <summary>Checks a partition.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">Which partition, and how long a statement may run.</param>
    /// <param name="kinds">The kinds of documents that are known; others are named and not checked.</param>
    /// <param name="progress">How many rows are checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    /// <exception cref="IOException">No hub has been there yet, or it cannot be read.</exception>
    public static async IAsyncEnumerable<HubFileFinding> RunAsync(string connectionString, PostgreSqlOptions options,
        IReadOnlyCollection<DocumentKind> kinds, IProgress<long>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(kinds);
        StoreConnections.Check(connectionString, options);
        var connections = new StoreConnections(connectionString, options);
        await using var _ = connections.ConfigureAwait(false);
        await new StoreReader(connections.Readers, StoreConnections.NameOf(connectionString, options), PartitionScope.Of(options.Partition))
            .ExistsAsync(cancellationToken).ConfigureAwait(false);
        var connection = await connections.Readers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = connection.ConfigureAwait(false);
        var moment = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ___ = moment.ConfigureAwait(false);
        var check = new PostgreSqlHubCheck(connection, options.Partition, kinds, progress);
        foreach (var (where, part) in check.Parts)
            await foreach (var finding in PartAsync(moment, where, part(cancellationToken), cancellationToken).ConfigureAwait(false))
                yield return finding;
    }

    private IEnumerable<(string Where, Func<CancellationToken, IAsyncEnumerable<HubFileFinding>> Run)> Parts =>
    [
        ("the position", PositionAsync),
        ("the journal", JournalAsync),
        ("the notifications", NotificationsAsync),
        ("the state", CellsAsync),
        ("the kinds of documents", KindsAsync),
        .. tables.Select(t => ($"documents of kind {t.Kind.Name}",
            (Func<CancellationToken, IAsyncEnumerable<HubFileFinding>>)(cancel => DocumentsAsync(t, cancel)))),
    ];

    /// <summary>What is damaged ends its part, and the others go on, over the same moment.</summary>
    private static async IAsyncEnumerable<HubFileFinding> PartAsync(NpgsqlTransaction moment, string where,
        IAsyncEnumerable<HubFileFinding> part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await moment.SaveAsync("part", cancellationToken).ConfigureAwait(false);
        var findings = part.GetAsyncEnumerator(cancellationToken);
        await using var _ = findings.ConfigureAwait(false);
        for (string? broken = null; broken is null;)
        {
            try
            {
                if (!await findings.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (Exception damaged) when (damaged is PostgresException or FormatException)
            {
                await moment.RollbackAsync("part", cancellationToken).ConfigureAwait(false);
                broken = damaged.Message;
            }
            yield return broken is null ? findings.Current : HubFileFindings.Broken(where, broken);
        }
    }

    private async IAsyncEnumerable<HubFileFinding> PositionAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        position = (await RowsAsync(StoreReader.Position, [], StoreRow.Position, cancellationToken).ConfigureAwait(false))[0];
        if (position.Checkpoint > position.Number)
            yield return HubFileFindings.Position($"the checkpoint {position.Checkpoint} is after the last entry {position.Number}",
                $"检查点 {position.Checkpoint} 在流水末条 {position.Number} 之后");
    }

    private async IAsyncEnumerable<HubFileFinding> JournalAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (position.Number == long.MaxValue) yield break; // nothing to compare with
        var (verifier, last) = (new JournalVerifier(position) { IsChainOnly = true }, 0L);
        while (await RowsAsync(StoreReader.Journal, [SqlRows.Of(last)], StoreRow.Entry, cancellationToken).ConfigureAwait(false)
            is { Count: > 0 } page)
        {
            foreach (var finding in page.SelectMany(verifier.Take)) yield return HubFileFindings.Journal(finding);
            last = page[^1].Number;
            Count(page.Count);
        }
        foreach (var finding in verifier.End()) yield return HubFileFindings.Journal(finding);
    }

    /// <summary>Their numbers: 1 to the one that the position names.</summary>
    private async IAsyncEnumerable<HubFileFinding> NotificationsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (count, last) = (await RowsAsync(
            "SELECT count(*), coalesce(max(number), 0) FROM notifications WHERE partition = $1", [],
            row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))[0];
        if (count != last)
            yield return HubFileFindings.Position($"there are {count} notifications and the last is {last}", $"共有 {count} 条通知，末条为 {last}");
        if (last != position.Notification && position.Notification != long.MaxValue)
            yield return HubFileFindings.Position($"the last notification is {last}, the position names {position.Notification}",
                $"末条通知为 {last}，位置记录为 {position.Notification}");
    }

    private async IAsyncEnumerable<HubFileFinding> CellsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = new CellKey("", "");
        while (await RowsAsync($"SELECT {StoreRow.Cells} FROM cells WHERE partition = $1 AND (module, key) > ($2, $3) "
            + $"ORDER BY module, key LIMIT {PageRows}", [SqlRows.Of(after.Module), SqlRows.Of(after.Key)], StoreRow.CheckedCell,
            cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var (cell, isSound) in page)
                if (!isSound) yield return HubFileFindings.Row($"state {cell.Key.Module}/{cell.Key.Key}");
                else if (cell.Number > position.Number)
                    yield return HubFileFindings.Position(
                        $"state {cell.Key.Module}/{cell.Key.Key} is of entry {cell.Number}, after the last",
                        $"状态 {cell.Key.Module}/{cell.Key.Key} 在流水末条之后");
            after = page[^1].Cell.Key;
            Count(page.Count);
        }
    }

    /// <summary>Names the kinds that are not known here, or have other indexes: a hub of another version keeps them.</summary>
    private async IAsyncEnumerable<HubFileFinding> KindsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in await IndexesAsync(cancellationToken).ConfigureAwait(false))
            if (!tables.Any(t => t.Kind.Name == kind.Key && t.IndexNames == kind.Value)) yield return HubFileFindings.Unchecked(kind.Key);
    }

    private async IAsyncEnumerable<HubFileFinding> DocumentsAsync(
        DocumentTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var indexes = await IndexesAsync(cancellationToken).ConfigureAwait(false);
        if (indexes.GetValueOrDefault(table.Kind.Name) != table.IndexNames) yield break;
        var check = new DocumentCheck(connection, partition, table, position.Number);
        await foreach (var finding in check.RunAsync(Count, cancellationToken).ConfigureAwait(false)) yield return finding;
    }

    /// <summary>The kinds that the partition has, with the names of their indexes.</summary>
    private async Task<Dictionary<string, string>> IndexesAsync(CancellationToken cancellationToken) => (await RowsAsync(
        "SELECT kind, indexes FROM kinds WHERE partition = $1 ORDER BY kind", [],
        row => (row.GetString(0), row.GetString(1)), cancellationToken).ConfigureAwait(false)).ToDictionary();

    private void Count(int more) => progress?.Report(rows += more);

    private Task<List<T>> RowsAsync<T>(string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) =>
        connection.RowsAsync(sql, [SqlRows.Of(partition), .. parameters], read, cancellationToken);
}
