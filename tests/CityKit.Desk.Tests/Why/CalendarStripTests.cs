using Bunit;
using CityKit.Client.Chains;
using CityKit.Core;
using CityKit.Desk.Shell;
using CityKit.Desk.Why;
using NodaTime;

namespace CityKit.Desk.Tests.Why;

/// <summary>The calendar that gave a deadline: what of each day counts.</summary>
public sealed class CalendarStripTests : BunitContext
{
    private static readonly Instant Friday = Instant.FromUtc(2026, 3, 6, 2, 30); // 10:30 in Shanghai
    private static readonly Instant Tuesday = Instant.FromUtc(2026, 3, 10, 2, 30);

    [Fact]
    public void Strip_OfTwoWorkDays_SaysWhatOfEachDayCounts()
    {
        var drawn = Draw(Clock());
        Assert.Equal(["5 h 30 min count", "rest", "rest", "7 h 30 min count", "2 h count"], drawn.FindAll(".why-count")
            .Select(count => count.TextContent));
        Assert.Equal(["3/6 Fri", "3/7 Sat", "3/8 Sun", "3/9 Mon", "3/10 Tue"], drawn.FindAll(".why-date").Select(date => date.TextContent));
    }

    [Fact]
    public void Strip_OfAClockThatWasPaused_LeavesThePauseOut()
    {
        var pause = new LinkAdjustment(Instant.FromUtc(2026, 3, 9, 0, 0)) { To = Instant.FromUtc(2026, 3, 9, 4, 0) }; // Monday morning
        var drawn = Draw(Clock() with { Adjustments = [pause] });
        Assert.Equal("4 h count", drawn.FindAll(".why-count")[3].TextContent);
        Assert.Contains("paused 9 Mar 2026, 08:00 to 9 Mar 2026, 12:00", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Strip_OfContinuousTime_SaysSo() => Assert.Contains("without a break",
        Draw(new LinkClock(Friday)
            { Limit = new LocalizedText("2紧急工作时", "2 urgent hours"), Deadline = Friday + Duration.FromHours(2) }).Markup,
            StringComparison.Ordinal);

    private static LinkClock Clock() => new(Friday)
    {
        Limit = new LocalizedText("2工作日", "2 work days"), Working = true, Deadline = Tuesday,
        Days = [Work("2026-03-06"), new("2026-03-07", false), new("2026-03-08", false), Work("2026-03-09"), Work("2026-03-10")],
    };

    /// <summary>08:30 to 12:00 and 13:30 to 17:30.</summary>
    private static LinkDay Work(string date)
    {
        var midnight = NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value.AtMidnight().InUtc().ToInstant() - Duration.FromHours(8);
        return new LinkDay(date, true)
        {
            Spans = [new(midnight + Duration.FromHours(8.5), midnight + Duration.FromHours(12)),
                new(midnight + Duration.FromHours(13.5), midnight + Duration.FromHours(17.5))],
        };
    }

    private IRenderedComponent<CalendarStrip> Draw(LinkClock clock) => Render<CalendarStrip>(parameters => parameters
        .Add(strip => strip.View, new DeskView("/desk/", DeskLanguage.English, false)).Add(strip => strip.Clock, clock));
}
