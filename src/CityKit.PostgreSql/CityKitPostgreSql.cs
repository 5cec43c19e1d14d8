using CityKit.Delivering;
using CityKit.Hosting;
using CityKit.PostgreSql;
using CityKit.PostgreSql.Deliveries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CityKit;

/// <summary>Puts the hub's store into PostgreSQL.</summary>
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
