using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Intake;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Cli.Tests.Support;

/// <summary>A hub over a file, with one smoke rule and one device that sends.</summary>
internal sealed class SmallHub : IAsyncDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);
    private readonly VirtualDevice device = new("pi-1", Start);
    private readonly CityHub hub;

    private SmallHub(CityHub hub, FakeTimeProvider time) => (this.hub, Time) = (hub, time);

    /// <summary>
    /// How far apart the days of a test are, and after how long a device is silent: at a moment between, the hub could read its clock while
    /// the test moves it.
    /// </summary>
    internal static Duration Day { get; } = Duration.FromHours(25);

    internal FakeTimeProvider Time { get; }

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
            Work = new WorkEngine(
                ProfileCatalogue.BuiltIn,
                PolicyReader.Read("""{"schema":1,"label":"Invented for tests, in force nowhere."}"""u8.ToArray(), out _)!,
                WorkCalendar.BuiltIn),
        };
        var time = FakeTime.At(Start + Duration.FromDays(1));
        var small = new SmallHub(new CityHub(change?.Invoke(setup) ?? setup, store, time), time);
        await small.hub.StartAsync();
        if (small.hub.Devices.Count == 0)
            (await small.hub.ExecuteAsync(
            new AdmitDevice("admit", small.device.Id, small.device.Key.Public), Actor.Of("admin-1", "it", Role.Administrator))).OrThrow();
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
        var at = Start + Duration.FromSeconds(device.Cursor(Lane.Alarm).Sequence + 1);
        var answer = await device.SendAsync(hub, device.Contact("smoke", at), device.Contact("smoke", at, active: false));
        Assert.True(answer.Status == BatchStatus.Synced, answer.Message?.En);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    /// <summary>Changes a file behind its hub's back.</summary>
    internal static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
