using System.Globalization;
using CityKit.Samples.Compound.Feeds;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sample.Tests;

public sealed class GasFeedTests
{
    private static readonly FeedBatch[] Batches = [.. GasFeed.Of(TestScenario.Read())];

    /// <summary>
    /// SOURCES.md: 43 hourly-stepped windows of 24 h under 0.01 m³ in home d5a7's days; the register's three decimals change none of them.
    /// </summary>
    [Fact]
    public void Of_EldersRegister_HoldsTheRealLowWindows()
    {
        var readings = Readings("g-0301").ToDictionary(r => r.At, r => r.Cubic);
        var low = readings.Count(r => readings.TryGetValue(r.Key - Duration.FromDays(1), out var before) && r.Value - before < 0.01m);
        Assert.Equal(43, low);
    }

    [Fact]
    public void Of_EveryRegister_OnlyGrowsHourByHour()
    {
        foreach (var register in new[] { "g-0301", "g-0302", "g-0501" })
        {
            var readings = Readings(register).ToArray();
            Assert.True(readings.Length > 40);
            Assert.All(readings.Zip(readings.Skip(1)), pair =>
            {
                Assert.Equal(Duration.FromHours(1), pair.Second.At - pair.First.At);
                Assert.True(pair.Second.Cubic >= pair.First.Cubic);
            });
        }
    }

    [Fact]
    public void Of_SilentRegister_StopsWhereTheScenarioSays()
    {
        var until = TestScenario.Read().Gas!.Registers.Single(r => r.Until is not null).Until!.Value;
        Assert.Equal(until, Readings("g-0501").Last().At);
    }

    [Fact]
    public void Of_Batches_AreADayLateAndHaveTheirOwnIds()
    {
        Assert.Equal(Batches.Length, Batches.Select(b => b.Id).Distinct().Count());
        Assert.All(Batches, b =>
            Assert.All(Rows(b.Csv), row => Assert.InRange(b.At - row.At, Duration.FromHours(8), Duration.FromHours(33))));
    }

    [Fact]
    public void StillOn_TheDayAfterTheStory_GoesOnFromWhereTheRegisterWasAndUsesNothing()
    {
        var scenario = TestScenario.Read();
        var batch = GasFeed.StillOn(scenario, scenario.Gas!.NextDelivery(scenario, scenario.End));
        var last = Readings("g-0301").Last();
        var still = Rows(batch.Csv).ToArray();
        Assert.Equal((24, last.At + Duration.FromHours(1), last.At + Duration.FromHours(24)), (still.Length, still[0].At, still[^1].At));
        Assert.All(still, row => Assert.Equal(("g-0301", last.Cubic), (row.Register, row.Cubic)));
        Assert.DoesNotContain(Batches, one => one.Id == batch.Id);
    }

    private static IEnumerable<(Instant At, decimal Cubic)> Readings(string register) =>
        Batches.SelectMany(b => Rows(b.Csv)).Where(r => r.Register == register).Select(r => (r.At, r.Cubic));

    private static IEnumerable<(string Register, Instant At, decimal Cubic)> Rows(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .Select(cells => (cells[0], InstantPattern.General.Parse(cells[3]).Value,
                decimal.Parse(cells[2], CultureInfo.InvariantCulture)));
}
