using CityKit.Hosting;
using CityKit.Shared.PostgreSql;
using Npgsql;

namespace CityKit.Benchmarks.Clusters;

/// <summary>A server of its own with an empty database for each run.</summary>
internal sealed class PostgresDatabases : IDisposable
{
    private readonly PrivatePostgres server = new();
    private readonly string keys = Directory.CreateTempSubdirectory("citykit-keys-").FullName;
    private int made;

    /// <summary>Master keys for the hubs.</summary>
    internal string KeyFile => $"{keys}/hub.keys";

    /// <summary>Lets a hub keep everything in a database.</summary>
    internal CityKitBuilder Use(CityKitBuilder city, string connection)
    {
        city.KeyFile = KeyFile;
        return city.UsePostgreSql(connection);
    }

    internal ServerCpu Cpu => field ??= new ServerCpu(server.Folder);

    /// <summary>The connection string of a new database.</summary>
    internal async Task<string> CreateAsync()
    {
        var name = $"run{++made}";
        await RunAsync($"CREATE DATABASE {name}");
        return server.ConnectionTo(name);
    }

    /// <summary>Drops the last one, so that the disk does not fill.</summary>
    internal Task DropAsync() => RunAsync($"DROP DATABASE run{made} WITH (FORCE)");

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(keys, recursive: true);
    }

    private async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionTo("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
