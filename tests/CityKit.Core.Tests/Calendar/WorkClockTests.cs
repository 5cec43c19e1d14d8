using System.Text.Json;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Tests.Calendar;

public class WorkClockTests
{
    private static readonly WorkClock Hours = new(WorkCalendar.BuiltIn, WorkHours.Default);
    private static readonly WorkClock EndOfDay = new(WorkCalendar.BuiltIn, WorkHours.Default, WorkDayReading.EndOfNthDay);

    /// <summary>The rows of deadlines.json; see SOURCES.md beside it.</summary>
    public static TheoryData<string, string, int, string, WorkDayReading> Cases()
    {
        using var stream = typeof(WorkClockTests).Assembly.GetManifestResourceStream("deadlines.json")!;
        using var document = JsonDocument.Parse(stream);
        var rows = new TheoryData<string, string, int, string, WorkDayReading>();
        foreach (var row in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var (start, kind, value) =
                (row.GetProperty("start").GetString()!, row.GetProperty("kind").GetString()!, row.GetProperty("value").GetInt32());
            if (row.TryGetProperty("deadline", out var only)) rows.Add(start, kind, value, only.GetString()!, WorkDayReading.WorkingHours);
            if (row.TryGetProperty("deadlineWorkingSeconds(8h/day)", out var hours))
                rows.Add(start, kind, value, hours.GetString()!, WorkDayReading.WorkingHours);
            if (row.TryGetProperty("deadlineEndOfNthWorkday", out var end))
                rows.Add(start, kind, value, end.GetString()!, WorkDayReading.EndOfNthDay);
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_VectorCase_IsTheDeadline(string start, string kind, int value, string expected, WorkDayReading reading)
    {
        var limit = new WorkLimit(value, Enum.Parse<LimitUnit>(kind, ignoreCase: true));
        var deadline = (reading == WorkDayReading.EndOfNthDay ? EndOfDay : Hours).After(At(start), limit);
        Assert.Equal(new Deadline(At(expected), false, null), deadline);
    }

    [Fact]
    public void Cases_AreAllOfTheVectors() => Assert.Equal(18, Cases().Count);

    [Theory]
    [InlineData("2026-03-13T17:00", "1 work hour", "2026-03-13T18:00")] // runs out at the end of a span, not at the next one's start
    [InlineData("2026-03-13T11:00", "1 work hour", "2026-03-13T12:00")]
    [InlineData("2026-03-14T09:00", "0 work hours", "2026-03-14T09:00")]
    [InlineData("2026-03-13T23:30", "90 minutes", "2026-03-14T01:00")]
    [InlineData("2026-09-30T12:00", "2 urgent days", "2026-10-02T12:00")]
    [InlineData("2026-09-30T12:00", "7 natural days", "2026-10-07T12:00")]
    public void After_Edges_FollowTheUnit(string start, string limit, string expected) =>
        Assert.Equal(At(expected), Hours.After(At(start), WorkLimit.Parse(limit)).At);

    [Fact]
    public void After_ReachesAnUnknownYear_IsProvisionalAndSaysSo()
    {
        var deadline = Hours.After(At("2026-12-31T17:00"), WorkLimit.Parse("4 work hours"));
        Assert.Equal(At("2027-01-01T11:00"), deadline.At);
        Assert.True(deadline.Provisional);
        Assert.Contains("2027", deadline.Reason!.En);
    }

    private const string Notice2018 = """{"year": 2018, "days": [{"name": "国庆节", "date": "2018-10-01", "isOffDay": true}]}""";

    // State Council, 6 December 2018: Saturday 29 December works, Monday 31 December is off.
    private const string Notice2019 = """
        {"year": 2019, "days": [{"name": "元旦", "date": "2018-12-29", "isOffDay": false}, {"name": "元旦", "date": "2018-12-31", "isOffDay": true}, {"name": "元旦", "date": "2019-01-01", "isOffDay": true}]}
        """;

    [Theory]
    [InlineData(WorkDayReading.WorkingHours, "2018-12-31T16:00", "2018-12-29T16:00")]
    [InlineData(WorkDayReading.EndOfNthDay, "2018-12-31T18:00", "2018-12-29T18:00")]
    public void After_LastDaysOfAYear_IsProvisionalUntilTheNextYearsNotice(WorkDayReading reading, string alone, string both)
    {
        var (start, limit, old) =
            (At("2018-12-28T16:00"), WorkLimit.Parse("1 work day"), WorkCalendar.Empty.With(WorkCalendarTests.Year(Notice2018)));
        var before = new WorkClock(old, WorkHours.Default, reading).After(start, limit);
        Assert.Equal((At(alone), true), (before.At, before.Provisional));
        Assert.Contains("2019", before.Reason!.En);
        Assert.Contains("2019", before.Reason.Zh);
        Assert.Equal(new Deadline(At(both), false, null),
            new WorkClock(old.With(WorkCalendarTests.Year(Notice2019)), WorkHours.Default, reading).After(start, limit));
    }

    [Fact]
    public void Resume_IntoTheLastDaysOfAYear_IsProvisional()
    {
        var before = Hours.After(At("2026-12-21T16:00"), WorkLimit.Parse("8 work hours"));
        Assert.False(before.Provisional);
        Assert.True(Hours.Resume(before, At("2026-12-21T17:00"), At("2026-12-28T09:00"), LimitUnit.WorkHour).Provisional);
    }

    [Fact]
    public void After_PastYearThatTheCalendarLacks_SaysThatItIsMissingHere()
    {
        var deadline = Hours.After(At("2023-09-28T16:00"), WorkLimit.Parse("2 work days"));
        Assert.Equal((At("2023-10-02T16:00"), true), (deadline.At, deadline.Provisional));
        Assert.Contains("2023 are not in this calendar: add that year's notice", deadline.Reason!.En);
        Assert.Contains("缺少 2023 年", deadline.Reason.Zh);
        Assert.DoesNotContain("尚未公布", deadline.Reason.Zh);
    }

    [Fact]
    public void After_ContinuousLimitInAnUnknownYear_IsSettled() =>
        Assert.False(Hours.After(At("2027-01-01T11:00"), WorkLimit.Parse("2 urgent hours")).Provisional);

    // Friday 16:00 + 4 h is Monday 10:00; paused Friday 17:00 (3 h left) until Tuesday 09:00 -> Tuesday 12:00.
    [Fact]
    public void Resume_WorkHours_KeepsWhatWasLeft()
    {
        var before = Hours.After(At("2026-03-13T16:00"), WorkLimit.Parse("4 work hours"));
        Assert.Equal(At("2026-03-16T10:00"), before.At);
        Assert.Equal(At("2026-03-17T12:00"), Hours.Resume(before, At("2026-03-13T17:00"), At("2026-03-17T09:00"), LimitUnit.WorkHour).At);
    }

    [Fact]
    public void Resume_Continuous_ShiftsByThePause()
    {
        var before = Hours.After(At("2026-03-13T16:00"), WorkLimit.Parse("4 urgent hours"));
        Assert.Equal(At("2026-03-13T22:30"), Hours.Resume(before, At("2026-03-13T17:00"), At("2026-03-13T19:30"), LimitUnit.UrgentHour).At);
    }

    // Two working days left after the day of the pause stay two after the day of the end.
    [Fact]
    public void Resume_EndOfNthDay_KeepsWholeDays()
    {
        var before = EndOfDay.After(At("2026-03-09T10:00"), WorkLimit.Parse("3 work days"));
        Assert.Equal(At("2026-03-12T18:00"), before.At);
        Assert.Equal(At("2026-03-18T18:00"), EndOfDay.Resume(before, At("2026-03-10T11:00"), At("2026-03-16T09:00"), LimitUnit.WorkDay).At);
    }

    [Fact]
    public void Resume_AlreadyOverdue_StaysOverdue()
    {
        var before = Hours.After(At("2026-03-13T08:00"), WorkLimit.Parse("1 work hour"));
        Assert.Equal(before.At, Hours.Resume(before, At("2026-03-13T10:00"), At("2026-03-20T10:00"), LimitUnit.WorkHour).At);
    }

    [Fact]
    public void WorkTimeBetween_AnyStartAndLimit_IsTheLimit()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        for (var i = 0; i < 500; i++)
        {
            var start = At("2024-01-01T00:00") + Duration.FromMinutes(random.Next(3 * 365 * 24 * 60 - 200_000));
            var limit = new WorkLimit(random.Next(1, 60), LimitUnit.WorkHour);
            var worked = Hours.WorkTimeBetween(start, Hours.After(start, limit).At);
            Assert.True(worked == Duration.FromHours(limit.Amount), $"seed {Seed}, round {i}: {limit} from {start} counted {worked}");
        }
    }

    internal static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture(local.Length == 16 ? "uuuu-MM-dd'T'HH:mm" : "uuuu-MM-dd'T'HH:mm:ss")
            .Parse(local).Value.InZoneStrictly(WorkCalendar.Zone).ToInstant();
}
