using System.Text;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>How long nothing was seen.</summary>
public sealed class BlindTimeTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 4, 0);

    /// <summary>Midnight of the city's clock is 16:00 UTC: what was blind over it is in both days.</summary>
    [Theory]
    [InlineData("", """{"day":"2026-03-02","seconds":5520,"spans":3} {"day":"2026-03-03","seconds":7200,"spans":1}""")]
    [InlineData("by=source", """{"source":"pi-1/device","seconds":12720,"spans":4}""")]
    [InlineData("from=2026-03-02T16:00:00Z", """{"day":"2026-03-03","seconds":7200,"spans":1}""")]
    [InlineData("from=2026-03-02T04:00:00Z&until=2026-03-02T15:30:00Z", """{"day":"2026-03-02","seconds":3720,"spans":3}""")]
    public async Task Blind_ByDayOrSource_IsCutAtMidnight(string asked, string expected)
    {
        using var file = new TempFile();
        foreach (ICityStore store in new ICityStore[] { new InMemoryCityStore(), new SqliteCityStore(file.Path) })
        {
            await using var city = await BlindAsync(store);
            Assert.Equal(expected, string.Join(' ', await AskAsync(city, asked, TestCity.Officer)));
        }
    }

    [Fact]
    public async Task Blind_OfOneStreetsOfficer_IsRefused()
    {
        await using var city = await BlindAsync(new InMemoryCityStore());
        var elsewhere = Actor.Of("officer-9", "").With(Grant.Parse("DutyOfficer@area/370202"));
        Assert.NotNull((await city.Hub.QueryAsync("findings/blind", new Dictionary<string, string>(), elsewhere)).Refusal);
    }

    /// <summary>Blind for 2 and 30 minutes within a day, and for three hours over midnight.</summary>
    private static async Task<TestCity> BlindAsync(ICityStore store)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store);
        foreach (var (at, minutes) in new[] { (Noon, 2), (Noon + Duration.FromHours(1), 30), (Noon + Duration.FromHours(14), 180) })
            await city.SyncAsync(device, device.Event(EventKind.Blind, "device", at, 0, Duration.FromMinutes(minutes)));
        return city;
    }

    private static async Task<IEnumerable<string>> AskAsync(TestCity city, string asked, Actor by)
    {
        var arguments = asked.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(p => p[0], p => p[1]);
        var answer = await city.Hub.QueryAsync("findings/blind", arguments, by);
        Assert.Null(answer.Refusal);
        return answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span));
    }
}
