using System.Text;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Sensors and rules that are added, changed and retired while the hub runs.</summary>
public sealed class ConfigurationTests
{
    private static readonly Instant At = TestCity.Start;
    private static readonly SensorKey Attic = new(DeviceId.Parse("pi-1"), SensorName.Parse("attic"));

    private const string AtticSmoke =
        """{"version": 1, "sensors": [{"device": "pi-1", "sensor": "attic", "quantity": "smoke", "compound": "c", "validFrom": "2026-01-01T00:00:00Z"}]}""";

    [Fact]
    public async Task PutSensors_OfANewOne_IsJudgedAtOnceAndCostsOneEntry()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("attic", At));
        Assert.Empty(await city.AlertsAsync());
        var before = (await city.JournalAsync()).Count;
        await DoAsync(city, new PutSensors("p-1", AtticSmoke));
        Assert.InRange((await city.JournalAsync())[before..].Sum(e => e.Payload.Length), 1, 500);
        await city.SyncAsync(device, device.Contact("attic", At + Duration.FromMinutes(1)));
        Assert.Equal("pi-1/attic", Assert.Single(await city.AlertsAsync()).Source);
    }

    [Theory]
    [InlineData(false)] // an orderly stop
    [InlineData(true)] // a kill before any checkpoint
    public async Task PutSensors_AfterARestartWithTheSameFile_Stay(bool isKilled)
    {
        using var file = new TempFile();
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(Store(file, isKilled)))
        {
            device = await city.AdmitAsync("pi-1");
            await DoAsync(city, new PutSensors("p-1", AtticSmoke));
            await DoAsync(city, new RetireSensor("r-1", new SensorKey(DeviceId.Parse("pi-1"), SensorName.Parse("smoke")), At));
        }
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        await again.SyncAsync(
            device, device.Contact("attic", At + Duration.FromMinutes(1)), device.Contact("smoke", At + Duration.FromMinutes(1)));
        Assert.Equal("pi-1/attic", Assert.Single(await again.AlertsAsync()).Source);
    }

    [Fact]
    public async Task Start_WithAFileThatChanged_CarriesItsChangesOverAndKeepsTheCommands()
    {
        var store = new InMemoryCityStore();
        VirtualDevice device;
        await using (var city = await TestCity.StartAsync(store))
        {
            device = await city.AdmitAsync("pi-1");
            await DoAsync(city, new PutSensors("p-1", AtticSmoke));
        }
        var text = Encoding.UTF8.GetString(TestCity.Sensors);
        var cellar = text.Replace("\"sensor\": \"smoke\"", "\"sensor\": \"cellar\"", StringComparison.Ordinal);
        await using var again =
            await TestCity.StartAsync(
            store, TestCity.NewSetup() with { Configuration = new HubConfiguration(TestCity.Rules, Encoding.UTF8.GetBytes(cellar)) });
        await again.SyncAsync(
            device, device.Contact("attic", At + Duration.FromMinutes(1)), device.Contact("cellar", At + Duration.FromMinutes(1)),
            device.Contact("smoke", At + Duration.FromMinutes(1)));
        Assert.Equal(["pi-1/attic", "pi-1/cellar"], (await again.AlertsAsync()).Select(a => a.Source).Order());
    }

    [Fact]
    public async Task RetireSensor_WithAnOpenAlert_EndsIt()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", At));
        await DoAsync(city, new RetireSensor("r-1", new SensorKey(device.Id, SensorName.Parse("smoke")), At + Duration.FromMinutes(1)));
        await city.SyncAsync(device, device.Contact("smoke", At + Duration.FromMinutes(2)));
        Assert.Single(await city.AlertsAsync());
        Assert.Contains(await city.FindingsAsync(), f => f.Code == "undecided" && f.Source == "pi-1/smoke");
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(new RetireSensor("r-2", Attic, At), TestCity.Admin)).Refusal!.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutRules_WithAnotherRule_JudgesByItAndStaysAfterARestart(bool isKilled)
    {
        using var file = new TempFile();
        VirtualDevice device;
        var rules = Encoding.UTF8.GetString(TestCity.Rules)
            .Replace("{\"id\": \"smoke\"", "{\"id\": \"smoke-now\"", StringComparison.Ordinal);
        await using (var city = await TestCity.StartAsync(Store(file, isKilled)))
        {
            device = await city.AdmitAsync("pi-1");
            await city.SyncAsync(device, device.Contact("smoke", At), device.Contact("lamp", At));
            await DoAsync(city, new PutRules("u-1", rules));
            Assert.NotNull(Assert.Single(await city.AlertsAsync()).ClearedAt); // its rule is gone
        }
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path));
        await again.SyncAsync(
            device, device.Contact("smoke", At + Duration.FromMinutes(1), active: false),
            device.Contact("smoke", At + Duration.FromMinutes(2)));
        await again.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(31)));
        // the lamp's hold went on
        Assert.Equal(["lamp-dark", "smoke", "smoke-now"], (await again.AlertsAsync()).Select(a => a.Rule)
            .Where(r => r != AlertDesk.Alert.DeviceOffline).Order());
    }

    [Theory]
    [InlineData("24 h", 0)]
    [InlineData("12 h", 1)]
    public async Task PutRules_WithAnotherWindow_SaysThatItBeginsAgain(string over, int findings)
    {
        await using var city = await TestCity.StartAsync();
        await DoAsync(city, new PutRules("u-1", Window("24 h", "0.01 m3")));
        await DoAsync(city, new PutRules("u-2", Window(over, "0.02 m3")));
        Assert.Equal(findings, (await city.FindingsAsync()).Count(f => f.Code == "rule-restarted"));
    }

    private static string Window(string over, string limit) => $$"""
        {"version": 2, "rules": [{"id": "low", "where": "hub", "sensors": {"quantity": "gas"}, "purpose": "elder-care",
          "when": {"kind": "window", "over": "{{over}}", "below": "{{limit}}"},
          "then": {"severity": "info", "title": {"zh": "低", "en": "low"} } }]}
        """;

    [Theory]
    [InlineData("""{"version": 1, "sensors": [{"device": "pi-1", "sensor": "attic", "quantity": "smoke"}]}""", "bad-sensors", "line 1")]
    [InlineData("""{"version": 1, "sensors": [{"device": "pi-1", "sensor": "attic", "quantity": "smoke", "grid": "nowhere", "validFrom": "2026-01-01T00:00:00Z"}]}""", "bad-sensors", "nowhere")]
    [InlineData("""{"version": 1, "sensors": [{"device": "pi-1", "sensor": "smoke", "quantity": "smoke", "validFrom": "2026-02-01T00:00:00Z"}]}""", "bad-sensors", "pi-1/smoke")] // overlaps
    [InlineData("""{"version": 1, "sensors": []}""", "too-many", "not 0")]
    [InlineData("{", "bad-sensors", "line 1")]
    public async Task PutSensors_ThatDoNotFit_AreRefusedAndSayWhere(string file, string code, string says)
    {
        await using var city = await TestCity.StartAsync();
        var before = await city.JournalAsync();
        var refusal = (await city.Hub.ExecuteAsync(new PutSensors("p-1", file), TestCity.Admin)).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message.En, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new PutSensors("p-2", AtticSmoke), TestCity.Officer)).Refusal!.Code);
        Assert.Equal(before.Count, (await city.JournalAsync()).Count);
    }

    [Fact]
    public async Task PutRules_ThatNameAnUnknownProfile_AreRefusedAndSayWhere()
    {
        await using var city = await TestCity.StartAsync();
        var rules = Encoding.UTF8.GetString(TestCity.Rules).Replace("property-order", "property-odrer", StringComparison.Ordinal);
        var refusal = (await city.Hub.ExecuteAsync(new PutRules("u-1", rules), TestCity.Admin)).Refusal!;
        Assert.Equal("bad-rules", refusal.Code);
        Assert.Contains("property-order", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithChangesWhileRunning_GivesTheSameBytes()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Contact("smoke", At));
        await DoAsync(city, new PutSensors("p-1", AtticSmoke));
        await city.SyncAsync(device, device.Contact("attic", At + Duration.FromMinutes(1)));
        await DoAsync(city, new PutRules(
            "u-1", Encoding.UTF8.GetString(TestCity.Rules)
            .Replace("{\"id\": \"smoke\"", "{\"id\": \"smoke-now\"", StringComparison.Ordinal)));
        await city.SyncAsync(
            device, device.Contact("attic", At + Duration.FromMinutes(2), active: false),
            device.Contact("attic", At + Duration.FromMinutes(3)));
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Equal(3, (await city.AlertsAsync()).Count);
    }

    [Fact] // 200,000 keys made one commit of 110 MB: a checkpoint holds what changed since the last
    public async Task Checkpoint_AfterOneReading_HoldsWhatItTouched()
    {
        var store = new SizingStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store, TestCity.NewSetup(options: new HubOptions { SnapshotEvery = 1 }));
        var devices = new List<VirtualDevice>();
        for (var n = 0; n < 20; n++) devices.Add(await city.AdmitAsync($"pi-{n}"));
        await DoAsync(city, new PutSensors("p-1", Lamps(20)));
        foreach (var device in devices) await city.SyncAsync(device, device.Contact("attic", At));
        store.Cells.Clear();
        await city.SyncAsync(devices[3], devices[3].Contact("attic", At + Duration.FromMinutes(1), active: false));
        Assert.NotEmpty(store.Cells);
        Assert.All(store.Cells.Where(cell => cell.Key.Key != "snapshot"), cell =>
            Assert.StartsWith("pi-3", cell.Key.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportSensors_OfALongFile_TakesAllInPartsAndASecondTimeNothing()
    {
        await using var city = await TestCity.StartAsync();
        var file = Encoding.UTF8.GetBytes(Lamps(2500));
        var before = (await city.JournalAsync()).Count;
        Assert.Equal((2500, null), await city.Hub.ImportSensorsAsync("lamps", new MemoryStream(file), TestCity.Admin));
        Assert.Equal((2500, null), await city.Hub.ImportSensorsAsync("lamps", new MemoryStream(file), TestCity.Admin));
        Assert.Equal(before + 3, (await city.JournalAsync()).Count);
        var device = await city.AdmitAsync("pi-2400");
        await city.SyncAsync(device, device.Contact("attic", At));
        Assert.Empty(await city.FindingsAsync());
        Assert.Equal("bad-sensors",
            (await city.Hub.ImportSensorsAsync("no", new MemoryStream("{}"u8.ToArray()), TestCity.Admin)).Refusal!.Code);
    }

    [Fact]
    public async Task Http_PutsSensorsAndRulesAndRetires()
    {
        await using var city = await HttpCity.StartAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await city.PostAsync("sensors", TestCity.Admin, AtticSmoke)).Status);
        // the same file is the same command
        Assert.Equal(System.Net.HttpStatusCode.OK, (await city.PostAsync("sensors", TestCity.Admin, AtticSmoke)).Status);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await city.PostAsync("sensors", TestCity.Officer, AtticSmoke)).Status);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await city.PostAsync("sensors", TestCity.Admin, "{}")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK,
            (await city.PostAsync(
            "sensors/pi-1/attic/retire", TestCity.Admin, """{"commandId": "r-1", "at": "2026-03-03T00:00:00Z"}""")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound,
            (await city.PostAsync(
            "sensors/pi-1/nothing/retire", TestCity.Admin, """{"commandId": "r-2", "at": "2026-03-03T00:00:00Z"}""")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK,
            (await city.SendAsync(HttpMethod.Put, "rules", TestCity.Admin, HttpCity.Text(Encoding.UTF8.GetString(TestCity.Rules)))).Status);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest,
            (await city.SendAsync(HttpMethod.Put, "rules", TestCity.Admin, HttpCity.Text("[]"))).Status);
    }

    private static string Lamps(int count) => Encoding.UTF8.GetString(SensorJson.ToUtf8(Enumerable.Range(0, count).Select(n => new Sensor
    {
        Key = new SensorKey(DeviceId.Parse($"pi-{n}"), SensorName.Parse("attic")), Quantity = Quantity.Parse("lamp"), ValidFrom =
            At - Duration.FromDays(1),
    })).Span);

    private static ICityStore Store(TempFile file, bool isKilled) => isKilled ? new NoSnapshotAtStop(new SqliteCityStore(file.Path))
        : new SqliteCityStore(file.Path);

    private static async Task DoAsync(TestCity city, HubCommand command) => (await city.Hub.ExecuteAsync(command, TestCity.Admin))
        .OrThrow();

    private sealed class SizingStore(ICityStore inner) : PassingStore(inner)
    {
        internal List<StateCell> Cells { get; } = [];

        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
        {
            Cells.AddRange(commit.Cells);
            return base.CommitAsync(commit, cancellationToken);
        }
    }
}
