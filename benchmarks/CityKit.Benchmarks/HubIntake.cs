using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.Benchmarks.Clusters;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Devices;
using CityKit.Hosting;
using CityKit.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Benchmarks;

/// <summary>
/// Signed batches of many devices taken in by a hub over SQLite, or over SQLite and PostgreSQL in turn: CPU time of the whole process for
/// each event, signatures made before. Prints one line a run, so that two builds can be run in turn and compared.
/// </summary>
internal static class HubIntake
{
    private const int AtOnce = 256;
    private const int Rules = 5;
    private const int Turns = 5; // the first of each compiles the program

    /// <param name="sizes">Devices, events a batch, batches of each device.</param>
    /// <returns>The milliseconds of CPU of a batch.</returns>
    internal static async Task<double> RunAsync(int[] sizes)
    {
        SQLitePCL.Batteries_V2.Init();
        var folder = Directory.CreateTempSubdirectory("citykit-intake-");
        try
        {
            return await RunAsync("SQLite", sizes, city => city.UseSqlite(Path.Combine(folder.FullName, "city.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In turn over SQLite and over a PostgreSQL server of its own; what the server uses is not in it.</summary>
    internal static async Task CompareAsync(int[] sizes)
    {
        using var databases = new PostgresDatabases();
        for (var turn = 0; turn < Turns; turn++)
        {
            await RunAsync(sizes);
            var connection = await databases.CreateAsync();
            await RunAsync("PostgreSQL", sizes, city => databases.Use(city, connection));
            await databases.DropAsync();
        }
    }

    /// <summary>In turn without and with an answer key.</summary>
    internal static Task CompareSignedAsync(int[] sizes) => CompareAsync(
        sizes, "no answer key", "signed answers", (city, folder) => city.UseAnswerKey(Path.Combine(folder, "answers.pem")));

    /// <summary>In turn without and with readings kept hour by hour.</summary>
    internal static Task CompareReadingsAsync(int[] sizes) => CompareAsync(
        sizes, "readings not kept", "readings kept", (city, _) => city.Configure(options => options.KeepReadings = true));

    private static async Task CompareAsync(int[] sizes, string without, string with, Action<CityKitBuilder, string> add)
    {
        SQLitePCL.Batteries_V2.Init();
        for (var turn = 0; turn < Turns; turn++)
            foreach (var isWith in (bool[])[false, true])
            {
                var folder = Directory.CreateTempSubdirectory("citykit-intake-").FullName;
                await RunAsync(isWith ? with : without, sizes, city =>
                {
                    city.UseSqlite(Path.Combine(folder, "city.db"));
                    if (isWith) add(city, folder);
                });
                Directory.Delete(folder, recursive: true);
            }
    }

    private static async Task<double> RunAsync(string store, int[] sizes, Action<CityKitBuilder> use)
    {
        var (devices, events, batches) = (sizes[0], sizes[1], sizes[2]);
        using var keys = new TemporaryDirectory();
        await using var services = new ServiceCollection()
            .AddCityKit(city =>
            {
                use(city);
                city.KeyFile ??= keys.At("city.keys");
                city.UseRules(RuleFile()).UseSensors(SensorFile(devices));
            })
            .BuildServiceProvider();
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        var senders = Enumerable.Range(0, devices).Select(n => new MeterSender($"pi-{n}")).ToArray();
        foreach (var sender in senders)
            (await hub.ExecuteAsync(
            new AdmitDevice($"admit-{sender.Id}", sender.Id, sender.Key.Public), Actor.Of("bench", "", Role.Administrator))).OrThrow();
        await TakeAsync(hub, [.. senders.Select(s => s.Next(events))]);
        var rounds = Enumerable.Range(0, batches).Select(_ => senders.Select(s => s.Next(events)).ToArray()).ToArray();
        GC.Collect();
        var (cpu, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        foreach (var round in rounds) await TakeAsync(hub, round);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var all = (double)devices * events * batches;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{store}, {devices} devices, {events} events a batch, {Rules} rules: {all / spent.TotalSeconds:n0} events per CPU second, {spent.TotalMilliseconds / (devices * batches):0.000} ms a batch; {all / wall.Elapsed.TotalSeconds:n0} events per second"));
        return spent.TotalMilliseconds / (devices * batches);
    }

    private static async Task TakeAsync(CityHub hub, byte[][] envelopes)
    {
        foreach (var part in envelopes.Chunk(AtOnce))
            foreach (var answer in await Task.WhenAll(part.Select(envelope => hub.AcceptAsync(envelope).AsTask())))
                if (answer.Status != BatchStatus.Synced) throw new InvalidOperationException($"{answer.Status}: {answer.Message?.En}");
    }

    internal static byte[] RuleFile() =>
        Encoding.UTF8.GetBytes("{\"version\": 1, \"rules\": [" + string.Join(", ", Enumerable.Range(0, Rules).Select(Rule)) + "]}");

    private static string Rule(int n) => $$$"""
        {"id": "r-{{{n}}}", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "PT30M", "above": "{{{100_000 + n}}} L"},
         "then": {"severity": "critical", "title": {"zh": "爆管", "en": "Burst pipe"} } }
        """;

    /// <param name="devices">How many, each with one sensor.</param>
    /// <param name="compounds">In how many compounds.</param>
    internal static byte[] SensorFile(int devices, int compounds = 1) => Encoding.UTF8.GetBytes("{\"version\": 1, \"sensors\": ["
        + string.Join(",", Enumerable.Range(0, devices).Select(n => Sensor(n, $"c-{n % compounds}"))) + "]}");

    private static string Sensor(int n, string compound) =>
        $$"""{"device": "pi-{{n}}", "sensor": "water", "quantity": "water", "unit": "L", "perUnit": 1, "compound": "{{compound}}", "validFrom": "2026-01-01T00:00:00Z"}""";
}
