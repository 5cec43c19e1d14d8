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

    [Theory]
    [InlineData("by=week", "'by' is 'week'; it must be day, source.", "参数 by 的值“week”无效，应为：day, source。")]
    [InlineData("from=soon", "'from' is 'soon'; it must be a moment of 1700 to 2199, such as 2026-03-02T08:00:00Z.",
        "参数 from 的值“soon”无效，应为：1700 至 2199 年的时刻，如 2026-03-02T08:00:00Z。")]
    [InlineData("from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z",
        "'until' is '2026-03-01T00:00:00Z'; it must be after 'from'.",
        "参数 until 的值“2026-03-01T00:00:00Z”无效，应为：晚于 from 的时刻。")]
    public async Task Ask_WithWhatIsNoArgument_SaysWhatIsAllowedInBothLanguages(string asked, string english, string chinese)
    {
        await using var city = await BlindAsync(new InMemoryCityStore());
        var answer = await city.Hub.QueryAsync("findings/blind", ArgumentsOf(asked), TestCity.Officer);
        Assert.Equal(new LocalizedText(chinese, english), answer.Refusal!.Message);
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
        var answer = await city.Hub.QueryAsync("findings/blind", ArgumentsOf(asked), by);
        Assert.Null(answer.Refusal);
        return answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span));
    }

    private static Dictionary<string, string> ArgumentsOf(string asked) =>
        asked.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(p => p[0], p => p[1]);
}
