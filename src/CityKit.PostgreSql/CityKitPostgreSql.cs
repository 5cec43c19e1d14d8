using CityKit.Delivering;
using CityKit.Hosting;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CityKit;

/// <summary>Keeps a hub's store and its deliveries in PostgreSQL.</summary>
/// <remarks>
/// For several hubs of a city in one database, or a hub whose record is kept off its machine; PostgreSQL 15 or newer. It creates and
/// migrates the schema <c>citykit</c> by itself. The hub that opens a partition last has its claim: the one before stores nothing more and
/// reports it (<see cref="CityHub.Lost"/>). It starts no cluster; that is <c>UseOrleans</c> of CityKit.Orleans.
/// </remarks>
/// <example><code>
/// services.AddCityKit(city => city
///     .UsePostgreSql("Host=db;Database=city;Username=hub", new PostgreSqlOptions { Partition = "street-07" })
///     .UsePostgreSqlKeys("/etc/citykit/city.secret") // the same file for all hubs of the city
///     .UsePostgreSqlEvidence()
///     .AddNotifications(notifications => notifications.UsePostgreSql()));
/// </code></example>
public static class CityKitPostgreSql
{
    /// <summary>Keeps everything in a PostgreSQL database, in the schema <c>citykit</c>, which is created and migrated by itself.</summary>
    /// <param name="builder">The hub's builder.</param>
    /// <param name="connectionString">As Npgsql has it, such as <c>Host=db;Database=city;Username=hub</c>.</param>
    /// <param name="options">Which partition, and how long to wait; null for the defaults.</param>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    public static CityKitBuilder UsePostgreSql(
        this CityKitBuilder builder, string connectionString, PostgreSqlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        StoreConnections.Check(connectionString, options ?? new());
        builder.Services.TryAddKeyedSingleton(builder.Name, (services, _) => new PostgreSqlDatabase(
            connectionString, options, services.GetService<ILogger<PostgreSqlCityStore>>()));
        return builder.UseStore(
            services => new PostgreSqlCityStore(connectionString, options, services.GetService<ILogger<PostgreSqlCityStore>>()));
    }

    /// <summary>
    /// Keeps what waits to be delivered in the city's database (<c>UsePostgreSql</c>): of all nodes that are started so one delivers, and
    /// another one 20 seconds after it is gone.
    /// </summary>
    /// <param name="builder">The notifications' builder.</param>
    public static NotificationsBuilder UsePostgreSql(this NotificationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(services => new PostgreSqlDeliveryStore(PostgreSqlDatabase.Of(services, builder.Name),
            $"{Environment.MachineName}/{Environment.ProcessId}", services.GetRequiredService<TimeProvider>()));
    }
}
