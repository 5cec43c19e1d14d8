using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CityKit.Storage;
using NodaTime;
using Npgsql;

namespace CityKit.PostgreSql.Evidence;

/// <summary>
/// Evidence in a city's database (证据库): what one node keeps, every other reads. A file is written in chunks, each a statement by itself,
/// and has its name when all are there, so that no transaction waits for the sender.
/// </summary>
/// <param name="database">The city's database.</param>
public sealed class PostgreSqlEvidenceArchive(PostgreSqlDatabase database) : IEvidenceArchive
{
    private const string Unfinished = ".new";
    private const int PageRows = 500;
    private const int HashLength = 2 * SHA256.HashSizeInBytes;
    private readonly SharedTables tables = new(database);

    /// <inheritdoc/>
    /// <remarks>The stream is written asynchronously.</remarks>
    public async ValueTask<string> PutAsync(Func<Stream, ValueTask> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        var file = RandomNumberGenerator.GetBytes(16);
        var beside = Convert.ToHexStringLower(file) + Unfinished;
        await tables.RunAsync($"INSERT INTO evidence(name, file, written_at) VALUES($1, $2, {KeyTables.Now})",
            [SqlRows.Of(beside), SqlRows.Of(file)], cancellationToken).ConfigureAwait(false);
        try
        {
            var output = new ChunkWriter(tables, file);
            await using var _ = output.ConfigureAwait(false);
            await write(output).ConfigureAwait(false);
            var hash = await output.FinishAsync(cancellationToken).ConfigureAwait(false);
            await NameAsync(beside, hash, cancellationToken).ConfigureAwait(false);
            return hash;
        }
        catch
        {
            await TryDeleteAsync(beside).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream?> GetAsync(string hash, CancellationToken cancellationToken)
    {
        var found = await tables.RowsAsync("SELECT file FROM evidence WHERE name = $1", [SqlRows.Of(Checked(hash))],
            row => row.Bytes(0), cancellationToken).ConfigureAwait(false);
        return found is [var file] ? new ChunkReader(tables, file) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => await tables.RunAsync(
        "DELETE FROM evidence WHERE name = $1", [SqlRows.Of(Checked(name))], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchivedFile> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT name, written_at FROM evidence WHERE name > $1 ORDER BY name LIMIT {PageRows}");
        for (var after = ""; await PageAsync(after).ConfigureAwait(false) is { Count: > 0 } page; after = page[^1].Name)
            foreach (var file in page) yield return file;

        Task<List<ArchivedFile>> PageAsync(string after) => tables.RowsAsync(sql, [SqlRows.Of(after)],
            row => new ArchivedFile(row.GetString(0), Instant.FromUnixTimeTicks(row.GetInt64(1) / NodaConstants.NanosecondsPerTick)),
            cancellationToken);
    }

    /// <summary>Of the same bytes, kept before or at the same time, one file stays, as young as the last.</summary>
    private async Task NameAsync(string beside, string hash, CancellationToken cancellationToken)
    {
        try
        {
            await TryNameAsync(beside, hash, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            await TryNameAsync(beside, hash, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task TryNameAsync(string beside, string hash, CancellationToken cancellationToken) => tables.RunAsync($"""
        WITH again AS (UPDATE evidence SET written_at = {KeyTables.Now} WHERE name = $2 RETURNING name),
            surplus AS (DELETE FROM evidence WHERE name = $1 AND EXISTS (SELECT FROM again))
        UPDATE evidence SET name = $2, written_at = {KeyTables.Now} WHERE name = $1 AND NOT EXISTS (SELECT FROM again)
        """, [SqlRows.Of(beside), SqlRows.Of(hash)], cancellationToken);

    /// <summary>What stays because the database is away is listed as unfinished, and swept.</summary>
    private async Task TryDeleteAsync(string beside)
    {
        try
        {
            await DeleteAsync(beside, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
        }
    }

    private static string Checked(string name) =>
        name is { Length: HashLength } && name.All(char.IsAsciiHexDigitLower)
        || name?.EndsWith(Unfinished, StringComparison.Ordinal) is true && SqlText.Of(name) == name ? name
            : throw new ArgumentException($"'{name}' is no SHA-256: 64 lower-case hexadecimal digits.", nameof(name));
}
