using CityKit.Client.Chains;
using CityKit.Desk.Why;
using NodaTime;

namespace CityKit.Desk.Tests.Why;

/// <summary>What is drawn of readings: what the rule compared, where data is missing, and never too many points.</summary>
public sealed class ReadingSeriesTests
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 9, 3, 16, 0);

    [Fact]
    public void Series_OfASumOverAWindow_IsWhatTheRuleCompared()
    {
        var series = Water(40);
        Assert.Equal([20m, 40m, 60m], series.Points.Take(3).Select(point => point.Most));
        Assert.Equal([600m, 600m], series.Points.TakeLast(2).Select(point => point.Most)); // 30 minutes of 20 L
        Assert.Equal(new Interval(Minute(10), Minute(40)), series.Window);
    }

    [Theory]
    [InlineData("count", 3)]
    [InlineData("average", 4)]
    [InlineData("minimum", 2)]
    [InlineData("maximum", 6)]
    public void Series_OfAnotherFunction_IsThat(string function, int expected)
    {
        ReadingPoint[] readings = [Moment(1, 2), Moment(2, 4), Moment(3, 6)];
        var series = ReadingSeries.Of(
            readings, new LinkChart(Start, Minute(4)) { Function = function, WindowSeconds = 1800 }, Minute(3), "m3");
        Assert.Equal(expected, series.Points[^1].Most);
    }

    [Fact]
    public void Series_WhereSpansDoNotMeet_HasTheGapBetween()
    {
        ReadingPoint[] readings = [Span(0, 1), Span(1, 2), Span(5, 6)];
        var series = ReadingSeries.Of(readings, new LinkChart(Start, Minute(6)), Minute(6), "L");
        Assert.Equal([new Interval(Minute(2), Minute(5))], series.Gaps);
    }

    [Fact]
    public void Series_OfMoments_HasAGapWhereTheyAreThriceAsFarApart()
    {
        ReadingPoint[] readings = [.. new[] { 0, 1, 2, 3, 9, 10 }.Select(minute => Moment(minute, 1))];
        var series = ReadingSeries.Of(readings, new LinkChart(Start, Minute(11)), Minute(10), "kPa");
        Assert.Equal([new Interval(Minute(3), Minute(9))], series.Gaps);
    }

    [Fact]
    public void Series_OfNothing_IsOneGap()
    {
        var series = ReadingSeries.Of([], new LinkChart(Start, Minute(60)), Minute(30), "L");
        Assert.Empty(series.Points);
        Assert.Equal([new Interval(Start, Minute(60))], series.Gaps);
    }

    [Fact]
    public void Series_OfAThousandReadings_IsThinnedAndKeepsThePeak()
    {
        ReadingPoint[] readings = [.. Enumerable.Range(0, 1000).Select(i => Moment(i, i == 501 ? 99 : 1))];
        var series = ReadingSeries.Of(readings, new LinkChart(Start, Minute(1000)), Minute(501), "L");
        Assert.InRange(series.Points.Count, ReadingSeries.MostDrawn / 2, ReadingSeries.MostDrawn);
        Assert.Equal((99, 1), (series.Points.Max(point => point.Most), series.Points.Min(point => point.Least)));
        Assert.Equal(1000, series.Points.Sum(point => point.Count));
    }

    /// <summary>20 L each minute, with a rule of 400 L in 30 minutes.</summary>
    internal static ReadingSeries Water(int minutes) =>
        ReadingSeries.Of([.. Enumerable.Range(0, minutes).Select(i => new ReadingPoint(Minute(i), Minute(i + 1), 20, 20, 20, 1))],
        new LinkChart(Start, Minute(minutes)) { Function = "sum", WindowSeconds = 1800, Limit = 400, Side = "above" }, Minute(minutes),
        "L");

    internal static Instant Minute(int minute) => Start + Duration.FromMinutes(minute);

    internal static ReadingPoint Moment(int minute, decimal value) => new(Minute(minute), Minute(minute), value, value, value, 1);

    private static ReadingPoint Span(int from, int to) => new(Minute(from), Minute(to), 1, 1, 1, 1);
}
