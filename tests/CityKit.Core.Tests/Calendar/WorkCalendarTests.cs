using System.Text;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Core.Tests.Calendar;

public class WorkCalendarTests
{
    // Counts: holiday-cn and LKI/chinese-calendar agree on every day of these years.
    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void CountWorkDays_AnnouncedYear_IsTheStatutoryNumber(int year, int expected) =>
        Assert.Equal(expected, WorkCalendar.BuiltIn.CountWorkDays(year));

    // Make-up working days: the State Council's notices of 2024 to 2026.
    [Theory]
    [InlineData("2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12")]
    [InlineData("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11")]
    [InlineData("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")]
    public void IsWorkDay_WeekendDays_AreExactlyTheMakeUpDays(string expected)
    {
        var first = Date(expected[..10]);
        var found = Enumerable.Range(0, 366).Select(i => new LocalDate(first.Year, 1, 1).PlusDays(i)).Where(date => date.Year == first.Year)
            .Where(date => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday && WorkCalendar.BuiltIn.IsWorkDay(date));
        Assert.Equal(expected, string.Join(' ', found.Select(date => date.ToString("uuuu-MM-dd", null))));
    }

    [Fact]
    public void IsKnown_EmptyYear_IsUnknown()
    {
        Assert.Equal([2024, 2025, 2026], WorkCalendar.BuiltIn.KnownYears);
        Assert.False(WorkCalendar.BuiltIn.IsKnown(Date("2027-01-04")));
        Assert.True(WorkCalendar.BuiltIn.IsKnown(Date("2026-12-24")));
    }

    // Late December named by the next year's notice: 29 and 31 December 2018 (State Council, 6 December 2018), 30 and 31 December 2017, 31
    // December 2011.
    [Theory]
    [InlineData("2026-12-24", null)]
    [InlineData("2026-12-25", 2027)]
    [InlineData("2026-12-31", 2027)]
    [InlineData("2025-12-31", null)] // the notice for 2026 is there
    [InlineData("2027-12-31", 2027)]
    [InlineData("2023-09-29", 2023)]
    public void MissingNotice_LastWeekOfAYear_IsTheNextYears(string date, int? expected) =>
        Assert.Equal(expected, WorkCalendar.BuiltIn.MissingNotice(Date(date)));

    [Fact]
    public void MissingNotice_NamedByTheYearBeforeOnly_IsTheDaysOwnYear()
    {
        var calendar = WorkCalendar.Empty.With(Year("""{"year":2029,"days":[{"name":"元旦","date":"2030-01-01","isOffDay":true}]}"""));
        Assert.Equal(2030, calendar.MissingNotice(Date("2030-01-01")));
    }

    [Fact]
    public void Read_WhatToUtf8Wrote_IsTheSameCalendar()
    {
        var bytes = WorkCalendar.BuiltIn.ToUtf8();
        var again = WorkCalendar.Read(bytes, out var errors)!;
        Assert.Empty(errors);
        Assert.Equal(bytes, again.ToUtf8());
        Assert.Equal((248, false), (again.CountWorkDays(2026), again.IsKnown(Date("2027-01-04"))));
        Assert.Null(WorkCalendar.Read("""{"years":[{"year":2026,"days":[]},{"year":2026,"days":[]}]}"""u8, out var twice));
        Assert.Equal(new LocalizedText("2026 出现两次", "2026 twice"), Assert.Single(twice).Found);
    }

    [Fact]
    public void With_NeighbourNamesADay_TheDayIsKnownButNotItsYear()
    {
        var calendar = WorkCalendar.Empty.With(
            Year("""{"year":2030,"days":[{"name":"元旦","date":"2029-12-31","isOffDay":true},{"name":"元旦","date":"2030-01-01","isOffDay":true}]}"""));
        Assert.True(calendar.IsKnown(Date("2029-12-31")));
        Assert.False(calendar.IsWorkDay(Date("2029-12-31")));
        Assert.False(calendar.IsKnown(Date("2029-12-28")));
    }

    [Fact]
    public void With_OwnYearAndNeighbourDisagree_OwnYearHolds()
    {
        var calendar = WorkCalendar.Empty
            .With(Year("""{"year":2029,"days":[{"name":"元旦","date":"2029-12-31","isOffDay":false}]}"""))
            .With(Year("""{"year":2030,"days":[{"name":"元旦","date":"2029-12-31","isOffDay":true}]}"""));
        Assert.True(calendar.IsWorkDay(Date("2029-12-31")));
    }

    [Fact]
    public void With_SameYearAgain_Replaces()
    {
        var calendar = WorkCalendar.BuiltIn.With(Year("""{"year":2026,"days":[{"name":"x","date":"2026-11-23","isOffDay":true}]}"""));
        Assert.False(calendar.IsWorkDay(Date("2026-11-23")));
        Assert.True(calendar.IsWorkDay(Date("2026-10-01")));
    }

    [Theory]
    [InlineData("""{"days":[]}""", "year")]
    [InlineData("""{"year":2026}""", "days")]
    [InlineData("""{"year":2026,"days":[{"name":"x","date":"2026-02-30","isOffDay":true}]}""", "days[0].date")]
    [InlineData("""{"year":2026,"days":[{"name":"x","date":"2029-01-01","isOffDay":true}]}""", "days[0].date")]
    [InlineData("""{"year":2026,"days":[{"name":"x","date":"2026-01-01"}]}""", "days[0].isOffDay")]
    public void Read_BrokenFile_SaysWhere(string json, string path)
    {
        Assert.Null(CalendarYear.Read(Encoding.UTF8.GetBytes(json), out var errors));
        Assert.Equal(path, Assert.Single(errors).Path);
    }

    internal static CalendarYear Year(string json) => CalendarYear.Read(Encoding.UTF8.GetBytes(json), out var errors)
        ?? throw new InvalidOperationException(string.Join("; ", errors));

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
