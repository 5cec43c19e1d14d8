using CityKit.Storage;

namespace CityKit.PostgreSql;

/// <summary>
/// Declares that a database was restored from an older copy (恢复声明): a dump knows nothing of the numbers that were given after it. The
/// hub that opens the partition next starts a new history, says what is missing, and devices send again what they still have.
/// </summary>
public static class PostgreSqlHubRestore
{
    /// <summary>By so many the claim is above the copy's: a hub that had the partition before the restore commits nothing more.</summary>
    public const long EpochsSkipped = 1000;

    /// <summary>Takes the history away from a partition.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">Which partition, and how long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The position that the hub goes on from.</returns>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    /// <exception cref="IOException">No hub has been there yet, or it cannot be read or written.</exception>
    public static async Task<StorePosition> RunAsync(
        string connectionString, PostgreSqlOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = new PostgreSqlCityStore(connectionString, options);
        await using var _ = store.ConfigureAwait(false);
        return await store.EndHistoryAsync(EpochsSkipped, cancellationToken).ConfigureAwait(false);
    }
}
