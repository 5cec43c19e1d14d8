using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Intake;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Cli.Tests.Support;

/// <summary>A hub over a file, with one smoke rule and one device that sends.</summary>
internal sealed class SmallHub : IAsyncDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);
    private readonly DeviceKey key = DeviceKey.Create();
    private readonly DeviceId device = DeviceId.Parse("pi-1");
    private readonly CityHub hub;
    private long sequence;
    private RunningHash chain;

    private SmallHub(CityHub hub, ManualTimeProvider time) => (this.hub, Time) = (hub, time);

    /// <summary>
    /// How far apart the days of a test are, and after how long a device is silent: at a moment between, the hub could read its clock while
    /// the test moves it.
    /// </summary>
    internal static Duration Day { get; } = Duration.FromHours(25);

    internal ManualTimeProvider Time { get; }

    internal CityHub Hub => hub;

    /// <summary>Starts over a file and sends so many alarms: as many alerts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="alarms">How many.</param>
    /// <param name="change">What the hub is given instead; null for nothing.</param>
    internal static Task<SmallHub> StartAsync(string path, int alarms, Func<HubSetup, HubSetup>? change = null) =>
        StartAsync(new SqliteCityStore(path), alarms, change);

    /// <inheritdoc cref="StartAsync(string, int, Func{HubSetup, HubSetup}?)"/>
    internal static async Task<SmallHub> StartAsync(ICityStore store, int alarms, Func<HubSetup, HubSetup>? change = null)
    {
        var setup = new HubSetup
        {
            Options = new HubOptions { OfflineAfter = Day },
            Configuration = new HubConfiguration(
                """{"version":1,"rules":[{"id":"smoke","where":"hub","sensors":{"quantity":"smoke"},"when":{"kind":"match","event":"contact"},"then":{"severity":"critical","title":{"zh":"烟雾","en":"Smoke"},"notify":["duty-desk"]}}]}"""u8.ToArray(),
                """{"version":1,"sensors":[{"device":"pi-1","sensor":"smoke","quantity":"smoke","validFrom":"2026-01-01T00:00:00Z"}]}"""u8.ToArray()),
            Profiles = ProfileCatalogue.BuiltIn,
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, PolicyReader.Read("""{"schema":1,"label":"Invented for tests, in force nowhere."}"""u8.ToArray(), out _)!, WorkCalendar.BuiltIn),
        };
        var time = new ManualTimeProvider(Start + Duration.FromDays(1));
        var small = new SmallHub(new CityHub(change?.Invoke(setup) ?? setup, store, time), time);
        await small.hub.StartAsync();
        if (small.hub.Devices.Count == 0) (await small.hub.ExecuteAsync(new AdmitDevice("admit", small.device, small.key.Public), Actor.Of("admin-1", "it", Role.Administrator))).OrThrow();
        for (var i = 0; i < alarms; i++) await small.AlarmAsync();
        return small;
    }

    /// <summary>Writes such a file and stops the hub.</summary>
    internal static async Task WriteAsync(string path, int alarms)
    {
        await using var hub = await StartAsync(path, alarms);
    }

    /// <summary>A day later, what the clock brings and then an alarm, each in a commit of its own.</summary>
    internal async Task DayAsync()
    {
        Time.Advance(Day);
        await hub.TickAsync();
        await AlarmAsync();
    }

    internal async Task AlarmAsync()
    {
        var before = (First: sequence + 1, Hash: chain);
        CityEvent[] events = [Smoke(1), Smoke(0)];
        var encoded = events.Select(e => Encode(e with { Sequence = ++sequence })).ToArray();
        chain = encoded.Aggregate(chain, (hash, e) => hash.Next(e.Span));
        var header = new BatchHeader(device, new OutboxId(1), Lane.Alarm, before.First, before.Hash, [new BootClock(0, new BootId(7), Start, ClockQuality.Synchronized)]);
        var answer = await hub.AcceptAsync(SignedBatch.Sign(BatchCodec.Encode(header, encoded), key).Encode());
        Assert.True(answer.Status == BatchStatus.Synced, answer.Message?.En);
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        key.Dispose();
    }

    /// <summary>Changes a file behind its hub's back.</summary>
    internal static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private CityEvent Smoke(long value) => new(EventKind.Contact, SensorName.Parse("smoke"), new DeviceTime(0, (sequence + 1) * 1_000_000_000L), value);

    private static ReadOnlyMemory<byte> Encode(CityEvent seen)
    {
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer.AsMemory(0, EventCodec.Encode(seen, buffer));
    }
}
