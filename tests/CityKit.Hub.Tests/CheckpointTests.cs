using System.Text;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// The state of rules is stored in slices, as of one entry: no commit is large, and a kill between two slices changes nothing.
/// </summary>
public sealed class CheckpointTests
{
    private const int Every = 10;
    private const int Lamps = 300;
    private const int Slice = 64; // fewer are not worth a slice of their own
    private static readonly Instant At = TestCity.Start;
    private static readonly HubOptions Options = new() { SnapshotEvery = Every };

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 3)]
    [InlineData(false, 4)]
    [InlineData(true, 5)]
    [InlineData(true, 6)]
    public async Task Kills_BetweenSlices_GiveTheSameBytes(bool isSqlite, int seed)
    {
        await using var straight = await TestCity.StartAsync(setup: NewSetup());
        foreach (var step in Story(seed)) await step(straight);
        using var file = new TempFile();
        await using var kept = new InMemoryCityStore();
        var (random, time, behind) = (new Random(seed), FakeTime.At(At), 0L);
        var city = await StartAsync();
        foreach (var step in Story(seed))
        {
            // the one before is as if killed: its claim is gone, and it writes nothing more
            if (random.Next(4) == 0) city = await StartAsync();
            await step(city);
            var position = await city.Hub.Store.ReadPositionAsync(default);
            behind = Math.Max(behind, position.Number - position.Checkpoint);
        }
        Assert.Equal(await straight.ExportAsync(), await (city = await StartAsync()).ExportAsync());
        Assert.InRange(behind, Every + 1, 4 * Every); // a checkpoint was under way, and one was stored in the end
        await city.DisposeAsync();

        Task<TestCity> StartAsync() =>
            TestCity.StartAsync(isSqlite ? new SqliteCityStore(file.Path, isLocked: false) : kept, NewSetup(), time);
    }

    [Fact] // 200,000 keys made one commit of 110 MB
    public async Task Checkpoint_OfManyKeys_IsNoLargeCommit()
    {
        var store = new CountingStore(new InMemoryCityStore());
        await using (var city = await TestCity.StartAsync(store, NewSetup()))
        {
            var device = await city.AdmitAsync("pi-1");
            store.Commits.Clear();
            await city.SyncAsync(device, [.. Enumerable.Range(0, Lamps).Select(n => device.Contact(Lamp(n), At))]);
            for (var n = 1; n < 3 * Every; n++)
            {
                await city.SyncAsync(device, device.Heartbeat(At + Duration.FromSeconds(n)));
                var position = await store.ReadPositionAsync(default);
                Assert.InRange(position.Number - position.Checkpoint, 0, 2 * Every);
            }
            Assert.InRange(store.Largest, Slice, Slice + 2);
            Assert.Equal(Lamps, store.Cells.Select(cell => cell.Key.Key).Where(key => key.Contains("lamp-", StringComparison.Ordinal))
                .Distinct().Count());

            // all state is under other rules now
            (await city.Hub.ExecuteAsync(new PutRules("u-1", Encoding.UTF8.GetString(Dimmed)), TestCity.Admin)).OrThrow();
            store.Commits.Clear();
            for (var n = 0; n < 3 * Every; n++) await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(n + 1)));
            Assert.InRange(store.Largest, Slice, Slice + 3);
        }
        await using var again = await TestCity.StartAsync(store, NewSetup(Dimmed));
        Assert.Empty(await store.ReadJournalAsync((await store.ReadPositionAsync(default)).Checkpoint, default).ToListAsync());
    }

    [Fact]
    public async Task Checkpoint_OfSensorsThatAreGone_LeavesNoRow()
    {
        var store = new CountingStore(new InMemoryCityStore());
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(store, NewSetup()))
        {
            device = await city.AdmitAsync("pi-1");
            for (var minute = 0; minute < 2; minute++)
                await city.SyncAsync(
                    device, [.. Enumerable.Range(0, Lamps).Select(n => device.Contact(Lamp(n), At + Duration.FromMinutes(minute)))]);
        }
        Assert.Equal(Lamps, await LampRowsAsync(store));
        store.Commits.Clear();
        var bare = TestCity.NewSetup(options: Options);
        await using (var city = await TestCity.StartAsync(new NoSnapshotAtStop(store), bare)) // killed while the rows go
            for (var n = 0; n < 3; n++) await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(3 + n)));
        await using (var city = await TestCity.StartAsync(store, bare))
            for (var n = 0; n < 3 * Every; n++) await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(6 + n)));
        Assert.Equal(0, await LampRowsAsync(store));
        Assert.InRange(store.Largest, Slice,
            5 * Slice + 3); // a mark and a row in the list for each, then both rows and the one in the list
        await using var last = await TestCity.StartAsync(store, NewSetup()); // they are new again: nothing of before is known
        await last.SyncAsync(device, device.Heartbeat(At + Duration.FromHours(2)));
        Assert.DoesNotContain(await last.AlertsAsync(), alert => alert.Rule == "lamp-dark");
    }

    [Fact]
    public async Task Open_AFileWithOneRowAPiece_GoesOn()
    {
        using var file = new TempFile();
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup()))
        {
            device = await city.AdmitAsync("pi-1");
            await city.SyncAsync(device, device.Contact(Lamp(7), At));
        }
        file.Run("""
            UPDATE cells SET module = substr(module, 2), crc = NULL WHERE module LIKE '\_%' ESCAPE '\'
            """);
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup());
        await again.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        Assert.Equal("pi-1/" + Lamp(7), (await again.AlertsAsync()).Single(alert => alert.Rule == "lamp-dark").Source);
    }

    /// <summary>
    /// As versions before stored it: what commands changed of the file, a sensor a row, as JSON; no list of what is gone.
    /// </summary>
    [Fact]
    public async Task Open_AFileWithSensorsAsJson_GoesOnAndStoresThemInPieces()
    {
        using var file = new TempFile();
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup()))
        {
            device = await city.AdmitAsync("pi-1");
            (await city.Hub.ExecuteAsync(new PutSensors("p-1", Entry("attic")), TestCity.Admin)).OrThrow();
            await city.SyncAsync(device, device.Contact("attic", At), device.Contact(Lamp(7), At));
        }
        file.Run($"""
            DELETE FROM cells WHERE module IN ('sensors', '_sensors');
            INSERT INTO cells VALUES('sensors', 'pi-1/attic', 1, CAST('{Entry("attic")}' AS BLOB), NULL), ('rules', 'pi-1/old', 1, x'c0', NULL);
            UPDATE cells SET bytes = x'01', crc = NULL WHERE module = 'hub' AND key = 'snapshot';
            """);
        await using (var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup()))
            for (var n = 0; n < 3; n++) await again.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31 + n)));
        await using var store = new SqliteCityStore(file.Path);
        await using var last = await TestCity.StartAsync(store, NewSetup());
        Assert.Equal(["pi-1/attic", "pi-1/" + Lamp(7)],
            (await last.AlertsAsync()).Where(a => a.Rule == "lamp-dark").Select(a => a.Source).Order(StringComparer.Ordinal));
        var cells = await store.ReadCellsAsync("sensors", default).Concat(store.ReadCellsAsync("_sensors", default)).ToListAsync();
        Assert.DoesNotContain(cells, cell => cell.Bytes.Span[0] == (byte)'{');
        Assert.InRange(cells.Count, 2, 2 * (Lamps / 12 + 4));
        Assert.Null((await store.FindCellsAsync([new CellKey("rules", "pi-1/old")], default)).FirstOrDefault());
    }

    [Fact] // a start read every entry of the register and the state of every sensor
    public async Task Start_WithSensorsThatNothingCameOf_ReadsNothingOfThem()
    {
        var store = new ReadingStore(new InMemoryCityStore());
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(store, NewSetup()))
        {
            device = await city.AdmitAsync("pi-1");
            await city.SyncAsync(device, [.. Enumerable.Range(0, Lamps).Select(n => device.Contact(Lamp(n), At))]);
            await city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(1)));
        }
        store.Read.Clear();
        await using var again = await TestCity.StartAsync(store, NewSetup());
        await again.SyncAsync(device, device.Contact(Lamp(5), At + Duration.FromMinutes(2), active: false));
        await again.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(3)));
        Assert.Equal(["pi-1/" + Lamp(5)], store.Read.Where(key => key.Contains("lamp-", StringComparison.Ordinal)).Distinct());
        await again.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        Assert.Equal(Lamps - 1, (await again.AlertsAsync()).Count(alert => alert.Rule == "lamp-dark"));
    }

    /// <summary>
    /// Lamps that go dark and light again in batches, a register, rules and sensors that change: the same for the same seed.
    /// </summary>
    private static IEnumerable<Func<TestCity, Task>> Story(int seed)
    {
        var (random, device, minute, command) = (new Random(seed), TestCity.NewDevice("pi-1"), 0, 0);
        yield return async city => (await city.Hub.ExecuteAsync(new AdmitDevice("a-1", device.Id, device.Key.Public), TestCity.Admin))
            .OrThrow();
        yield return city => city.SyncAsync(device, [.. Enumerable.Range(0, Lamps).Select(n => device.Contact(Lamp(n), At))]);
        for (var n = 0; n < 90; n++)
        {
            var at = At + Duration.FromMinutes(minute += random.Next(1, 4));
            var (what, lamps, active) =
                (random.Next(12), Enumerable.Range(0, Lamps).Where(_ => random.Next(6) == 0).ToArray(), random.Next(2) == 0);
            yield return what switch
            {
                0 => city => DoAsync(city, new PutRules($"u-{command++}", Encoding.UTF8.GetString(active ? Dimmed : TestCity.Rules))),
                1 => city => DoAsync(city, new PutSensors($"p-{command++}", Entry($"attic-{command}"))),
                2 => city => DoAsync(
                    city, new RetireSensor($"r-{command++}", new SensorKey(device.Id, SensorName.Parse(Lamp(lamps[0]))), at)),
                3 => async city => await city.Hub.AcceptAsync(DeskTests.LowGas()),
                < 7 => city => city.SyncAsync(device, device.Reading(at, 14, Duration.FromMinutes(1)), device.Heartbeat(at)),
                _ => city => city.SyncAsync(device, [.. lamps.Select(lamp => device.Contact(Lamp(lamp), at, active))]),
            };
        }
    }

    // a lamp may be retired already
    private static async Task DoAsync(TestCity city, HubCommand command) => _ = await city.Hub.ExecuteAsync(command, TestCity.Admin);

    private static HubSetup NewSetup(byte[]? rules = null) => TestCity.NewSetup(rules, Options) with
    {
        Configuration = new HubConfiguration(rules ?? TestCity.Rules, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(TestCity.Sensors)
            .Replace("\"sensors\": [", $"\"sensors\": [{string.Join(',', Enumerable.Range(0, Lamps).Select(n => Of(Lamp(n))))},",
                StringComparison.Ordinal))),
    };

    private static byte[] Dimmed { get; } = Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(TestCity.Rules).Replace("Lamp dark", "A lamp is dark", StringComparison.Ordinal));

    private static string Lamp(int number) => $"lamp-{number}";

    private static string Entry(string sensor) => $$"""{"version": 1, "sensors": [{{Of(sensor)}}]}""";

    private static string Of(string sensor) =>
        $$"""{"device": "pi-1", "sensor": "{{sensor}}", "quantity": "lamp", "validFrom": "2026-01-01T00:00:00Z"}""";

    private static async Task<int> LampRowsAsync(ICityStore store) =>
        (await store.ReadCellsAsync("rules", default).Concat(store.ReadCellsAsync("_rules", default)).ToListAsync())
        .Select(cell => cell.Key.Key).Where(key => key.Contains("lamp-", StringComparison.Ordinal)).Distinct().Count();

    private sealed class ReadingStore(ICityStore inner) : PassingStore(inner)
    {
        internal List<string> Read { get; } = [];

        public override ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys,
            CancellationToken cancellationToken)
        {
            Read.AddRange(keys.Where(key => key.Module.EndsWith("rules", StringComparison.Ordinal)).Select(key => key.Key));
            return base.FindCellsAsync(keys, cancellationToken);
        }
    }

    private sealed class CountingStore(ICityStore inner) : PassingStore(inner)
    {
        internal List<IReadOnlyCollection<StateCell>> Commits { get; } = [];

        internal int Largest => Commits.Max(cells => cells.Count);

        internal IEnumerable<StateCell> Cells => Commits.SelectMany(cells => cells);

        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
        {
            Assert.Equal(commit.Cells.Count, commit.Cells.Select(cell => cell.Key).Distinct().Count());
            Commits.Add(commit.Cells);
            return base.CommitAsync(commit, cancellationToken);
        }
    }
}
