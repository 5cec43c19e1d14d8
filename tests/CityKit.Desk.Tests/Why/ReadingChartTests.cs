using Bunit;
using CityKit.Client.Chains;
using CityKit.Desk.Shell;
using CityKit.Desk.Why;
using static CityKit.Desk.Tests.Why.ReadingSeriesTests;

namespace CityKit.Desk.Tests.Why;

/// <summary>The chart of readings: drawn, said in words, and as a table.</summary>
public sealed class ReadingChartTests : BunitContext
{
    [Fact]
    public void Chart_OfASum_HasLimitWindowAlertAndATable()
    {
        var drawn = Draw(Water(40), DeskLanguage.English);
        Assert.Contains("limit: above 400 L", drawn.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Single(drawn.FindAll(".why-limit"));
        Assert.Single(drawn.FindAll(".why-window"));
        Assert.Single(drawn.FindAll(".why-alert"));
        Assert.Equal(40, drawn.FindAll("tbody tr").Count);
        Assert.Empty(drawn.FindAll(".why-gap"));
        Assert.StartsWith("M", drawn.Find(".why-line").GetAttribute("d"), StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_InChinese_SaysTheSame()
    {
        var drawn = Draw(Water(40), DeskLanguage.Chinese);
        Assert.Contains("高于限值 400 L", drawn.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("限值 400 L", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_WithAGap_HatchesItAndBreaksTheLine()
    {
        var readings = new[] { Moment(0, 1), Moment(1, 2), Moment(2, 1), Moment(9, 1), Moment(10, 1) };
        var drawn = Draw(ReadingSeries.Of(readings, new LinkChart(Start, Minute(11)), Minute(10), "kPa"), DeskLanguage.English);
        Assert.Equal("no data", Assert.Single(drawn.FindAll(".why-gap title")).TextContent);
        Assert.Equal(2, drawn.Find(".why-line").GetAttribute("d")!.Count(letter => letter == 'M'));
    }

    [Fact]
    public void Chart_OfOneReading_IsADot()
    {
        var drawn = Draw(ReadingSeries.Of([Moment(1, 0)], new LinkChart(Start, Minute(2)), Minute(1), ""), DeskLanguage.English);
        Assert.Single(drawn.FindAll(".why-dot"));
        Assert.DoesNotContain("NaN", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_OfAThousandReadings_IsSmall()
    {
        var readings = Enumerable.Range(0, 1000).Select(i => Moment(i, i % 7)).ToArray();
        var drawn = Draw(ReadingSeries.Of(readings, new LinkChart(Start, Minute(1000)), Minute(999), "L"), DeskLanguage.English);
        Assert.InRange(drawn.Find("svg").OuterHtml.Length, 1_000, 20_000);
    }

    private IRenderedComponent<ReadingChart> Draw(ReadingSeries series, DeskLanguage language) =>
        Render<ReadingChart>(parameters => parameters
        .Add(chart => chart.View, new DeskView("/desk/", language, false)).Add(chart => chart.Series, series));
}
