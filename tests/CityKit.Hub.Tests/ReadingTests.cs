using System.Net;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.ReadingDesk;
using CityKit.Readings;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What sensors read, kept hour by hour and read over time.</summary>
public sealed class ReadingTests
{
    private static readonly SensorKey Water = new(DeviceId.Parse("pi-1"), SensorName.Parse("water"));
    private static readonly SensorKey Gas = new(DeviceId.Parse("gas-co"), SensorName.Parse("g-1"));
    private static readonly Instant At = TestCity.Start;
    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public async Task Readings_OfADay_AreReadInPagesInTheOrderOfTheirTime()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup());
        await using var _ = city;
        for (var m = 1; m <= 150; m++) await city.SyncAsync(device, device.Reading(At + m * Minute, m, Minute));
        var (rows, after, pages) = (new List<SensorReading>(), (string?)null, 0);
        do
        {
            var page = await city.Hub.Readings.ReadAsync(
                new ReadingQuery(Water, At + 2 * Minute, At + Duration.FromDays(1)) { Limit = 70, After = after }, TestCity.Officer);
            Assert.Null(page.Refusal);
            rows.AddRange(page.Readings);
            (after, pages) = (page.Next, pages + 1);
        }
        while (after is not null);
        Assert.Equal((149, 3), (rows.Count, pages));
        Assert.Equal(Enumerable.Range(2, 149).Select(m => new SensorReading(At + m * Minute, Minute, m, EventFlags.None)), rows);
        Assert.Equal(3, (await HoursAsync(city.Hub.Store)).Count);
    }

    [Fact]
    public async Task Buckets_OfAStep_HaveLeastMostMeanAndCount()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup());
        await using var _ = city;
        for (var m = 1; m <= 90; m++) await city.SyncAsync(device, device.Reading(At + m * Minute, m % 2 == 0 ? 4 : 1, Minute));
        var query = new ReadingQuery(Water, At, At + Duration.FromHours(2)) { Step = 30 * Minute, Limit = 2 };
        var first = await city.Hub.Readings.ReadAsync(query, TestCity.Officer);
        Assert.Equal([new ReadingBucket(At, 29, 1, 4, 71m / 29), new ReadingBucket(At + 30 * Minute, 30, 1, 4, 2.5m)], first.Buckets);
        var rest = await city.Hub.Readings.ReadAsync(query with { After = first.Next }, TestCity.Officer);
        Assert.Equal([(At + 60 * Minute, 30), (At + 90 * Minute, 1)], rest.Buckets.Select(b => (b.From, b.Count)));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task LateReading_GoesToTheHourOfItsOwnTimeAndARepeatIsKeptOnce()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        city.Time.Advance(Duration.FromHours(5));
        FeedObservation[] seen = [Level(4, 30), Level(1, 10), Level(4, 10), Level(1, 20)];
        await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("pi-1"), "b-1", []) { Seen = seen[..2] });
        await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("pi-1"), "b-2", []) { Seen = seen });
        var hours = await HoursAsync(city.Hub.Store);
        Assert.Equal([(1, 2), (4, 2)], hours.Select(hour => ((int)(hour.Begin - At).TotalHours, hour.Readings.Length)));
        Assert.Equal([10L, 30L], hours[1].Readings.Select(reading => reading.Value));
    }

    [Fact]
    public async Task Replay_OfTheJournal_GivesTheSameBytesOverBothStores()
    {
        using var file = new TempFile();
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path), Setup());
        await using var _ = city;
        for (var m = 1; m <= 130; m++) await city.SyncAsync(device, device.Reading(At + m * Minute, m * m, Minute));
        var replayed = await JournalReplay.RunAsync(Setup(), city.Hub.Store.ReadJournalAsync(0, default));
        var (here, there) = (await BytesAsync(city.Hub.Store), await BytesAsync(replayed));
        Assert.Equal(3, here.Count);
        Assert.Equal(here, there);
    }

    [Theory]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(0, 0)]
    public void Codec_ReadingsOfAnyValue_AreReadBack(long one, long other)
    {
        var hour = new ReadingHour(Water, 492_336, At + Duration.FromDays(1000),
            [
                new SensorReading(At, Duration.Zero, one, EventFlags.None),
                new SensorReading(At + Duration.FromMilliseconds(1), Minute, other, EventFlags.Gap),
            ]);
        var again = ReadingDocuments.Kind.Read(new StoredDocument("reading_hour", hour.Id, 1, BytesOf(hour)));
        Assert.Equal((hour.Id, hour.DropAt), (again.Id, again.DropAt));
        Assert.Equal(hour.Readings.ToArray(), again.Readings.ToArray());
    }

    [Fact]
    public void Codec_AReadingEachMinute_TakesLessThanTenBytesEach()
    {
        var hour = new ReadingHour(Water, 492_336, At,
            [.. Enumerable.Range(1, 59).Select(m => new SensorReading(At + m * Minute, Minute, m % 7, EventFlags.None))]);
        Assert.InRange(BytesOf(hour).Length, 59, 590);
    }

    [Fact]
    public async Task Hours_WhoseTimeIsOver_AreDropped()
    {
        var (city, device) = await TestCity.WithDeviceAsync(setup: Setup());
        await using var _ = city;
        await city.SyncAsync(device, device.Reading(At + Minute, 5, Minute));
        city.Time.Advance(Duration.FromDays(30));
        await city.Hub.TickAsync();
        Assert.Single(await HoursAsync(city.Hub.Store));
        city.Time.Advance(Duration.FromHours(2));
        await city.Hub.TickAsync();
        Assert.Empty(await HoursAsync(city.Hub.Store));
    }

    [Fact]
    public async Task HouseholdsReadings_NeedARightAndAPurposeAndAreNotedOncePerQuestion()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        city.Time.Advance(Duration.FromHours(4));
        await city.Hub.AcceptAsync(DeskTests.LowGas());
        var query = new ReadingQuery(Gas, At - Duration.FromDays(1), At + Duration.FromDays(1));
        Assert.Equal("bad-purpose", (await city.Hub.Readings.ReadAsync(query, TestCity.Officer)).Refusal!.Code);
        var hidden = (await city.Hub.Readings.ReadAsync(query with { Purpose = "care" }, TestCity.Manager)).Refusal!;
        var missing = (await city.Hub.Readings.ReadAsync(
            query with { Sensor = new SensorKey(Gas.Device, SensorName.Parse("g-9")) }, TestCity.Manager)).Refusal!;
        Assert.Equal(("wrong-role", missing.Message), (hidden.Code, hidden.Message)); // the same for what is there and what is not
        foreach (var (place, expected) in new[]
        {
            ("compound/d", "not-found"), ("area/370202999", "not-found"), ("compound/c", (string?)null),
        })
        {
            var scoped = Actor.Of("officer-2", "duty room").With(Grant.Parse($"DutyOfficer@{place}"));
            Assert.Equal((place, expected),
                (place, (await city.Hub.Readings.ReadAsync(query with { Purpose = "care", CommandId = "r-0" }, scoped)).Refusal?.Code));
        }
        for (var again = 0; again < 2; again++)
            Assert.NotEmpty((await city.Hub.Readings.ReadAsync(
                query with { Purpose = "care", CommandId = "r-1" }, TestCity.Officer)).Readings);
        var reads = await city.Hub.Store.ReadAsync(Records.PrivacyDocuments.Reads.Query()).ToListAsync();
        Assert.Equal(["officer-1", "officer-2"], reads.Select(r => r.By).Order());
        var read = reads.Single(r => r.By == "officer-1");
        Assert.Equal(("officer-1", "care", TestCity.Keys.Household("h-1").ToString()),
            (read.By, read.Purpose, Assert.Single(read.Subjects).ToString()));
        (await city.Hub.Privacy.EraseHouseholdAsync("e-1", "h-1", TestCity.Admin)).OrThrow();
        Assert.Equal("not-found",
            (await city.Hub.Readings.ReadAsync(query with { Purpose = "care", CommandId = "r-2" }, TestCity.Officer)).Refusal!.Code);
    }

    [Fact]
    public async Task Question_ThatCannotBe_IsRefusedWithTheValue()
    {
        await using var city = await TestCity.StartAsync(setup: Setup());
        var query = new ReadingQuery(Water, At, At + Duration.FromDays(1));
        foreach (var wrong in (ReadingQuery[])
        [
            query with { Until = At }, query with { Step = Duration.FromDays(2) },
            query with { Step = Duration.Zero }, query with { After = "x" },
        ])
            Assert.Equal("bad-request", (await city.Hub.Readings.ReadAsync(wrong, TestCity.Officer)).Refusal!.Code);
        Assert.Equal("wrong-role", (await city.Hub.Readings.ReadAsync(query, TestCity.Resident)).Refusal!.Code);
    }

    [Fact]
    public async Task Hub_ThatKeepsNone_HasNone()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Reading(At + Minute, 5, Minute));
        Assert.Empty((await city.Hub.Readings.ReadAsync(
            new ReadingQuery(Water, At, At + Duration.FromDays(1)), TestCity.Officer)).Readings);
    }

    [Fact]
    public async Task Sqlite_DayOfOneSensor_IsOneStretchOfAnIndex()
    {
        using var file = new TempFile();
        var store = new SqliteCityStore(file.Path);
        var (city, device) = await TestCity.WithDeviceAsync(store, Setup());
        await using var _ = city;
        await city.SyncAsync(device, device.Reading(At + Minute, 5, Minute));
        var day = ReadingDocuments.Kind.Query().Take(48).Between(ReadingDocuments.SensorHour,
            IndexValue.Of(IdOf(492_336)), IndexValue.Of(IdOf(492_360)));
        Assert.DoesNotContain("SCAN", string.Join('\n', store.Explain(day.Plain)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_ReadingsOverTime_AreInTheUnitOfTheSensor()
    {
        await using var city = await HttpCity.StartAsync(configure: c => c.Configure(o => o.KeepReadings = true));
        var device = await city.AdmitAsync("pi-1");
        for (var m = 1; m <= 3; m++) await city.BatchAsync(device.Next(device.Reading(At - 10 * Minute + m * Minute, m, Minute)));
        const string Range = "sensors/pi-1/water/readings?from=2026-03-01T00:00:00Z&until=2026-03-03T00:00:00%2B08:00";
        var (status, json) = await city.GetAsync(Range, TestCity.Officer);
        Assert.True(status == HttpStatusCode.OK, json.ToString());
        Assert.Equal(("L", 3, 2m),
            (json.GetProperty("unit").GetString(), json.GetProperty("readings").GetArrayLength(),
                json.GetProperty("readings")[1].GetProperty("value").GetDecimal()));
        var bucket = (await city.GetAsync(Range + "&step=PT1H", TestCity.Officer)).Json.GetProperty("buckets")[0];
        Assert.Equal((3, 1, 3, 2m),
            (bucket.GetProperty("count").GetInt32(), bucket.GetProperty("min").GetInt32(),
                bucket.GetProperty("max").GetInt32(), bucket.GetProperty("mean").GetDecimal()));
        Assert.Equal(HttpStatusCode.Forbidden, (await city.GetAsync(Range, TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.GetAsync("sensors/pi-1/water/readings?from=2026-03-01", TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await city.GetAsync(Range.Replace("water", "nothing", StringComparison.Ordinal), TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await city.GetAsync(Range.Replace("pi-1/water", "gas-co/g-1", StringComparison.Ordinal), TestCity.Resident)).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await city.GetAsync(Range.Replace("pi-1/water", "gas-co/g-1", StringComparison.Ordinal), TestCity.Officer)).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await city.GetAsync(
                Range.Replace("pi-1/water", "gas-co/g-1", StringComparison.Ordinal) + "&purpose=care", TestCity.Officer)).Status);
    }

    private static FeedObservation Level(int hours, int litres) =>
        new(Water.Sensor, EventKind.Reading, new Amount(litres, "L"), At + Duration.FromHours(hours) + Duration.FromMinutes(litres));

    private static HubSetup Setup()
    {
        var policy = PolicyReader.Read(
            """{"schema": 1, "retention": [{"kind": "readings", "atLeastDays": 0, "atMostDays": 30}]}"""u8, out _)!;
        return TestCity.NewSetup(options: new HubOptions { KeepReadings = true }) with
        {
            Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn),
        };
    }

    private static string IdOf(long hour) => new ReadingHour(Water, hour, At, []).Id;

    private static ReadOnlyMemory<byte> BytesOf(ReadingHour hour) => ReadingDocuments.Kind.Put(hour, 1).Bytes!.Value;

    private static async Task<List<ReadingHour>> HoursAsync(ICityStore store) =>
        await store.ReadAsync(ReadingDocuments.Kind.Query().OrderBy(ReadingDocuments.DropAt)).ToListAsync();

    private static async Task<Dictionary<string, string>> BytesAsync(ICityStore store)
    {
        var page = await store.QueryAsync(ReadingDocuments.Kind.Query().Take(100).Plain, default);
        return page.Rows.ToDictionary(row => row.Id, row => Convert.ToHexString(row.Bytes.Span));
    }
}
