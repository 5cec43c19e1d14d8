using System.Diagnostics.Metrics;
using CityKit.AlertDesk;
using CityKit.AspNetCore.Defence;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Hub.Tests.Defence;

/// <summary>Refusals are counted, logged within a budget, and reported once an hour.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Log_OfManyRefusals_HasTheFirstAndOneLineForTheRest()
    {
        await using var city = await HttpCity.StartAsync();
        for (var i = 0; i < 25; i++) await city.BatchAsync([1, 2, 3]);
        Assert.Equal(10, LinesOf(city, "Refused: garbage"));
        city.Time.Advance(Duration.FromMinutes(1));
        Assert.Equal(1, LinesOf(city, "Refused: 15 more for garbage"));
        await city.BatchAsync([1, 2, 3]);
        Assert.Equal(11, LinesOf(city, "Refused: garbage"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Log_OfARefusal_NamesAnAddressOnlyWhenAsked(bool logged, int expected)
    {
        await using var city = await HttpCity.StartAsync(services: s => s.Configure<CityKitDoorOptions>(o => o.LogAddresses = logged));
        await city.BatchAsync([1, 2, 3]);
        Assert.Equal(expected, city.Log.Count(line =>
            line.Contains("Refused: garbage", StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metric_OfRefusals_HasTheCode()
    {
        await using var city = await HttpCity.StartAsync();
        var codes = new List<object?>();
        using var listener = new MeterListener();
        var factory = city.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "citykit.http.refused" && instrument.Meter.Scope == factory) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => codes.Add(tags[0].Value));
        listener.Start();
        var stranger = TestCity.NewDevice("pi-9");
        await city.BatchAsync(stranger.Next(stranger.Detection(TestCity.Start)));
        using var _ = await city.ShowAsync("not any known key");
        Assert.Equal(["unknown-device", "wrong-key"], codes);
    }

    [Fact]
    public async Task Refusals_ManyInAnHour_AreReportedOnceAnHourForEachKind()
    {
        await using var city = await HttpCity.StartAsync(services: s => s.Configure<CityKitDoorOptions>(o => o.RefusalsToReport = 5));
        await city.AdmitAsync("pi-1");
        for (var hour = 0; hour < 2; hour++)
        {
            for (var i = 0; i < 8; i++)
            {
                var (stranger, forger) = (TestCity.NewDevice($"pi-{90 + i}"), TestCity.NewDevice("pi-1"));
                await city.BatchAsync(stranger.Next(stranger.Detection(TestCity.Start)));
                await city.BatchAsync(forger.Next(forger.Detection(TestCity.Start)));
            }
            city.Time.Advance(Duration.FromHours(1));
        }
        var findings = await city.Hub.Store.ReadFindingsAsync(default).Where(f => f.Code == "refusals-surged").ToListAsync();
        Assert.Equal(["hub", "hub", "pi-1", "pi-1"], findings.Select(f => f.Source).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(findings, f => f.Reason.En.Contains("127.0.0.1", StringComparison.Ordinal));
        var told = await city.Hub.Store.ReadNotificationsAsync(0, 1000, default);
        Assert.Equal(4, told.Count(n => n.Text.En.Contains("were refused as", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Report_OfTheSameHour_IsTakenOnce()
    {
        await using var city = await TestCity.StartAsync();
        for (var i = 0; i < 3; i++) Assert.True(await city.Hub.ReportRefusalsAsync("unknown-device", null, "outside", 100 + i));
        Assert.Single(await city.FindingsAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => city.Hub.ReportRefusalsAsync("", null, "outside", 1).AsTask());
    }

    private static int LinesOf(HttpCity city, string text) => city.Log.Count(line => line.Contains(text, StringComparison.Ordinal));
}
