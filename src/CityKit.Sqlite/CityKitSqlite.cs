using CityKit.Delivering;
using CityKit.Hosting;
using CityKit.Partitions;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit;

/// <summary>Keeps a hub's store and its deliveries in SQLite files.</summary>
/// <remarks>
/// For a hub on one machine: there is nothing to operate. One process has the file; a second one is refused with the name of the first, and
/// readers never wait for the writer. The application picks the SQLite provider: reference a bundle and call
/// <c>SQLitePCL.Batteries_V2.Init()</c> once. It is not for a network drive; several machines share PostgreSQL (CityKit.PostgreSql).
/// </remarks>
/// <example><code>
/// SQLitePCL.Batteries_V2.Init(); // package SQLitePCLRaw.bundle_e_sqlite3
/// services.AddCityKit(city => city
///     .UseSqlite("city.db") // the keys of personal data are beside it, in city.db.keys
///     .AddNotifications(notifications => notifications.UseSqlite("deliveries.db")));
/// </code></example>
public static class CityKitSqlite
{
    /// <summary>
    /// Keeps everything in one SQLite file (with its -wal and -shm companions while open); the master keys of personal data are in a file
    /// beside it, named <c>.keys</c>, unless <see cref="CityKitBuilder.KeyFile"/> says where.
    /// </summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static CityKitBuilder UseSqlite(this CityKitBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        builder.KeyFile ??= path + ".keys";
        return builder.UseStore(services => new SqliteCityStore(path, services.GetService<ILogger<SqliteCityStore>>()));
    }

    /// <summary>
    /// Makes the city of many partitions, each in a SQLite file of its own, all in this process: what several machines do with PostgreSQL.
    /// The master keys of personal data are in the folder, in <c>city.keys</c>, unless <see cref="CityKitBuilder.KeyFile"/> says where.
    /// </summary>
    /// <param name="builder">The city.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="count">How many partitions, 1 to <see cref="PartitionId.Most"/>: recorded in the folder, and refused at the start when
    /// it is another.</param>
    /// <exception cref="ArgumentException">The folder's name is empty, or the count out of range.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static CityKitBuilder UseSqlitePartitions(this CityKitBuilder builder, string folder, int count = 64)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        builder.KeyFile ??= Path.Combine(folder, "city.keys");
        return builder.UsePartitions(count, (services, partition) =>
        {
            if (partition.IsCity) SqlitePartitions.Check(folder, count);
            return new SqliteCityStore(SqlitePartitions.PathOf(folder, $"{partition}"), services.GetService<ILogger<SqliteCityStore>>());
        });
    }

    /// <summary>Keeps what waits to be delivered, and dead letters, in a SQLite file of its own, such as <c>deliveries.db</c>.</summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static NotificationsBuilder UseSqlite(this NotificationsBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.UseStore(services => new SqliteDeliveryStore(path, services.GetService<ILogger<SqliteDeliveryStore>>()));
    }
}
