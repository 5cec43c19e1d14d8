using System.Xml.Linq;
using CityKit.Benchmarks.CityYears;

namespace CityKit.Cases.Tests;

/// <summary>The benchmark's year of a district, at a small share: what its report says is a seed's, and its numbers add up.</summary>
public class YearRunTests
{
    private static readonly YearOptions Small = YearOptions.Parse(["--share", "0.5"]);
    private static readonly RequestSet Requests = RequestSet.Open(null);
    private static readonly Lazy<YearRun> Year = new(() => RunOf(Small));

    [Fact]
    public void Run_TheSameSeed_GivesTheSameBytes()
    {
        var page = PageOf(Year.Value, Small);
        Assert.Equal(page, PageOf(RunOf(Small), Small));
        Assert.NotEqual(page, PageOf(RunOf(Small with { Seed = 2 }), Small));
    }

    [Fact]
    public void Run_AMonth_AddsUp()
    {
        var month = Year.Value.Month!;
        Assert.InRange(month.Items.Count, 100, 300);
        Assert.Equal(month.Items.Count, month.Days.Sum(month.Reported));
        Assert.Equal(month.Items.Count, month.Classes.Sum(row => row.Cases));
        Assert.Equal(month.Items.Count, month.BodyRows.Sum(row => row.Cases));
        Assert.Equal(month.Items.Count, month.Streets.Sum(row => row.Cases));
        Assert.Equal(month.Items.Count, month.Cells.Sum());
        Assert.Equal(month.Kpi("on-time-handling").Numerator, month.Streets.Sum(row => row.OnTime));
        Assert.Equal(month.Kpi("handling").Numerator, month.Classes.Sum(row => row.Handled));
        Assert.Equal(month.Kpi("open").Numerator, month.Items.Count(item => item is { IsOpen: true, Exempt: false }));
    }

    [Fact]
    public void Run_AYear_TakesEveryRareTurnAndLeavesLittleOpen()
    {
        var tally = Year.Value.Tally;
        var days = Enumerable.Range(0, 365).Select(n => new NodaTime.LocalDate(YearOptions.Year, 1, 1).PlusDays(n)).ToArray();
        foreach (var command in (
            string[])["return", "fail-check", "approve-extension", "request-suspension", "overdue", "urge", "refute", "decline",
            "self-handle"])
            Assert.True(days.Sum(day => tally.Of(day, command)) > 0, command);
        Assert.Equal(tally.Opened, days.Sum(day => tally.Of(day, "open")));
        Assert.InRange(tally.Opened - tally.Ended, 0, tally.Opened / 50);
    }

    [Fact]
    public void Write_AReport_IsOnePageThatNeedsNothingElse()
    {
        var page = PageOf(Year.Value, Small);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)];
        Assert.Equal(3, XElement.Parse(body).Descendants().Count(element => element.Name.LocalName == "svg"));
    }

    [Theory]
    [InlineData("--share", "0")]
    [InlineData("--share", "101")]
    [InlineData("--month", "13")]
    [InlineData("--year", "2025")]
    public void Parse_WhatItDoesNotTake_SaysWhatItTakes(string name, string value) =>
        Assert.Contains("--share PERCENT", Assert.Throws<ArgumentException>(() => YearOptions.Parse([name, value])).Message,
            StringComparison.Ordinal);

    private static YearRun RunOf(YearOptions options)
    {
        var year = new YearRun(options, Requests);
        year.Run(_ => { });
        return year;
    }

    private static string PageOf(YearRun year, YearOptions options) => new ReportPage(year.Month!, options, Requests).Write();
}
