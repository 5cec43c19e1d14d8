using CityKit.AlertDesk;
using CityKit.Storage;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Journal;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>
/// A device that was offline for a month: a million events, one in a hundred an alarm, drained into a hub over HTTP on the
/// loopback, both with SQLite on the disk and
/// every answer after its commit. Reads the hub's journal back and checks that each lane came whole, in order and once, and alarms first.
/// </summary>
internal static class BacklogDrain
{
    private const int Meters = 21;
    private const long Minute = 60_000_000_000;
    private static readonly Instant Zero = Instant.FromUtc(2026, 2, 1, 0, 0);
    private static readonly DeviceId Device = DeviceId.Parse("pi-bench");
    private static readonly SensorName[] Water = [.. Enumerable.Range(1, Meters).Select(i => SensorName.Parse($"water-{i:00}"))];
    private static readonly SensorName Smoke = SensorName.Parse("smoke-1");

    internal static async Task RunAsync(int events)
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Environment.GetEnvironmentVariable("CITYKIT_BENCH_DIR") ?? Path.GetTempPath(),
            $"citykit-drain-{Guid.NewGuid():n}"));
        try
        {
            using var key = DeviceKey.Create();
            using var outbox = EventOutbox.Open(
                new OutboxOptions { Path = Path.Combine(folder.FullName, "outbox.db"), Device = Device, CapBytes = 1 << 30 });
            var wear = DiskWrites();
            var filled = Fill(outbox, events);
            wear = DiskWrites() - wear;
            var before = new FileInfo(Path.Combine(folder.FullName, "outbox.db")).Length;
            Console.WriteLine($"filled: {events:n0} events in {filled.TotalSeconds:0.0} s, {events / filled.TotalSeconds:n0}/s; {outbox.Status.BytesWrittenPerEvent} bytes written for each by the outbox's own count, {wear / events} by the kernel's; {outbox.Status.Alarm.Rows:n0} alarms");
            await using var hub = await LocalHub.StartAsync(
                Device, key.Public, city => city.UseSqlite(Path.Combine(folder.FullName, "city.db")).UseRules(Rules())
                .UseSensors(Sensors()));
            await DrainAsync(outbox, key, hub.Urls.First(), events);
            await CheckAsync(hub.Services.GetRequiredService<CityHub>().Store, outbox, events);
            Console.WriteLine($"outbox file: {before:n0} bytes before, {new FileInfo(Path.Combine(folder.FullName, "outbox.db")).Length:n0} after");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What this process had written to disks, checkpoints counted, as the kernel says; 0 where it says nothing.</summary>
    private static long DiskWrites() => File.Exists("/proc/self/io")
        ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("write_bytes: ", StringComparison.Ordinal))
            .AsSpan("write_bytes: ".Length), System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    private static TimeSpan Fill(EventOutbox outbox, int events)
    {
        var boot = outbox.OpenBoot(new BootId(1));
        outbox.SetClock(boot, Zero, ClockQuality.Synchronized);
        var started = Stopwatch.GetTimestamp();
        var commit = new OutboxCommit();
        for (var i = 0; i < events; i++)
        {
            commit.Add(Event(boot, i));
            if (commit.Events.Count < 1000 && i < events - 1) continue;
            outbox.Commit(commit);
            commit.Clear();
        }
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Each minute: the meters' readings, then the heartbeat; one event in a hundred is a contact.</summary>
    private static CityEvent Event(int boot, int number)
    {
        var (minute, place) = Math.DivRem(number, Meters + 1);
        var at = new DeviceTime(boot, (minute + 1) * Minute + place);
        if (number % 100 == 99) return new CityEvent(EventKind.Contact, Smoke, at, number / 100 % 2);
        if (place == Meters) return new CityEvent(EventKind.Heartbeat, SensorName.Device, at, Meters) { SpanNanoseconds = Minute };
        return new CityEvent(EventKind.Reading, Water[place], at, number % 13) { SpanNanoseconds = Minute };
    }

    private static byte[] Rules() => Encoding.UTF8.GetBytes("""
        {"version": 1, "rules": [
          {"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "contact", "is": "active", "hold": "PT0S"},
           "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}, "notify": ["duty-desk"]}},
          {"id": "burst", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "PT30M", "above": "400 L"},
           "then": {"severity": "critical", "title": {"zh": "爆管", "en": "Burst pipe"}}}
        ]}
        """);

    private static byte[] Sensors()
    {
        var water = Water.Select(
            name => $$"""{"device": "{{Device}}", "sensor": "{{name}}", "quantity": "water", "unit": "L", "perUnit": 1, "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}""");
        var smoke = $$"""{"device": "{{Device}}", "sensor": "{{Smoke}}", "quantity": "smoke", "compound": "c", "building": "1", "entrance": "1", "validFrom": "2026-01-01T00:00:00Z"}""";
        return Encoding.UTF8.GetBytes($$"""{"version": 1, "sensors": [{{string.Join(", ", water.Append(smoke))}}]}""");
    }

    private static async Task DrainAsync(EventOutbox outbox, DeviceKey key, string address, int events)
    {
        using var meter = new Meter("CityKit.Benchmarks");
        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var forwarder = new Forwarder(
            outbox, key, http, new ForwarderOptions { Hub = new Uri(address) }, TimeProvider.System, new Random(1),
            NullLogger<Forwarder>.Instance, meter);
        var (started, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var running = forwarder.RunAsync(stop.Token);
        await forwarder.DrainAsync(stop.Token);
        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"drained: {events:n0} events in {took.TotalSeconds:0.0} s, {events / took.TotalSeconds:n0}/s, {forwarder.Status.Batches} batches, {(Environment.CpuUsage.TotalTime - busy).TotalSeconds:0.0} s of CPU for edge and hub together");
        await stop.CancelAsync();
        await running;
    }

    /// <summary>What the hub wrote down, not what it answered.</summary>
    private static async Task CheckAsync(ICityStore store, EventOutbox outbox, int events)
    {
        var next = new Dictionary<Lane, long> { [Lane.Alarm] = 1, [Lane.Reading] = 1 };
        await foreach (var entry in store.ReadJournalAsync(0, default))
            if (entry.Kind == JournalKind.Batch) Follow(entry, next, outbox.Status.Alarm.Last);
        var (taken, alerts) = (next.Values.Sum() - 2, await store.ReadAlertsAsync(default).CountAsync());
        if (taken != events || outbox.Status is not { Alarm.Rows: 0, Reading.Rows: 0 })
            throw new InvalidOperationException($"{taken} of {events} events arrived.");
        Console.WriteLine($"checked: {taken:n0} events in the hub's journal, each lane in order, once, alarms first; {alerts:n0} alerts");
    }

    private static void Follow(JournalEntry entry, Dictionary<Lane, long> next, long lastAlarm)
    {
        var batch = BatchCodec.Decode(SignedBatch.Decode(entry.Payload, out _)!.Batch, WireLimits.Default, out _)!;
        if (batch.Header.Lane == Lane.Reading && next[Lane.Alarm] <= lastAlarm)
            throw new InvalidOperationException("Readings came before alarms.");
        foreach (var seen in batch.Events)
            if (seen.Event!.Sequence != next[batch.Header.Lane]++)
                throw new InvalidOperationException($"Event {seen.Event.Sequence} of {batch.Header.Lane} is out of order.");
    }
}
