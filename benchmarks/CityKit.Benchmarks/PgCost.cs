using System.Diagnostics;
using System.Globalization;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Devices;
using CityKit.Shared.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace CityKit.Benchmarks;

/// <summary>
/// What an event costs the processes of PostgreSQL, with signed batches taken in by hubs as they group them; beside it the rows that came
/// of it in the journal, copied into a table with the same indexes, in the same transactions.
/// </summary>
internal static class PgCost
{
    private const int Turns = 5; // the first of each warms up
    private const int Devices = 256;
    private const int Events = 100;

    /// <param name="hubs">Over how many partitions the devices are spread.</param>
    /// <param name="rounds">How many batches each device sends a turn.</param>
    /// <param name="atOnce">How many are sent at once: with 1 each is a commit of its own.</param>
    internal static async Task RunAsync(int hubs, int rounds, int atOnce)
    {
        using var server = new PrivatePostgres();
        var cpu = new ServerCpu(server.Folder);
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionTo("postgres")};Search Path=citykit");
        using var folder = new TemporaryDirectory();
        await using var city = await StartAsync(server, folder.At("city.keys"), hubs);
        await CreateRivalAsync(source);
        var (ours, plain) = (new List<double>(), new List<double>());
        var copied = await LastAsync(source);
        for (var turn = 0; turn < Turns; turn++)
        {
            var batches = city.Next(rounds);
            var (events, before) = (Devices * Events * rounds, cpu.Microseconds());
            await city.TakeAsync(batches, atOnce);
            ours.Add((cpu.Microseconds() - before) / events);
            var commits = await CommitsAsync(source, copied);
            copied = await LastAsync(source);
            before = cpu.Microseconds();
            foreach (var commit in commits) await CopyAsync(source, commit);
            plain.Add((cpu.Microseconds() - before) / events);
            Say($"{hubs} hubs, {atOnce} batches at once, {events:n0} events in {commits.Count:n0} commits: {ours[^1]:0.00} µs of PostgreSQL's CPU an event; rows alone {plain[^1]:0.00} µs");
        }
        Say($"median without the first: {Median(ours):0.00} µs an event; the journal's rows alone {Median(plain):0.00} µs; {Median(ours) / Median(plain):0.0} times");
    }

    /// <summary>Hubs with their devices.</summary>
    private sealed class City(ServiceProvider[] services, (CityHub Hub, MeterSender Sender)[] senders) : IAsyncDisposable
    {
        internal (CityHub Hub, byte[] Envelope)[][] Next(int rounds) =>
            [.. Enumerable.Range(0, rounds).Select(_ => senders.Select(s => (s.Hub, s.Sender.Next(Events))).ToArray())];

        internal async Task TakeAsync((CityHub Hub, byte[] Envelope)[][] rounds, int atOnce)
        {
            foreach (var part in rounds.SelectMany(round => round.Chunk(atOnce)))
                foreach (var answer in await Task.WhenAll(part.Select(b => b.Hub.AcceptAsync(b.Envelope).AsTask())))
                    if (answer.Status != Intake.BatchStatus.Synced)
                        throw new InvalidOperationException($"{answer.Status}: {answer.Message?.En}");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in services) await service.DisposeAsync();
        }
    }

    private static async Task<City> StartAsync(PrivatePostgres server, string keys, int hubs)
    {
        var services = Enumerable.Range(0, hubs).Select(n => new ServiceCollection().AddCityKit(city =>
        {
            city.KeyFile = keys;
            city.UsePostgreSql(server.ConnectionTo("postgres"), new() { Partition = $"{n:000}" });
            city.UseRules(HubIntake.RuleFile()).UseSensors(HubIntake.SensorFile(Devices));
        }).BuildServiceProvider()).ToArray();
        var open = services.Select(s => s.GetRequiredService<CityHub>()).ToArray();
        foreach (var hub in open) await hub.StartAsync();
        var senders = Enumerable.Range(0, Devices).Select(n => (Hub: open[n % hubs], Sender: new MeterSender($"pi-{n}"))).ToArray();
        foreach (var (hub, sender) in senders)
            (await hub.ExecuteAsync(
                new AdmitDevice($"admit-{sender.Id}", sender.Id, sender.Key.Public), Actor.Of("bench", "", Role.Administrator))).OrThrow();
        var city = new City(services, senders);
        await city.TakeAsync(city.Next(1), Devices);
        return city;
    }

    private static async Task CreateRivalAsync(NpgsqlDataSource source)
    {
        await using var create = source.CreateCommand("CREATE TABLE rival(LIKE journal INCLUDING ALL)");
        await create.ExecuteNonQueryAsync();
    }

    private static async Task<Dictionary<string, long>> LastAsync(NpgsqlDataSource source)
    {
        await using var all = source.CreateCommand("SELECT partition, number FROM hub");
        await using var row = await all.ExecuteReaderAsync();
        var last = new Dictionary<string, long>();
        while (await row.ReadAsync()) last[row.GetString(0)] = row.GetInt64(1);
        return last;
    }

    /// <summary>The new rows of the journal by commit, each of which sealed its last row.</summary>
    private static async Task<List<List<object?[]>>> CommitsAsync(NpgsqlDataSource source, Dictionary<string, long> copied)
    {
        var commits = new List<List<object?[]>>();
        foreach (var (partition, last) in copied)
        {
            await using var all = source.CreateCommand(
                "SELECT partition, number, received_at, kind, key, payload, seal, digest FROM journal "
                + $"WHERE partition = '{partition}' AND number > {last} ORDER BY number");
            await using var row = await all.ExecuteReaderAsync();
            var isSealed = true;
            while (await row.ReadAsync())
            {
                if (isSealed) commits.Add([]);
                commits[^1].Add([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))]);
                isSealed = !row.IsDBNull(6);
            }
        }
        return commits;
    }

    private static async Task CopyAsync(NpgsqlDataSource source, List<object?[]> commit)
    {
        NpgsqlDbType[] types = [NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Smallint, NpgsqlDbType.Text,
            NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea];
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync("COPY rival FROM STDIN (FORMAT BINARY)");
        foreach (var row in commit)
        {
            await copy.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
                if (row[i] is { } value) await copy.WriteAsync(value, types[i]);
                else await copy.WriteNullAsync();
        }
        await copy.CompleteAsync();
    }

    private static double Median(List<double> of) => of.Skip(1).Order().ElementAt((of.Count - 1) / 2);

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
