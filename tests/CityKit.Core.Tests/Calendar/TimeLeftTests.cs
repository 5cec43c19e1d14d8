using CityKit.Core.Calendar;
using static CityKit.Core.Tests.Calendar.WorkClockTests;

namespace CityKit.Core.Tests.Calendar;

public class TimeLeftTests
{
    private static readonly WorkClock Clock = new(WorkCalendar.BuiltIn, WorkHours.Default);

    // Friday 13 March 2026; the weekend after it has no working time.
    [Theory]
    [InlineData("2026-03-13T16:00", LimitUnit.WorkHour, "2026-03-13T13:50", "还剩 2 小时（工作时间）", "2 h left (working time)")]
    [InlineData("2026-03-13T16:10", LimitUnit.WorkHour, "2026-03-13T14:00", "还剩 2 小时 10 分（工作时间）", "2 h 10 min left (working time)")]
    [InlineData("2026-03-16T09:00", LimitUnit.WorkHour, "2026-03-13T17:30", "还剩 1 小时 30 分（工作时间）", "1 h 30 min left (working time)")]
    [InlineData("2026-03-18T18:00", LimitUnit.WorkDay, "2026-03-16T08:00", "还剩 24 小时（工作时间）", "24 h left (working time)")]
    [InlineData("2026-03-14T02:00", LimitUnit.UrgentHour, "2026-03-13T23:15", "还剩 2 小时 45 分", "2 h 45 min left")]
    [InlineData("2026-03-20T12:00", LimitUnit.NaturalDay, "2026-03-13T09:00", "还剩 7 天 3 小时", "7 d 3 h left")]
    [InlineData("2026-03-13T16:00", LimitUnit.WorkHour, "2026-03-13T16:00", "还剩不到 1 分", "less than 1 min left")]
    [InlineData("2026-03-13T16:00", LimitUnit.WorkHour, "2026-03-13T19:00", "已超期 3 小时", "overdue by 3 h")]
    [InlineData("2026-03-13T18:00", LimitUnit.WorkDay, "2026-03-16T08:00", "已超期 2 天 14 小时", "overdue by 2 d 14 h")]
    public void LeftUntil_AtAMoment_SaysItInTheTimeThatCounts(string due, LimitUnit unit, string now, string zh, string en)
    {
        var left = Clock.LeftUntil(At(due), unit, At(now));
        Assert.Equal((zh, en), (left.ToText().Zh, left.ToText().En));
    }

    [Fact]
    public void LeftUntil_AtTheDeadlineItself_IsNotOverdue()
    {
        Assert.False(Clock.LeftUntil(At("2026-03-13T16:00"), LimitUnit.WorkHour, At("2026-03-13T16:00")).IsOverdue);
        Assert.True(Clock.LeftUntil(At("2026-03-13T16:00"), LimitUnit.WorkHour, At("2026-03-13T16:01")).IsOverdue);
    }
}
