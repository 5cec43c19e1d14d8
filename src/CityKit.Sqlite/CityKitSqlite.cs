using CityKit.Delivering;
using CityKit.Hosting;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityKit;

/// <summary>Puts the hub's store on disk.</summary>
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

    /// <summary>Keeps what waits to be delivered, and dead letters, in a SQLite file of its own, such as <c>deliveries.db</c>.</summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static NotificationsBuilder UseSqlite(this NotificationsBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.UseStore(services => new SqliteDeliveryStore(path, services.GetService<ILogger<SqliteDeliveryStore>>()));
    }
}
