using System.Diagnostics;
using System.Globalization;
using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Sensors.Register;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// A hub whose state is that of one rule's windows of 24 steps over many sensors: what a reading of each costs with the checkpoints that
/// follow, what a checkpoint costs by itself, and what a start costs after SIGKILL, each in a process of its own.
/// </summary>
internal static class WindowHubStarts
{
    internal const int SensorsPerFeed = 1_000;
    internal const int Every = 10_000; // entries from one checkpoint to the next
    private const int Taps = 9_900; // just under a checkpoint's entries
    private static readonly Actor Gate = Actor.Of("gate", "", Role.Administrator);
    private static readonly Instant Begin = SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(2);

    private static ReadOnlyMemory<byte> Rules { get; } = Encoding.UTF8.GetBytes("""
        {"version": 2, "rules": [{"id": "low", "where": "hub", "sensors": {"quantity": "water"},
          "when": {"kind": "window", "over": "24 h", "below": "10 L"}, "then": {"severity": "warning", "title": {"zh": "低", "en": "low"}}}]}
        """);

    internal static async Task RunAsync(int keys)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-windows-");
        try
        {
            var file = Path.Combine(folder.FullName, "hub.db");
            Print($"{keys:n0} sensors put, with checkpoints", await ChildAsync("put", file, keys));
            Print($"a reading of each of {keys:n0}, with checkpoints", await ChildAsync("read", file, keys));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the store: {new FileInfo(file).Length / 1e6:0} MB"));
            await CheckpointsAsync(file, keys);
            Print($"{Taps:n0} readings more, then SIGKILL", await ChildAsync("tap", file, keys));
            for (var round = 0; round < 3; round++)
                Print($"start with {keys:n0} windows after SIGKILL, {Taps:n0} entries to replay", await ChildAsync("start", file, keys));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One measured process: says its CPU time when done, and waits to be killed.</summary>
    internal static async Task RunChildAsync(string what, string file, int keys)
    {
        if (what == "checkpoint") await WindowCheckpoints.RunAsync(file, keys);
        else await RunStepAsync(what, file, keys);
        Console.WriteLine(Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
    }

    internal static async Task<CityHub> StartAsync(string file)
    {
        var services = new ServiceCollection().AddCityKit(city => city.UseSqlite(file).UseRules(Rules)).BuildServiceProvider();
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        return hub;
    }

    /// <summary>The checkpoints print their own figures; over a copy, so that the starts after it have few entries to replay.</summary>
    private static async Task CheckpointsAsync(string file, int keys)
    {
        var copy = file + "-copy";
        File.Copy(file, copy);
        File.Copy(file + ".keys", copy + ".keys");
        await ChildAsync("checkpoint", copy, keys);
        File.Delete(copy);
    }

    private static async Task RunStepAsync(string what, string file, int keys)
    {
        var hub = await StartAsync(file);
        await (what switch
        {
            "put" => PutAsync(hub, keys),
            "read" => ReadAsync(hub, keys, "r", minutes: 0),
            "tap" => TapAsync(hub, keys, Taps, minutes: 1),
            _ => TapAsync(hub, keys, 1, minutes: 1),
        });
        if (what is "put" or "read") await hub.StopAsync();
    }

    private static async Task PutAsync(CityHub hub, int keys)
    {
        foreach (var part in Enumerable.Range(0, keys).Chunk(PutSensors.MaxEntries))
        {
            var entries = string.Join(',', part.Select(n =>
                $$"""{"device": "feed-{{n / SensorsPerFeed}}", "sensor": "m-{{n}}", "quantity": "water", "unit": "L", "validFrom": "2020-01-01T00:00:00Z"}"""));
            (await hub.ExecuteAsync(new PutSensors($"p-{part[0]}", $$"""{"version": 1, "sensors": [{{entries}}]}"""), Gate)).OrThrow();
        }
    }

    internal static async Task ReadAsync(CityHub hub, int keys, string id, int minutes)
    {
        foreach (var part in Enumerable.Range(0, keys).Chunk(SensorsPerFeed))
            await SendAsync(hub, $"{id}-{part[0]}", part, Begin + Duration.FromMinutes(minutes));
    }

    internal static async Task TapAsync(CityHub hub, int keys, int count, int minutes)
    {
        var random = new Random(7);
        foreach (var part in Enumerable.Range(0, count).Chunk(256))
            await Task.WhenAll(part.Select(
                n => SendAsync(hub, $"{Guid.NewGuid():n}", [random.Next(keys)], Begin + Duration.FromMinutes(minutes))));
    }

    private static async Task SendAsync(CityHub hub, string id, int[] sensors, Instant at)
    {
        var seen = sensors.Select(n => new FeedObservation(SensorName.Parse($"m-{n}"), EventKind.Reading, new Amount(1, "L"), at));
        var answer = await hub.AcceptAsync(
            new FeedBatch(DeviceId.Parse($"feed-{sensors[0] / SensorsPerFeed}"), id, []) { Seen = [.. seen] });
        if (answer.Accepted != sensors.Length) throw new InvalidOperationException($"{answer}");
    }

    private static async Task<double> ChildAsync(string what, string file, int keys)
    {
        string[] arguments = ["start-windows", what, file, keys.ToString(CultureInfo.InvariantCulture)];
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var said = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"'{what}' said nothing.");
        child.Kill();
        await child.WaitForExitAsync();
        return double.Parse(said, CultureInfo.InvariantCulture);
    }

    private static void Print(string what, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:n0} ms of CPU"));
}
