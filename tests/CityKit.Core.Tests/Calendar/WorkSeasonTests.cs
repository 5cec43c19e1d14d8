using CityKit.Core.Calendar;
using NodaTime;
using static CityKit.Core.Tests.Calendar.WorkClockTests;

namespace CityKit.Core.Tests.Calendar;

public class WorkSeasonTests
{
    private static readonly WorkSeason Summer = Season(6, 1, 9, 30, "08:00-11:30,15:00-18:30");
    private static readonly WorkSeason Winter = Season(12, 1, 2, 28, "09:00-12:00,13:00-17:00");

    [Theory]
    [InlineData("2026-05-29T17:00", "2 work hours", "2026-06-01T09:00")] // Friday, then Monday in summer hours
    [InlineData("2026-06-01T11:00", "1 work hour", "2026-06-01T15:30")] // the summer's longer lunch
    [InlineData("2026-09-30T18:00", "1 work hour", "2026-10-08T08:30")] // out of the summer over the holiday
    [InlineData("2025-12-31T16:30", "1 work hour", "2026-01-04T09:30")] // the winter goes on over the turn of the year
    [InlineData("2026-02-28T16:30", "1 work hour", "2026-03-02T08:30")] // a make-up Saturday in winter hours, then Monday
    [InlineData("2026-02-28T17:00", "1 work day", "2026-03-02T18:00")] // after the winter's last hour: the first day that counts has 8
    [InlineData("2026-02-28T16:00", "1 work day", "2026-03-02T16:00")] // it counts from a winter's day of 7 hours
    public void After_AcrossASeasonsBorder_GoesByEachDaysHours(string start, string limit, string expected) =>
        Assert.Equal(At(expected), Clock(WorkDayReading.WorkingHours).After(At(start), WorkLimit.Parse(limit)).At);

    [Theory]
    [InlineData("2026-05-29T10:00", "2026-06-01T18:30")]
    [InlineData("2026-09-29T10:00", "2026-09-30T18:30")]
    [InlineData("2026-02-27T10:00", "2026-02-28T17:00")]
    public void After_EndOfNthDay_IsTheEndOfWorkInThatSeason(string start, string expected) =>
        Assert.Equal(At(expected), Clock(WorkDayReading.EndOfNthDay).After(At(start), WorkLimit.Parse("1 work day")).At);

    // Friday 29 May 16:00 + 4 h is Monday 1 June 10:00; two hours were left at the end of Friday.
    [Fact]
    public void Resume_InAnotherSeason_KeepsWhatWasLeft()
    {
        var clock = Clock(WorkDayReading.WorkingHours);
        var due = clock.After(At("2026-05-29T16:00"), WorkLimit.Parse("4 work hours"));
        Assert.Equal(At("2026-06-01T10:00"), due.At);
        Assert.Equal(At("2026-06-02T15:30"), clock.Resume(due, At("2026-05-29T18:00"), At("2026-06-02T10:00"), LimitUnit.WorkHour).At);
    }

    // Paused in the morning of its last day; a Saturday has no work, and on Monday evening work is over.
    [Theory]
    [InlineData("2026-03-14T10:00", "2026-03-16T18:00")]
    [InlineData("2026-03-16T17:00", "2026-03-16T18:00")]
    [InlineData("2026-03-16T20:00", "2026-03-17T18:00")]
    public void Resume_OnTheLastDay_IsDueAtTheNextEndOfWork(string resumed, string expected)
    {
        var clock = Clock(WorkDayReading.EndOfNthDay);
        var due = clock.After(At("2026-03-11T10:00"), WorkLimit.Parse("1 work day"));
        Assert.Equal(At(expected), clock.Resume(due, At("2026-03-12T09:00"), At(resumed), LimitUnit.WorkDay).At);
    }

    [Fact]
    public void Overlaps_SharedDay_IsSeenFromBothSides()
    {
        Assert.True(Summer.Overlaps(Season(9, 30, 10, 7, "09:00-17:00")) && Season(9, 30, 10, 7, "09:00-17:00").Overlaps(Summer));
        Assert.True(Winter.Overlaps(Season(1, 10, 1, 12, "09:00-17:00")) && Season(1, 10, 1, 12, "09:00-17:00").Overlaps(Winter));
        Assert.False(Summer.Overlaps(Winter) || Winter.Overlaps(Summer));
    }

    private static WorkClock Clock(WorkDayReading reading) => new(WorkCalendar.BuiltIn, WorkHours.Default, reading, [Summer, Winter]);

    private static WorkSeason Season(int fromMonth, int fromDay, int toMonth, int toDay, string hours) =>
        new(new AnnualDate(fromMonth, fromDay), new AnnualDate(toMonth, toDay), WorkHours.Parse(hours));
}
