using CityKit.Desk.Cockpit;
using NodaTime;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>What the cockpit's address says, by the city's clock: 16:00 UTC is midnight.</summary>
public sealed class CockpitQueryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 2, 23, 30);

    [Theory]
    [InlineData("", "2026-08-28", "2026-09-04", "cockpit")]
    [InlineData("?period=today", "2026-09-03", "2026-09-04", "cockpit?period=today")]
    [InlineData("?period=month&area=370202", "2026-09-01", "2026-10-01", "cockpit?period=month&area=370202")]
    [InlineData("?period=custom&from=2026-08-01&until=2026-08-31", "2026-08-01", "2026-09-01",
        "cockpit?period=custom&from=2026-08-01&until=2026-08-31")]
    [InlineData("?body=%E7%8E%AF%E5%8D%AB&wall=1&page=2", "2026-08-28", "2026-09-04", "cockpit?body=%E7%8E%AF%E5%8D%AB&wall=1&page=2")]
    public void Read_OfAnAddress_GivesTheDaysAndTheSameAddress(string query, string first, string end, string page)
    {
        var asked = CockpitQuery.Read(query, Now);
        Assert.Null(asked.Wrong);
        Assert.Equal((first, end, page), ($"{asked.Days.First:uuuu-MM-dd}", $"{asked.Days.End:uuuu-MM-dd}", asked.ToPage()));
    }

    [Theory]
    [InlineData("?period=year", "'year'")]
    [InlineData("?period=9", "'9'")]
    [InlineData("?period=custom&from=2026-09-03&until=2026-09-01", "'2026-09-03' to '2026-09-01'")]
    [InlineData("?period=custom&from=2020-09-03&until=2026-09-01", "366")]
    [InlineData("?period=custom", "such as 2026-09-03")]
    [InlineData("?area=shibei", "'shibei'")]
    public void Read_OfAWrongAddress_SaysWhatIsShownInstead(string query, string said)
    {
        var asked = CockpitQuery.Read(query, Now);
        Assert.Contains(said, asked.Wrong!.En, StringComparison.Ordinal);
        Assert.Equal((7, null), (asked.Days.Count, asked.Area));
    }

    [Theory]
    [InlineData("2026-09-01", "2026-10-01", 2, "2026-07-01")]
    [InlineData("2026-08-28", "2026-09-04", 1, "2026-08-21")]
    [InlineData("2026-01-01", "2026-02-01", 1, "2025-12-01")]
    public void Before_OfAPeriod_IsAsLong(string first, string end, int times, string expected)
    {
        var days = new CockpitDays(Day(first), Day(end)).Before(times);
        Assert.Equal(Day(expected), days.First);
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
