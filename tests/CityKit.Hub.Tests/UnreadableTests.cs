using System.Diagnostics.Metrics;
using System.Net;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using CityKit.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>One document that cannot be read is reported and left out; the hub opens and goes on with the rest.</summary>
public sealed class UnreadableTests : IDisposable
{
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Theory] // bytes that are no document, and bytes that are another
    [InlineData("UPDATE d_lead SET doc = x'7b7d', crc = NULL WHERE x_open = 1")]
    [InlineData("UPDATE d_lead SET doc = x'ff00', crc = NULL WHERE x_open = 1")]
    [InlineData("UPDATE d_lead SET doc = CAST(replace(CAST(doc AS TEXT), 'fall', 'fell') AS BLOB) WHERE x_open = 1")]
    public async Task Start_WithADocumentThatCannotBeRead_GoesOnAndReportsItOnce(string sql)
    {
        var (device, time) = await WriteAsync();
        file.Run(sql);
        var (log, counted) = (new ErrorLog(), 0L);
        await using var services = new ServiceCollection().AddMetrics().AddLogging(b => b.AddProvider(log)).BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "citykit.hub.documents.unreadable" && instrument.Meter.Scope == factory)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        var logger = services.GetRequiredService<ILogger<CityHub>>();
        await using (var hub = new CityHub(TestCity.NewSetup(), new SqliteCityStore(file.Path), time, logger, factory))
        {
            await hub.StartAsync();
            Assert.Single(await hub.Store.ReadLeadsAsync().ToListAsync()); // of two
            await hub.AcceptAsync(device.Next(device.Heartbeat(TestCity.Start + Duration.FromHours(1))));
            await hub.AcceptAsync(device.Next(device.Heartbeat(TestCity.Start + Duration.FromHours(2))));
            var finding = Assert.Single(await hub.Store.ReadFindingsAsync().Where(f => f.Code == "unreadable").ToListAsync());
            Assert.StartsWith("lead/", finding.Source, StringComparison.Ordinal);
            Assert.Contains("citykit hub check", finding.Reason.En, StringComparison.Ordinal);
            Assert.Contains(finding.Source["lead/".Length..], Assert.Single(log.Errors), StringComparison.Ordinal);
            Assert.Equal(1, counted);
            Assert.Equal("Administrator", (await hub.Store.ReadNotificationsAsync(0, 1000, default))
                .Single(n => n.Subject == finding.Source).Audience);
            time.Advance(Duration.FromHours(2));
        }
        Assert.Equal("unreadable", Assert.Single(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds)).Code); // its bytes are kept
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), time: time);
        await again.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromHours(3)));
        Assert.Single(await again.FindingsAsync(), f => f.Code == "unreadable");
    }

    [Theory]
    [InlineData("d_alert", "alerts", 3)]
    [InlineData("d_lead", "leads?state=all", 1)]
    [InlineData("d_item", "items?state=all", 0)]
    public async Task List_OverHttp_LeavesItOutAndGoesOn(string table, string path, int left)
    {
        await WriteAsync();
        file.Run($"UPDATE {table} SET doc = x'7b7d', crc = NULL WHERE id = (SELECT min(id) FROM {table})");
        await using var city = await HttpCity.StartAsync(new SqliteCityStore(file.Path));
        var (status, json) = await city.GetAsync(path, TestCity.Officer);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(left == json.GetProperty(path.Split('?')[0]).GetArrayLength(), json.ToString());
        foreach (var other in (string[])["summary", "devices", "notifications"])
            Assert.Equal(HttpStatusCode.OK, (await city.GetAsync(other, TestCity.Officer)).Status);
    }

    [Theory] // the message blamed the rule file that the user had given
    [InlineData("UPDATE cells SET bytes = x'93' WHERE key = 'configuration'")]
    [InlineData("UPDATE cells SET crc = NULL, bytes = x'93' WHERE key = 'configuration'")]
    [InlineData("UPDATE cells SET crc = NULL, bytes = CAST(replace(bytes, CAST('\"kind\"' AS BLOB), CAST('\"knid\"' AS BLOB)) AS BLOB) WHERE key = 'configuration'")]
    [InlineData("UPDATE cells SET bytes = x'00' WHERE module = 'sensors'")]
    [InlineData("UPDATE hub SET checkpoint = 1")]
    [InlineData("DELETE FROM hub")]
    public async Task Start_WithDamagedState_NamesTheStoreAndTheWayOut(string sql)
    {
        await WriteAsync();
        file.Run(sql);
        await using var hub = new CityHub(TestCity.NewSetup(), new SqliteCityStore(file.Path), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<IOException>(() => hub.StartAsync());
        Assert.Contains(file.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("estore it from a", refused.Message, StringComparison.Ordinal);
    }

    [Fact] // one damaged row refused the whole start
    public async Task Start_WithDamagedStateOfOneSensor_GoesOnAndReportsIt()
    {
        var (device, time) = await WriteAsync();
        file.Run("UPDATE cells SET bytes = x'00' WHERE module = 'rules' AND key = 'pi-1/fall'");
        time.Advance(Duration.FromHours(4));
        for (var start = 0; start < 2; start++) // the next checkpoint puts a sound row in its place
        {
            await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), time: time);
            var before = (await city.AlertsAsync()).Count;
            await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromHours(3 + start)));
            await city.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromHours(3 + start)));
            Assert.Equal(before + 1, (await city.AlertsAsync()).Count);
            Assert.Equal("rules/pi-1/fall", Assert.Single(await city.FindingsAsync(), f => f.Code == "unreadable").Source);
            time.Advance(Duration.FromHours(1));
        }
        Assert.Empty(SqliteHubCheck.Run(file.Path, HubFileTests.Kinds));
    }

    [Fact] // the first answer was a bare 500
    public async Task Answers_OverAFileGarbledInTheMiddle_Are503InTwoLanguagesOrCutAndNever500()
    {
        await WriteAsync();
        var sound = await File.ReadAllBytesAsync(file.Path);
        var (random, refused, unavailable) = (new Random(5), 0, 0);
        for (var page = 2; page < sound.Length / 4096; page += LongForm.Number(6, 2))
        {
            var garbled = (byte[])sound.Clone();
            random.NextBytes(garbled.AsSpan(page * 4096, 4096));
            await File.WriteAllBytesAsync(file.Path, garbled);
            var store = new SqliteCityStore(file.Path, isLocked: true, null, checkedBytes: 0);
            try
            {
                await using var city = await HttpCity.StartAsync(store);
                foreach (var path in (
                    string[])["alerts", "leads?state=all", "items?state=all", "summary", "notifications", "export", "devices", "alerts"])
                    unavailable += await IsUnavailableAsync(city, path) ? 1 : 0;
            }
            catch (IOException atStart)
            {
                refused++;
                Assert.Contains(file.Path, atStart.Message, StringComparison.Ordinal);
            }
            await store.DisposeAsync();
        }
        Assert.True(refused + unavailable > 5, $"{refused} refused at start, {unavailable} answered 503");
        Assert.NotEqual(0, unavailable);
    }

    private static async Task<bool> IsUnavailableAsync(HttpCity city, string path)
    {
        try
        {
            var (status, text) = await city.SendForTextAsync(HttpMethod.Get, path, TestCity.Officer);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{path}: {status}");
            if (status == HttpStatusCode.OK) return false;
            Assert.Contains("\"unavailable\"", text, StringComparison.Ordinal);
            Assert.Contains("中枢暂时无法读取存储", text, StringComparison.Ordinal);
            return true;
        }
        catch (HttpRequestException)
        {
            return false; // cut within a list
        }
    }

    /// <summary>Alerts, a lead that is open, and one that became a work item.</summary>
    private async Task<(VirtualDevice Device, FakeTimeProvider Time)> WriteAsync()
    {
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(1), "fall-far"));
        await city.SyncAsync(device, device.Detection(TestCity.Start + Duration.FromMinutes(20)));
        var leads = await city.LeadsAsync();
        Assert.Equal(2, leads.Count);
        (await city.Hub.ExecuteAsync(new CityKit.Commands.ConfirmLead("c-1", leads[1].Id), TestCity.Officer)).OrThrow();
        return (device, city.Time);
    }
}
