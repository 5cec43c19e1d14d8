using CityKit.Privacy;

namespace CityKit.PostgreSql.Keys;

/// <summary>
/// Who was erased, in a table (删除日志), each partition for itself. A restored copy brings back who was erased unless the log is newer than
/// the copy: keep it in a database of its own, or take the table out of the copy before it is in force.
/// </summary>
internal sealed class PostgreSqlErasureLog(SharedTables tables, string partition = "") : IErasureLog
{
    private const string Add = "INSERT INTO erased(partition, subject, household, at) SELECT $1, s, h, " + KeyTables.Now
        + " FROM unnest($2::bytea[], $3::bytea[]) AS e(s, h) ON CONFLICT DO NOTHING";

    /// <inheritdoc/>
    public async ValueTask AppendAsync(IReadOnlyCollection<ErasedSubject> erased, CancellationToken cancellationToken) =>
        await tables.RunAsync(Add,
            [SqlRows.Of(partition), SqlRows.Of([.. erased.Select(one => one.Subject.ToArray())]),
                SqlRows.Of([.. erased.Select(one => one.Household?.ToArray())])], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ErasedSubject>> ReadAsync(CancellationToken cancellationToken) => await tables.RowsAsync(
        "SELECT subject, household FROM erased WHERE partition = $1 ORDER BY subject", [SqlRows.Of(partition)],
        row => new ErasedSubject(SubjectId.FromBytes(row.Bytes(0)),
            row.BytesOrNull(1) is { } household ? SubjectLookup.FromBytes(household) : null), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public IErasureLog Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new PostgreSqlErasureLog(tables, name);
    }
}
