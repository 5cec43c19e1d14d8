using System.Globalization;
using CityKit.Benchmarks.Cases;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hosting;
using CityKit.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Benchmarks.Clusters;

/// <summary>
/// What an event and a case take on PostgreSQL's disk and in its write-ahead log: readings every five minutes in batches, with and without
/// readings kept hour by hour, and whole lives of cases; in rounds with a vacuum after each, as a server does by itself over a day.
/// </summary>
internal static class PostgresDisk
{
    private const int AtOnce = 64;
    private const int Rounds = 5;
    private const int Shown = 8;
    private const int MinutesApart = 5; // from one reading to the next

    internal static async Task RunAsync(int devices, int events, int batches, int cases)
    {
        using var databases = new PostgresDatabases();
        foreach (var kept in (bool[])[false, true])
            await MeasureAsync(databases, $"{events} events a batch{(kept ? ", readings kept" : "")}", devices * events * batches, "event",
                city => city.UseRules(HubIntake.RuleFile()).UseSensors(HubIntake.SensorFile(devices)).Configure(o => o.KeepReadings = kept),
                hub => AdmitAsync(hub, devices), (hub, senders, _) => SendAsync(hub, senders, events, batches));
        if (cases > 0) await MeasureAsync(databases, "cases from report to close", cases, "case", city => city.UsePolicy(CaseLife.Policy),
            _ => Task.FromResult(0), (hub, _, round) => LivesAsync(hub, round * cases, cases));
    }

    private static async Task MeasureAsync<T>(PostgresDatabases databases, string name, int count, string unit,
        Action<CityKitBuilder> configure, Func<CityHub, Task<T>> prepare, Func<CityHub, T, int, Task> work)
    {
        var connection = await databases.CreateAsync();
        await using (var services = new ServiceCollection()
            .AddCityKit(city => configure(databases.Use(city, connection))).BuildServiceProvider())
        {
            var hub = services.GetRequiredService<CityHub>();
            await hub.StartAsync();
            var prepared = await prepare(hub);
            var sizes = await PostgresSizes.ReadAsync(connection);
            for (var round = 0; round < Rounds; round++)
            {
                var (before, cpu) = (sizes, databases.Cpu.Microseconds());
                await work(hub, prepared, round);
                cpu = databases.Cpu.Microseconds() - cpu;
                sizes = await PostgresSizes.ReadAsync(connection);
                Print($"{name}, round {round + 1}, {count:n0}: {cpu / count:n1} µs of the server's CPU", count, unit, before, sizes);
            }
            await hub.StopAsync();
        }
        await databases.DropAsync();
    }

    private static async Task<MeterSender[]> AdmitAsync(CityHub hub, int devices)
    {
        var random = new Random(1);
        var senders = Enumerable.Range(0, devices).Select(n => new MeterSender($"pi-{n}", random, MinutesApart)).ToArray();
        foreach (var sender in senders)
            (await hub.ExecuteAsync(new AdmitDevice($"admit-{sender.Id}", sender.Id, sender.Key.Public),
                Actor.Of("bench", "", Role.Administrator))).OrThrow();
        return senders;
    }

    private static async Task SendAsync(CityHub hub, MeterSender[] senders, int events, int batches)
    {
        for (var round = 0; round < batches; round++)
            foreach (var part in senders.Chunk(AtOnce))
            {
                var envelopes = part.Select(sender => sender.Next(events)).ToArray();
                foreach (var answer in await Task.WhenAll(envelopes.Select(envelope => hub.AcceptAsync(envelope).AsTask())))
                    if (answer.Status != BatchStatus.Synced) throw new InvalidOperationException($"{answer.Status}: {answer.Message?.En}");
            }
    }

    private static async Task LivesAsync(CityHub hub, int first, int cases)
    {
        foreach (var part in Enumerable.Range(first, cases).Chunk(AtOnce))
            await Task.WhenAll(part.Select(n => DurableCases.LiveAsync(hub, n)));
    }

    private static void Print(string name, int count, string unit, PostgresSizes before, PostgresSizes after)
    {
        var tables = after.Tables.Keys.Select(table => (Table: table, Bytes: after.Grew(before, table)))
            .OrderByDescending(t => t.Bytes).Take(Shown).Where(t => t.Bytes > 0)
            .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Table} {(double)t.Bytes / count:n1}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, {(double)(after.Total - before.Total) / count:n1} B of tables and indexes and "
            + $"{(double)(after.Log - before.Log) / count:n1} B of log for each {unit} ({string.Join(", ", tables)})"));
    }
}
